//! What happens, as it happens: a stream for the people who work here.
//!
//! The stream carries names, not contents: whoever is told fetches what they may see. It replays from
//! the event log by `Last-Event-ID`, so that nothing is missed between two connections.

mod feed;

use std::{convert::Infallible, time::Duration};

use app::{request::SignedIn, site::Site};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event as SseEvent, KeepAlive},
    },
};
pub use feed::{Feed, Hub};
use futures::Stream;
use handoff::{
    event::{Event, EventKind},
    id::{EventId, OperatorId},
};
use serde_json::json;
use tower_sessions::Session;

/// A stream of what changes in the inbox. Ends when its person may not listen any more.
pub async fn live(
    State(site): State<Site>,
    hub: axum::Extension<Hub>,
    headers: HeaderMap,
    who: SignedIn,
) -> Response {
    let after = match last_event_id(&headers) {
        Some(id) => id,
        None => *site.desk.store.watch().borrow(),
    };
    stream(listen(hub.feed(after, None), who.operator.id, who.session))
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

fn listen(
    feed: Feed,
    me: OperatorId,
    session: Session,
) -> impl Stream<Item = Result<SseEvent, Infallible>> + Send {
    futures::stream::unfold(
        (feed, Some(session), Vec::new()),
        move |(mut feed, session, mut ready)| async move {
            let session = session?;
            loop {
                if let Some(event) = ready.pop() {
                    return Some((Ok(event), (feed, Some(session), ready)));
                }
                let events = feed.next().await?;
                if events.iter().any(|event| concerns_account(event, me))
                    && !is_still_signed_in(&session).await
                {
                    let gone = SseEvent::default().event("gone").data("");
                    return Some((Ok(gone), (feed, None, ready)));
                }
                ready = events
                    .iter()
                    .rev()
                    .filter(|event| event.conversation.is_some())
                    .map(changed)
                    .collect();
            }
        },
    )
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
