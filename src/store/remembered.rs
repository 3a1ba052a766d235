//! Conversations as this program last kept them, so that the next message need not read them anew.
//!
//! Nothing depends on what is remembered being true: a change is only kept if the conversation still has the
//! revision it was made from, whichever program changed it, and whoever finds that it has not reads it anew.
//! So whatever changes what was said, or what becomes of a conversation, counts its revision up.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Kept, Store, StoreError};
use crate::{
    access::Scope,
    conversation::{Conversation, Message},
    id::ConversationId,
};

/// How many conversations are remembered before the older half is forgotten.
const GENERATION: usize = 512;

/// Conversations in which more was said, in bytes, are not worth the room.
const TEXT_MAX: usize = 16 * 1024;

/// A conversation with what was said in its current stretch.
#[derive(Debug, Clone)]
pub struct Thread {
    pub conversation: Conversation,
    /// The messages of the stretch as the engine sees them, oldest first: no notes.
    pub messages: Vec<Message>,
    /// What their senders call the messages that this program took in.
    pub client_ids: Vec<String>,
}

impl Thread {
    /// A conversation that nobody has said anything in yet.
    #[must_use]
    pub const fn begun(conversation: Conversation) -> Self {
        Self {
            conversation,
            messages: Vec::new(),
            client_ids: Vec::new(),
        }
    }

    /// Whether a message of this name was certainly received before.
    #[must_use]
    pub fn has_received(&self, client_id: Option<&str>) -> bool {
        client_id.is_some_and(|id| self.client_ids.iter().any(|known| known == id))
    }

    fn is_small(&self) -> bool {
        let length = |message: &Message| message.text.len() + 64;
        self.messages.iter().map(length).sum::<usize>() <= TEXT_MAX
    }
}

impl Store {
    /// A conversation and its stretch, as the database has them now.
    pub async fn thread(
        &self,
        scope: Scope,
        id: &ConversationId,
    ) -> Result<Option<Thread>, StoreError> {
        let Some(conversation) = self.conversation(scope, id).await? else {
            return Ok(None);
        };
        let messages = self.stretch_messages(&conversation).await?;
        Ok(Some(Thread {
            conversation,
            messages,
            client_ids: Vec::new(),
        }))
    }

    /// A conversation and its stretch as this program last kept them, if it remembers them and nobody is
    /// known to have changed them. What is made from it is kept only if that is still how they are.
    #[must_use]
    pub fn remembered_thread(&self, scope: Scope, id: &ConversationId) -> Option<Thread> {
        self.remembered.find(scope, id)
    }
}

/// Two generations: when the young one is full, the old one is forgotten.
#[derive(Default)]
struct Generations {
    young: HashMap<ConversationId, Thread>,
    old: HashMap<ConversationId, Thread>,
}

/// The threads that are remembered. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Remembered(Arc<Mutex<Generations>>);

impl Remembered {
    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, scope: Scope, id: &ConversationId) -> Option<Thread> {
        let known = self.lock();
        let thread = known.young.get(id).or_else(|| known.old.get(id))?;
        let agent = thread.conversation.agent;
        let is_within = match scope {
            Scope::Everything => true,
            Scope::Agent(of) => of == agent,
            // Who works where is not remembered, so the database is asked.
            Scope::Own(_) | Scope::Team(_) => false,
        };
        is_within.then(|| thread.clone())
    }

    /// Forgets a conversation that is being changed.
    pub(super) fn forget(&self, id: &ConversationId) {
        let mut known = self.lock();
        known.young.remove(id);
        known.old.remove(id);
    }

    /// Remembers a conversation as a turn that is on disk left it.
    pub(super) fn moved_on(&self, kept: &Kept) {
        let mut thread = kept.turn.thread.clone();
        if kept.turn.opening.is_none() {
            thread.conversation.revision += 1;
        }
        if !thread.is_small() {
            return;
        }
        let mut known = self.lock();
        if known.young.len() >= GENERATION {
            known.old = mem::take(&mut known.young);
        }
        known.young.insert(thread.conversation.id.clone(), thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        channel::Channel,
        clock::from_millis,
        conversation::AnsweredBy,
        id::AgentId,
        store::{Opening, Turn},
    };

    fn kept(name: &str) -> Kept {
        let conversation = Conversation::begun(
            ConversationId(name.into()),
            AgentId(1),
            Channel::Web,
            AnsweredBy::BuiltIn,
            from_millis(0),
        );
        let turn = Turn::new(
            crate::access::Actor::Customer,
            from_millis(0),
            Thread::begun(conversation),
        );
        Kept {
            turn: turn.opened(Opening::default()),
            messages: Vec::new(),
        }
    }

    #[test]
    fn what_is_remembered_is_bounded_forgotten_and_within_reach() {
        let remembered = Remembered::default();
        for number in 0..GENERATION * 3 {
            remembered.moved_on(&kept(&format!("conv_{number}")));
        }
        let count = |known: MutexGuard<Generations>| known.young.len() + known.old.len();
        assert!(count(remembered.lock()) <= 2 * GENERATION);
        let newest = ConversationId(format!("conv_{}", GENERATION * 3 - 1));
        assert!(remembered.find(Scope::Everything, &newest).is_some());
        assert!(remembered.find(Scope::Agent(AgentId(1)), &newest).is_some());
        assert!(remembered.find(Scope::Agent(AgentId(2)), &newest).is_none());
        remembered.forget(&newest);
        assert!(remembered.find(Scope::Everything, &newest).is_none());
    }
}
