//! `POST /conversations/{id}/notes`: something that only the team sees.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use handoff::{actions, id::ConversationId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{card::MessageJson, reply::WordsBody};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Serialize, ToSchema)]
pub(super) struct Noted {
    note: Option<MessageJson>,
}

/// Something that only the team sees.
#[utoipa::path(
    post,
    path = "/conversations/{id}/notes",
    tag = "Conversations",
    request_body = WordsBody,
    responses(
        (status = 201, description = "It is there now.", body = Noted),
    ),
)]
pub(super) async fn note(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<WordsBody>,
) -> Result<(StatusCode, Json<Noted>), ApiProblem> {
    let desk = &site.desk;
    let words = (body.operator_id, body.text.as_str());
    let note = actions::add_note(desk, &caller.actor(), caller.scope(), &id, words).await?;
    let noted = match desk.store.conversation(caller.scope(), &id).await? {
        Some(conversation) => MessageJson::one(&desk.store, &conversation, note).await?,
        None => None,
    };
    Ok((StatusCode::CREATED, Json(Noted { note: noted })))
}
