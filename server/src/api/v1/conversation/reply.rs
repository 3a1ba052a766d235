//! `POST /conversations/{id}/replies`: a person answers the customer.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use handoff::{
    actions,
    id::{ConversationId, OperatorId},
};
use serde::{Deserialize, Serialize};

use super::card::{ConversationJson, MessageJson};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

/// Words of an operator: a reply, or a note for the team.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsBody {
    pub(super) operator_id: OperatorId,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct Replied {
    conversation: ConversationJson,
    message: Option<MessageJson>,
}

pub(super) async fn reply(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<WordsBody>,
) -> Result<(StatusCode, Json<Replied>), ApiProblem> {
    let desk = &site.desk;
    let words = (body.operator_id, body.text.as_str());
    let (conversation, message) =
        actions::reply(desk, &caller.actor(), caller.scope(), &id, words).await?;
    let message = MessageJson::one(&desk.store, &conversation, message).await?;
    let conversation = ConversationJson::load(&desk.store, conversation).await?;
    let replied = Replied {
        conversation,
        message,
    };
    Ok((StatusCode::CREATED, Json(replied)))
}
