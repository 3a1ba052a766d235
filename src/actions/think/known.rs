//! What is known when a message arrives: everything that is read from the store for it.

use super::super::{Desk, Incoming};
use crate::{
    clock::Instant,
    conversation::{Conversation, Message, State},
    store::{StoreError, Surroundings},
};

/// Everything that is known before a message is understood and decided.
pub(super) struct Known {
    /// The conversation before the message; begun anew if it was resolved.
    pub(super) conversation: Conversation,
    /// Its state as it is kept, before it was begun anew.
    pub(super) state_before: State,
    pub(super) around: Surroundings,
    /// The messages of the stretch, the one that arrived last.
    pub(super) messages: Vec<Message>,
    pub(super) now: Instant,
}

impl Known {
    /// Reads what stands around a message that arrives in a conversation.
    pub(super) async fn of(
        desk: &Desk,
        conversation: &Conversation,
        incoming: &Incoming,
    ) -> Result<Self, StoreError> {
        let (now, state_before) = (desk.now(), conversation.state);
        let conversation = if state_before == State::Resolved {
            let last = desk.store.newest_message(&conversation.id).await?;
            conversation.clone().reopened(last, now)
        } else {
            conversation.clone()
        };
        let around = desk.store.surroundings(conversation.agent).await?;
        let around = around.ok_or_else(|| {
            StoreError::Unreadable("the AI agent of a conversation is gone".into())
        })?;
        let mut messages = desk.store.stretch_messages(&conversation).await?;
        messages.push(incoming.message());
        Ok(Self {
            conversation,
            state_before,
            around,
            messages,
            now,
        })
    }
}
