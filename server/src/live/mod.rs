//! What happens, as it happens: a stream for the people who work here.
//!
//! The stream carries names, not contents: whoever is told fetches what they may see. It replays from
//! the event log by `Last-Event-ID`, so that nothing is missed between two connections.

mod feed;
pub(crate) mod here;

use std::{collections::HashSet, convert::Infallible, time::Duration};

use app::{request::SignedIn, site::Site};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event as SseEvent, KeepAlive},
    },
};
pub use feed::{Feed, Hub};
use futures::Stream;
use handoff::{
    access::Scope,
    actions::{Desk, note_seen},
    event::{Event, EventKind},
    id::{ConversationId, EventId, OperatorId},
    operator::Role,
    store::DeliveryMark,
};
pub use here::Sign;
use serde::Deserialize;
use serde_json::json;
use tokio::{
    sync::{
        broadcast::{Receiver, error::RecvError},
        watch,
    },
    time::Interval,
};
use tower_sessions::Session;

/// How often it is noted that somebody listens.
const MINUTE: Duration = Duration::from_mins(1);

/// What a page wants to be told of beside conversations.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `deliveries`, or nothing.
    of: String,
}

/// A stream of what changes in the inbox. Ends when its person may not listen any more.
pub async fn live(
    State(site): State<Site>,
    hub: axum::Extension<Hub>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    who: SignedIn,
) -> Response {
    let after = match last_event_id(&headers) {
        Some(id) => id,
        None => *site.desk.store.watch().borrow(),
    };
    let mut minute = tokio::time::interval(MINUTE);
    // Opening the stream was noted already.
    minute.reset();
    let listener = Listener {
        desk: site.desk.clone(),
        minute,
        feed: hub.feed(after, None),
        signs: hub.signs(),
        deliveries: (wanted.of == "deliveries" && who.operator.role == Role::Admin)
            .then(|| hub.deliveries()),
        me: who.operator.id,
        scope: who.scope,
        session: Some(who.session),
        ready: Vec::new(),
    };
    stream(listener.events())
}

/// Where a listener left off.
pub(crate) fn last_event_id(headers: &HeaderMap) -> Option<EventId> {
    headers
        .get("last-event-id")?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// An event stream that neither proxies nor compression hold back.
pub(crate) fn stream(
    events: impl Stream<Item = Result<SseEvent, Infallible>> + Send + 'static,
) -> Response {
    let alive = KeepAlive::new()
        .interval(Duration::from_secs(15))
        .text("alive");
    let mut response = Sse::new(events).keep_alive(alive).into_response();
    response.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

/// One person's stream.
struct Listener {
    desk: Desk,
    /// Whoever listens is there, which is noted each time.
    minute: Interval,
    feed: Feed,
    signs: Receiver<Sign>,
    /// Of an admin's page that shows them.
    deliveries: Option<watch::Receiver<DeliveryMark>>,
    me: OperatorId,
    /// How far they see now.
    scope: Scope,
    /// None once they may not listen any more.
    session: Option<Session>,
    /// What is to be told, the next one last.
    ready: Vec<SseEvent>,
}

/// What happens next: something that is kept, or a sign of somebody.
enum Next {
    Events(Vec<Event>),
    Sign(Sign),
    Deliveries,
    Minute,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Result<SseEvent, Infallible>> + Send {
        futures::stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((Ok(event), listener))
        })
    }

    /// What is told next. None when the stream ends.
    async fn next(&mut self) -> Option<SseEvent> {
        loop {
            if let Some(event) = self.ready.pop() {
                return Some(event);
            }
            let session = self.session.clone()?;
            let next = tokio::select! {
                events = self.feed.next() => Next::Events(events?),
                sign = next_sign(&mut self.signs) => Next::Sign(sign?),
                () = moved(&mut self.deliveries) => Next::Deliveries,
                _ = self.minute.tick() => Next::Minute,
            };
            match next {
                Next::Minute => {
                    if let Err(error) = note_seen(&self.desk, self.me).await {
                        tracing::warn!(%error, "it could not be noted that somebody is there");
                    }
                }
                // What became of which is read by the page, with its own look at who asks.
                Next::Deliveries => {
                    return Some(SseEvent::default().event("deliveries").data("moved"));
                }
                Next::Sign(sign) => {
                    if sign.operator != Some(self.me) && self.sees(&sign.conversation).await {
                        return Some(sign.told());
                    }
                }
                Next::Events(events) => {
                    if events.iter().any(|event| concerns_account(event, self.me))
                        && !is_still_signed_in(&session).await
                    {
                        self.session = None;
                        return Some(SseEvent::default().event("gone").data(""));
                    }
                    self.ready = self.told(&events).await;
                }
            }
        }
    }
}

