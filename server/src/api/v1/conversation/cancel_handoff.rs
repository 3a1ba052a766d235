//! `POST /conversations/{id}/cancel_handoff`: the customer does not want a person any more, and the AI has it again.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{actions, id::ConversationId};

use super::card::ConversationJson;
use crate::api::{problem::ApiProblem, token::WriteToken};

/// The customer does not want a person any more, and the AI has it again.
#[utoipa::path(
    post,
    path = "/conversations/{id}/cancel_handoff",
    tag = "Conversations",
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
pub(super) async fn cancel_handoff(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let (desk, actor) = (&site.desk, caller.actor());
    let changed = actions::cancel_handoff(desk, &actor, caller.scope(), &id).await?;
    Ok(Json(ConversationJson::load(&desk.store, changed).await?))
}
