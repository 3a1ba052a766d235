//! What is known when a message arrives: everything that is read from the store for it.

use super::super::{Desk, Incoming};
use crate::{
    clock::Instant,
    conversation::{Conversation, Message, State},
    store::{StoreError, Surroundings, Thread},
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
    /// What their senders call them.
    pub(super) client_ids: Vec<String>,
    pub(super) now: Instant,
}

impl Known {
    /// Reads what stands around a message that arrives in a conversation.
    pub(super) async fn of(
        desk: &Desk,
        thread: Thread,
        incoming: &Incoming,
    ) -> Result<Self, StoreError> {
        let (now, state_before) = (desk.now(), thread.conversation.state);
        let Thread {
            mut conversation,
            mut messages,
            mut client_ids,
        } = thread;
        if state_before == State::Resolved {
            let last = desk.store.newest_message(&conversation.id).await?;
            conversation = conversation.reopened(last, now);
            messages.clear();
        }
        let around = desk.store.surroundings(conversation.agent).await?;
        let around = around.ok_or_else(|| {
            StoreError::Unreadable("the AI agent of a conversation is gone".into())
        })?;
        messages.push(incoming.message());
        client_ids.extend(incoming.client_id.clone());
        Ok(Self {
            conversation,
            state_before,
            around,
            messages,
            client_ids,
            now,
        })
    }
}
