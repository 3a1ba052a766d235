//! `POST /conversations/{id}/replies`: a person answers the customer.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use handoff::{
    actions,
    id::{ConversationId, FileId, OperatorId},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::{ConversationJson, MessageJson};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

/// Words of an operator for the customer, files, or both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyBody {
    operator_id: OperatorId,
    #[serde(default)]
    text: String,
    /// Files that were brought to this conversation before.
    #[serde(default)]
    files: Vec<FileId>,
}

/// Words of an operator: a note for the team.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsBody {
    pub(super) operator_id: OperatorId,
    pub(super) text: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Replied {
    conversation: ConversationJson,
    message: Option<MessageJson>,
}

/// A person answers the customer.
#[utoipa::path(
    post,
    path = "/conversations/{id}/replies",
    tag = "Conversations",
    request_body = ReplyBody,
    responses(
        (status = 201, description = "It is there now.", body = Replied),
    ),
)]
pub(super) async fn reply(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<ReplyBody>,
) -> Result<(StatusCode, Json<Replied>), ApiProblem> {
    let desk = &site.desk;
    let words = (body.operator_id, body.text.as_str(), body.files.as_slice());
    let (conversation, message) =
        actions::reply_with_files(desk, &caller.actor(), caller.scope(), &id, words).await?;
    let message = MessageJson::one(&desk.store, &conversation, message).await?;
    let conversation = ConversationJson::load(&desk.store, conversation).await?;
    let replied = Replied {
        conversation,
        message,
    };
    Ok((StatusCode::CREATED, Json(replied)))
}
