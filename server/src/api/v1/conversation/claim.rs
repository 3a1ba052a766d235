//! `POST /conversations/{id}/claim`: somebody takes a conversation. Exactly one of many wins.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions,
    id::{ConversationId, OperatorId},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::card::ConversationJson;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimBody {
    operator_id: OperatorId,
}

/// Somebody takes a conversation.
///
/// Exactly one of many wins.
#[utoipa::path(
    post,
    path = "/conversations/{id}/claim",
    tag = "Conversations",
    request_body = ClaimBody,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
pub(super) async fn claim(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<ClaimBody>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let desk = &site.desk;
    let claimed =
        actions::claim(desk, &caller.actor(), caller.scope(), &id, body.operator_id).await?;
    Ok(Json(ConversationJson::load(&desk.store, claimed).await?))
}
