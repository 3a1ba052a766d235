//! What happened to the token's AI agent: the event log, to be read on from any place, and as it happens.

mod list;
mod live;

use app::site::Site;
use handoff::{
    clock::Instant,
    event::{Event, EventKind},
    id::{ConversationId, EventId},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(live::live))
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
struct EventJson {
    /// Grows with time; what to send as `after`.
    id: EventId,
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    #[schema(value_type = String, example = "conversation.handoff_requested")]
    kind: EventKind,
    conversation_id: Option<ConversationId>,
    /// `operator`, `token`, `customer`, `ai` or `system`.
    actor: String,
    actor_id: Option<i64>,
    /// What belongs to a thing of that kind.
    #[schema(value_type = Object)]
    data: Value,
}

impl From<Event> for EventJson {
    fn from(event: Event) -> Self {
        Self {
            id: event.id,
            at: event.at,
            kind: event.kind,
            conversation_id: event.conversation,
            actor: event.actor,
            actor_id: event.actor_id,
            data: event.data,
        }
    }
}
