//! `POST /conversations/{id}/reopen`: what was done is open again, though the customer did not write.

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
use crate::api::{body::OptionalBody, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReopenBody {
    /// Who has it then; without one it waits for somebody.
    operator_id: Option<OperatorId>,
}

/// What was done is open again, though the customer did not write.
///
/// One that is open stays as it is.
#[utoipa::path(
    post,
    path = "/conversations/{id}/reopen",
    tag = "Conversations",
    request_body = Option<ReopenBody>,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
pub(super) async fn reopen(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    OptionalBody(body): OptionalBody<ReopenBody>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let (desk, actor) = (&site.desk, caller.actor());
    let opened = actions::reopen(desk, &actor, caller.scope(), &id, body.operator_id).await?;
    Ok(Json(ConversationJson::load(&desk.store, opened).await?))
}
