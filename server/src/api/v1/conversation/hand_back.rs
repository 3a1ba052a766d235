//! `POST /conversations/{id}/hand_back`: the AI has it again, with a clean slate.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{actions, id::ConversationId};

use super::{card::ConversationJson, on_behalf::OnBehalf};
use crate::api::{body::OptionalBody, problem::ApiProblem, token::WriteToken};

/// The AI has it again, with a clean slate.
#[utoipa::path(
    post,
    path = "/conversations/{id}/hand_back",
    tag = "Conversations",
    request_body = Option<OnBehalf>,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
pub(super) async fn hand_back(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    OptionalBody(body): OptionalBody<OnBehalf>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let desk = &site.desk;
    let actor = body.actor(&desk.store, &caller).await?;
    let changed = actions::hand_back(desk, &actor, caller.scope(), &id).await?;
    Ok(Json(ConversationJson::load(&desk.store, changed).await?))
}
