//! `POST /conversations/{id}/queue`: a conversation goes to another queue, whoever has it now.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions,
    id::{ConversationId, QueueId},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::card::ConversationJson;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToQueueBody {
    queue_id: QueueId,
}

/// A conversation goes to another queue, whoever has it now.
#[utoipa::path(
    post,
    path = "/conversations/{id}/queue",
    tag = "Conversations",
    request_body = ToQueueBody,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
pub(super) async fn to_queue(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<ToQueueBody>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let (desk, actor) = (&site.desk, caller.actor());
    let moved = actions::move_to_queue(desk, &actor, caller.scope(), &id, body.queue_id).await?;
    Ok(Json(ConversationJson::load(&desk.store, moved).await?))
}