impl Listener {
    /// What of it is for this person, the last first.
    async fn told(&mut self, events: &[Event]) -> Vec<SseEvent> {
        // Roles, queues, their people and what operators may see change by what is about no conversation.
        if events.iter().any(|event| event.conversation.is_none()) {
            self.scope = self.scope_now().await.unwrap_or(Scope::Own(self.me));
        }
        let touched = events.iter().filter_map(|event| event.conversation.clone());
        let seen = self.seen(touched.collect()).await;
        let of = |event: &Event| {
            let conversation = event.conversation.as_ref()?;
            if seen.contains(conversation) {
                return Some(changed(event));
            }
            // It may have left their sight, so their list is read anew; which one it was is not said.
            event.kind.changes_hands().then(|| left(event))
        };
        events.iter().rev().filter_map(of).collect()
    }

    /// Those of the conversations that they see. Where the database does not answer, none.
    async fn seen(&self, touched: HashSet<ConversationId>) -> HashSet<ConversationId> {
        if self.scope == Scope::Everything || touched.is_empty() {
            return touched;
        }
        let ids: Vec<ConversationId> = touched.into_iter().collect();
        let found = self.desk.store.within(self.scope, &ids).await;
        found.unwrap_or_else(|error| {
            tracing::warn!(%error, "what somebody may see could not be read");
            HashSet::new()
        })
    }

    async fn sees(&self, conversation: &ConversationId) -> bool {
        !self.seen([conversation.clone()].into()).await.is_empty()
    }

    async fn scope_now(&self) -> Option<Scope> {
        let operator = self.desk.store.operator(self.me).await.ok()??;
        self.desk.store.scope_of(self.me, operator.role).await.ok()
    }
}

/// Something happened to a conversation that this person does not see, or not any more.
fn left(event: &Event) -> SseEvent {
    let data = json!({"conversation": null});
    SseEvent::default()
        .event("changed")
        .id(event.id.to_string())
        .data(data.to_string())
}

/// The next sign of anybody; those that came too fast are skipped. None when the server stops.
pub(crate) async fn next_sign(signs: &mut Receiver<Sign>) -> Option<Sign> {
    loop {
        match signs.recv().await {
            Ok(sign) => return Some(sign),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    }
}

/// Waits until deliveries got on; for ever where nobody watches them.
async fn moved(deliveries: &mut Option<watch::Receiver<DeliveryMark>>) {
    let is_told = match deliveries {
        Some(deliveries) => deliveries.changed().await.is_ok(),
        None => false,
    };
    if !is_told {
        std::future::pending::<()>().await;
    }
}

fn changed(event: &Event) -> SseEvent {
    let data = json!({"kind": event.kind, "conversation": event.conversation});
    SseEvent::default()
        .event("changed")
        .id(event.id.to_string())
        .data(data.to_string())
}

/// Whether an event may have ended somebody's session.
fn concerns_account(event: &Event, me: OperatorId) -> bool {
    let is_about_me = event
        .data
        .get("operator")
        .and_then(serde_json::Value::as_i64)
        == Some(me.0)
        || event.actor_id == Some(me.0);
    is_about_me
        && matches!(
            event.kind,
            EventKind::OperatorDisabled | EventKind::OperatorChanged | EventKind::SignedOut
        )
}

async fn is_still_signed_in(session: &Session) -> bool {
    session.load().await.is_ok()
        && session
            .get::<OperatorId>("operator")
            .await
            .is_ok_and(|operator| operator.is_some())
}
