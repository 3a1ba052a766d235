//! `GET /events/live`: the event log as it grows (server-sent events).

use std::{collections::VecDeque, convert::Infallible};

use app::site::Site;
use axum::{
    Extension,
    extract::State,
    http::HeaderMap,
    response::{Response, sse::Event as Told},
};
use futures::Stream;
use handoff::{
    event::{Event, EventKind},
    id::{AgentId, TokenId},
};

use super::EventJson;
use crate::{
    api::token::{Caller, ReadToken},
    live::{Feed, Hub, last_event_id, stream},
};

/// What happens to the AI agent and its conversations, as it happens.
///
/// Each event has its number as `id`, its kind as `event` and the same object as in the list as `data`. With
/// `Last-Event-ID` it goes on from there; without, it begins now. It ends when the token is revoked.
#[utoipa::path(
    get,
    path = "/events/live",
    tag = "Events",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The last event that was received.")),
    responses(
        (status = 200, description = "A stream that ends when the token does.", body = String, content_type = "text/event-stream"),
    ),
)]
pub(super) async fn live(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    hub: Extension<Hub>,
    headers: HeaderMap,
) -> Response {
    let now = *site.desk.store.watch().borrow();
    let after = last_event_id(&headers).unwrap_or(now);
    stream(Listener::new(&caller, hub.feed(after, None)).told())
}

/// A program that listens.
struct Listener {
    token: TokenId,
    agent: AgentId,
    feed: Feed,
    ready: VecDeque<Told>,
    is_revoked: bool,
}

impl Listener {
    fn new(caller: &Caller, feed: Feed) -> Self {
        Self {
            token: caller.id(),
            agent: caller.agent(),
            feed,
            ready: VecDeque::new(),
            is_revoked: false,
        }
    }

    fn told(self) -> impl Stream<Item = Result<Told, Infallible>> + Send {
        futures::stream::unfold(self, |mut listener| async move {
            let told = listener.next().await?;
            Some((Ok(told), listener))
        })
    }

    /// What is told next. None when the stream ends.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some(told) = self.ready.pop_front() {
                return Some(told);
            }
            if self.is_revoked {
                return None;
            }
            for event in self.feed.next().await? {
                self.hear(event);
            }
        }
    }

    fn hear(&mut self, event: Event) {
        let token = event.data["token"].as_i64();
        if event.kind == EventKind::TokenRevoked && token == Some(self.token.0) {
            self.is_revoked = true;
        }
        if event.agent != Some(self.agent) || self.is_revoked {
            return;
        }
        let (id, kind) = (event.id.to_string(), event.kind.as_str());
        let told = Told::default().id(id).event(kind);
        if let Ok(told) = told.json_data(EventJson::from(event)) {
            self.ready.push_back(told);
        }
    }
}
