//! A promise to get in touch: with whom, how, and when it is due.

use crate::{
    clock::Instant,
    id::{AgentId, CallbackId, ConversationId, OperatorId, QueueId},
};

/// What was promised to a customer when nobody was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    pub id: CallbackId,
    pub agent: AgentId,
    pub conversation: ConversationId,
    pub queue: Option<QueueId>,
    pub customer_name: Option<String>,
    /// A phone number or an address. None when neither was given: they are answered where they wrote.
    pub contact: Option<String>,
    /// When it suits them, in their own words.
    pub wish: Option<String>,
    /// The instant those words mean, if it could be read.
    pub wished_at: Option<Instant>,
    /// When somebody should get in touch: the first open moment that suits.
    pub due_at: Instant,
    pub requested_at: Instant,
    pub taken_by: Option<OperatorId>,
    pub done_at: Option<Instant>,
}

impl Callback {
    /// Nobody got in touch by the time it was due.
    #[must_use]
    pub fn is_late(&self, now: Instant) -> bool {
        self.done_at.is_none() && self.due_at < now
    }
}
