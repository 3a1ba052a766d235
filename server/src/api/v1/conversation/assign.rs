//! `POST /conversations/{id}/assign`: a conversation is given to somebody, or back to the line.

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
pub(super) struct AssignBody {
    /// Null puts it back in line. It must be said: leaving it out is more likely a slip.
    #[serde(deserialize_with = "Option::deserialize")]
    operator_id: Option<OperatorId>,
}

/// A conversation is given to somebody, or back to the line.
#[utoipa::path(
    post,
    path = "/conversations/{id}/assign",
    tag = "Conversations",
    request_body = AssignBody,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
pub(super) async fn assign(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<AssignBody>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let desk = &site.desk;
    let assigned =
        actions::assign(desk, &caller.actor(), caller.scope(), &id, body.operator_id).await?;
    Ok(Json(ConversationJson::load(&desk.store, assigned).await?))
}
