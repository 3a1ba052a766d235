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

use super::card::ConversationJson;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimBody {
    operator_id: OperatorId,
}

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
