//! Who looks at a conversation and who writes in it: told from page to page, the customer's included, kept nowhere.
//!
//! A page says so again every few seconds, so whoever stops saying it is gone. What one program is told, others
//! that share the database are not: those who work on different ones do not see each other, and the refusal of a
//! second reply is what protects the customer either way.

use app::{
    form::decode,
    request::{Oops, SignedIn},
    site::Site,
};
use axum::{
    Extension, body::Bytes, extract::State, http::StatusCode, response::sse::Event as SseEvent,
};
use handoff::id::{ConversationId, OperatorId};
use serde::Deserialize;
use serde_json::json;

use super::Hub;

/// Somebody is there.
#[derive(Debug, Clone)]
pub struct Sign {
    pub conversation: ConversationId,
    /// None where it is the customer.
    pub operator: Option<OperatorId>,
    pub name: String,
    /// They are writing a reply, and not only looking.
    pub is_writing: bool,
}

impl Sign {
    /// As others' pages are told. It has no id: nobody who was away is told of it later.
    pub(super) fn told(&self) -> SseEvent {
        let data = json!({
            "conversation": self.conversation,
            "name": self.name,
            "writing": self.is_writing,
            "customer": self.operator.is_none(),
        });
        SseEvent::default().event("here").data(data.to_string())
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct RawSign {
    conversation: ConversationId,
    /// `yes` or anything else.
    #[serde(default)]
    writing: String,
}

/// Says that somebody is there. A conversation that they may not see does not exist.
pub(crate) async fn here(
    State(site): State<Site>,
    Extension(hub): Extension<Hub>,
    who: SignedIn,
    body: Bytes,
) -> Result<StatusCode, Oops> {
    let raw: RawSign = decode(&body)?;
    let found = site
        .desk
        .store
        .conversation(who.scope, &raw.conversation)
        .await?;
    found.ok_or(Oops::NotFound)?;
    hub.sign(Sign {
        conversation: raw.conversation,
        operator: Some(who.operator.id),
        name: who.operator.name,
        is_writing: raw.writing == "yes",
    });
    Ok(StatusCode::NO_CONTENT)
}
