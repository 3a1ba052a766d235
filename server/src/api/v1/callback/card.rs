//! How a callback looks in JSON.

use handoff::{
    clock::Instant,
    conversation::Callback,
    id::{CallbackId, ConversationId, OperatorId, QueueId},
};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct CallbackJson {
    id: CallbackId,
    conversation_id: ConversationId,
    queue_id: Option<QueueId>,
    name: Option<String>,
    contact: Option<String>,
    /// When it suits the customer, in their own words, and the instant that means.
    wish: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    wished_at: Option<Instant>,
    #[schema(value_type = String, format = DateTime)]
    due_at: Instant,
    late: bool,
    #[schema(value_type = String, format = DateTime)]
    requested_at: Instant,
    taken_by: Option<OperatorId>,
    #[schema(value_type = Option<String>, format = DateTime)]
    done_at: Option<Instant>,
}

impl CallbackJson {
    pub(super) fn new(callback: Callback, now: Instant) -> Self {
        Self {
            late: callback.is_late(now),
            id: callback.id,
            conversation_id: callback.conversation,
            queue_id: callback.queue,
            name: callback.customer_name,
            contact: callback.contact,
            wish: callback.wish,
            wished_at: callback.wished_at,
            due_at: callback.due_at,
            requested_at: callback.requested_at,
            taken_by: callback.taken_by,
            done_at: callback.done_at,
        }
    }
}
