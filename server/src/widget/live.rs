//! A visitor's conversation, as it happens.

use std::{convert::Infallible, time::Duration};

use app::site::Site;
use axum::{
    Extension,
    extract::State,
    http::HeaderMap,
    response::{Response, sse::Event as SseEvent},
};
use futures::Stream;
use handoff::{
    access::Scope,
    conversation::State as Stage,
    event::{Event, EventKind},
    id::{ConversationId, EventId, MessageId},
    store::StoreError,
};
use tokio::sync::broadcast::Receiver;

use super::{
    message::messages_after,
    status::{Status, handoff_payload},
    visitor::{Refusal, Visitor},
};
use crate::live::{Feed, Hub, Sign, last_event_id, next_sign, stream};

/// How often somebody in line is told their place, should it have changed.
const PLACE: Duration = Duration::from_secs(5);

/// The stream of one conversation, from `Last-Event-ID` on.
pub(super) async fn live(
    State(site): State<Site>,
    Extension(hub): Extension<Hub>,
    headers: HeaderMap,
    Visitor(conversation): Visitor,
) -> Result<Response, Refusal> {
    let after = match last_event_id(&headers) {
        Some(id) => id,
        None => site.desk.store.latest_event().await?,
    };
    let feed = hub.feed(after, Some(conversation.id.clone()));
    let status = Status::of(&site, &conversation).await?;
    let listener = Listener {
        site,
        feed,
        signs: hub.signs(),
        conversation: conversation.id,
        told: status,
    };
    Ok(stream(listener.events()))
}

struct Listener {
    site: Site,
    feed: Feed,
    signs: Receiver<Sign>,
    conversation: ConversationId,
    /// The status the visitor was told last.
    told: Status,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Result<SseEvent, Infallible>> + Send {
        futures::stream::unfold((self, Vec::new()), |(mut listener, mut ready)| async move {
            loop {
                if let Some(event) = ready.pop() {
                    return Some((Ok(event), (listener, ready)));
                }
                let events = tokio::select! {
                    events = listener.feed.next_within(PLACE) => events?,
                    () = somebody_writes(&mut listener.signs, &listener.conversation) => {
                        let typing = SseEvent::default().event("typing").data("{}");
                        return Some((Ok(typing), (listener, ready)));
                    }
                };
                ready = listener.tell(&events).await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "a visitor could not be told");
                    Vec::new()
                });
                ready.reverse();
            }
        })
    }

    /// What the visitor is told about what happened, in order.
    async fn tell(&mut self, events: &[Event]) -> Result<Vec<SseEvent>, StoreError> {
        let store = &self.site.desk.store;
        let Some(conversation) = store
            .conversation(Scope::Everything, &self.conversation)
            .await?
        else {
            return Ok(Vec::new());
        };
        if events.is_empty() && conversation.state != Stage::Waiting {
            return Ok(Vec::new());
        }
        let mut told = Vec::new();
        for event in events
            .iter()
            .filter(|event| event.kind == EventKind::MessageAdded)
        {
            let id = event
                .data
                .get("message")
                .and_then(serde_json::Value::as_i64)
                .unwrap_or(0);
            let message = messages_after(&self.site, &conversation, MessageId(id - 1))
                .await?
                .into_iter()
                .find(|message| message.id.0 == id);
            if let Some(message) = message {
                told.push(named(
                    "message",
                    event.id,
                    &serde_json::to_string(&message)?,
                ));
            }
        }
        let newest = events.last().map(|event| event.id);
        let status = Status::of(&self.site, &conversation).await?;
        if status != self.told {
            told.push(maybe_numbered(
                "status",
                newest,
                &serde_json::to_string(&status)?,
            ));
            self.told = status;
        }
        if events
            .iter()
            .any(|event| event.kind == EventKind::HandoffRequested)
        {
            let payload = handoff_payload(&self.site, &conversation).await?;
            if !payload.is_null() {
                told.push(maybe_numbered("handoff", newest, &payload.to_string()));
            }
        }
        Ok(told)
    }
}

/// Waits until somebody of the team writes a reply in a conversation. For ever, once the server stops.
async fn somebody_writes(signs: &mut Receiver<Sign>, conversation: &ConversationId) {
    while let Some(sign) = next_sign(signs).await {
        if sign.is_writing && sign.operator.is_some() && sign.conversation == *conversation {
            return;
        }
    }
    std::future::pending::<()>().await;
}

fn named(name: &str, id: EventId, data: &str) -> SseEvent {
    SseEvent::default()
        .event(name)
        .id(id.to_string())
        .data(data)
}

/// A status that changed by itself, such as a place in line, has no event of its own.
fn maybe_numbered(name: &str, id: Option<EventId>, data: &str) -> SseEvent {
    match id {
        Some(id) => named(name, id, data),
        None => SseEvent::default().event(name).data(data),
    }
}
