//! `POST /conversations/{id}/messages`: the customer or an AI elsewhere says something, and it is decided.

use std::collections::BTreeMap;

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use handoff::{
    access::Scope,
    actions::{Desk, Incoming, Received, VerbError, loose_files, receive_message},
    conversation::{AnsweredBy, Attachment, Attempt, Author, Conversation},
    id::{ConversationId, FileId, MessageId},
    problem::Problem,
    store::{Store, StoreError},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{card::MessageJson, transfer::TransferJson};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

/// A message as a program sends it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageBody {
    author: Author,
    #[serde(default)]
    text: String,
    confidence: Option<f64>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    /// What the AI knows of what must be gathered, by the field's name.
    #[serde(default)]
    gathered: BTreeMap<String, String>,
    /// What the AI did before this answer.
    #[serde(default)]
    actions: Vec<Attempt>,
    client_id: Option<String>,
    /// Files that were brought to this conversation before.
    #[serde(default)]
    files: Vec<FileId>,
}

/// What came of a message.
#[derive(Serialize, ToSchema)]
pub(super) struct Answer {
    /// None when it was dropped: an AI's answer after a person took over.
    message: Option<MessageJson>,
    decision: Option<Value>,
    /// Everything that was said by it, the message itself first.
    messages: Vec<MessageJson>,
    /// What to do in the system that takes over, once the conversation is handed off.
    transfer: Option<TransferJson>,
}

/// The customer or an AI elsewhere says something, and it is decided.
#[utoipa::path(
    post,
    path = "/conversations/{id}/messages",
    tag = "Conversations",
    request_body = MessageBody,
    responses(
        (status = 201, description = "It is there now.", body = Answer),
        (status = 200, description = "It had been received before, or came after a person took over.", body = Answer),
    ),
)]
pub(super) async fn append(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    headers: HeaderMap,
    Body(body): Body<MessageBody>,
) -> Result<impl IntoResponse, ApiProblem> {
    refused(body.misplaced_files())?;
    let files = body.files.clone();
    let mut incoming = body.incoming(&headers);
    let kept = files_of(&site.desk, caller.scope(), (&id, &incoming), &files).await?;
    incoming.attachments.extend(kept);
    let received =
        receive_message(&site.desk, &caller.actor(), caller.scope(), &id, &incoming).await?;
    let is_new = received.decision.is_some() && !received.messages.is_empty();
    let answer = Answer::load(&site.desk.store, &received).await?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(answer)))
}

/// The files that were brought for a message. One that had been received before has them already.
async fn files_of(
    desk: &Desk,
    scope: Scope,
    (id, incoming): (&ConversationId, &Incoming),
    files: &[FileId],
) -> Result<Vec<Attachment>, ApiProblem> {
    if let Some(name) = incoming.client_id.as_ref().filter(|_| !files.is_empty()) {
        let known = desk.store.message_by_client_id(id, name).await?;
        if known.is_some() {
            return Ok(Vec::new());
        }
    }
    Ok(loose_files(desk, scope, id, files).await?)
}

fn refused(problems: Vec<Problem>) -> Result<(), VerbError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(VerbError::Invalid(problems))
    }
}

impl MessageBody {
    /// Everything that is wrong with it as the first of a conversation.
    pub(super) fn check(&self) -> Result<(), VerbError> {
        let mut problems = self.misplaced_files();
        if !self.files.is_empty() {
            let detail = "Files are brought to a conversation that is there. Begin it first, then send them with a message.";
            problems.push(Problem::new("/files", detail));
        }
        match self.named(None).check() {
            Err(VerbError::Invalid(found)) => problems.extend(found),
            other => other?,
        }
        refused(problems)
    }

    /// Only we say which files are kept here.
    fn misplaced_files(&self) -> Vec<Problem> {
        let rows = self.attachments.iter().enumerate();
        rows.filter(|(_, with)| with.file.is_some())
            .map(|(row, _)| {
                let detail = "Bring the file first, then name its id in “files”.";
                Problem::new(format!("/attachments/{row}/file"), detail)
            })
            .collect()
    }

    /// The message as it arrives. Where the body does not name it, the `Idempotency-Key` does.
    pub(super) fn incoming(self, headers: &HeaderMap) -> Incoming {
        let key = headers.get("idempotency-key");
        self.named(key.and_then(|key| key.to_str().ok()))
    }

    fn named(&self, key: Option<&str>) -> Incoming {
        Incoming {
            author: self.author,
            text: self.text.clone(),
            confidence: self.confidence,
            attachments: self.attachments.clone(),
            gathered: self.gathered.clone(),
            actions: self.actions.clone(),
            called: None,
            client_id: self.client_id.clone().or_else(|| key.map(str::to_owned)),
        }
    }
}

impl Answer {
    /// What came of a message. One that had been received before is answered as it was the first time.
    pub(super) async fn load(store: &Store, received: &Received) -> Result<Self, StoreError> {
        let mut messages = kept(store, &received.conversation, &received.messages).await?;
        let decision = match &received.decision {
            Some(decision) => Some(serde_json::to_value(decision)?),
            None => messages.first().and_then(|first| first.decision.clone()),
        };
        for message in &mut messages {
            message.decision = None;
        }
        let is_handed_off = decision
            .as_ref()
            .is_some_and(|made| made["outcome"] == "hand_off");
        let made_at = messages
            .first()
            .filter(|_| is_handed_off)
            .map(|first| first.at);
        let transfer = match made_at {
            Some(at) => TransferJson::load(store, &received.conversation, (at, at)).await?,
            None => None,
        };
        Ok(Self {
            message: messages.first().cloned(),
            decision,
            messages,
            transfer,
        })
    }
}

/// The messages that were kept, with what the product said to them in the same breath.
async fn kept(
    store: &Store,
    conversation: &Conversation,
    ids: &[MessageId],
) -> Result<Vec<MessageJson>, StoreError> {
    let Some(first) = ids.first() else {
        return Ok(Vec::new());
    };
    // What is said by one message has one time, and at most one answer follows it.
    let entries = store
        .entries(conversation, MessageId(first.0 - 1), 2)
        .await?;
    let mut messages = entries.into_iter().map(MessageJson::from);
    let said = messages.next();
    let at = said.as_ref().map(|said| said.at);
    let answer = messages.next().filter(|next| {
        ids.contains(&next.id)
            || (ids.len() == 1
                && next.author == Author::Ai
                && Some(next.at) == at
                && conversation.answered_by == AnsweredBy::BuiltIn)
    });
    Ok(said.into_iter().chain(answer).collect())
}
