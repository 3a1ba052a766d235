//! One turn of a conversation: what comes of one message, kept all or not at all. Turns that arrive together
//! are written with the same statements.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Value, json};

use super::{NewMessage, Opening, StoreError, Thread, Tx};
use crate::{
    access::Actor,
    clock::Instant,
    conversation::{Callback, Conversation, HandoffRequest},
    customer::{Hint, hints},
    event::{EventKind, NewEvent},
    handoff::Transfer,
    id::{ConversationId, MessageId},
};

/// What comes of one message.
#[derive(Debug)]
pub struct Turn {
    pub actor: Actor,
    pub at: Instant,
    /// The conversation and its stretch as they are afterwards, with the revision they were made from.
    pub thread: Thread,
    /// How the conversation is found again, when it begins with this turn.
    pub opening: Option<Opening>,
    /// What is said, in order. Each gets its event.
    pub messages: Vec<NewMessage>,
    pub request: Option<HandoffRequest>,
    /// The promise to get in touch, new or with more known about it.
    pub callback: Option<Callback>,
    /// What is handed to the system that takes over.
    pub transfer: Option<Box<Transfer>>,
    /// What is to be done later.
    pub jobs: Vec<NewJob>,
    /// What else happened.
    pub events: Vec<NewEvent>,
}

impl Turn {
    /// A turn in which nothing is said yet.
    #[must_use]
    pub const fn new(actor: Actor, at: Instant, thread: Thread) -> Self {
        Self {
            actor,
            at,
            thread,
            opening: None,
            messages: Vec::new(),
            request: None,
            callback: None,
            transfer: None,
            jobs: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Says that the conversation begins with it.
    #[must_use]
    pub fn opened(mut self, opening: Opening) -> Self {
        self.opening = Some(opening);
        self
    }

    const fn conversation(&self) -> &Conversation {
        &self.thread.conversation
    }
}

/// Work to be done at `run_at` or soon after.
#[derive(Debug)]
pub struct NewJob {
    pub kind: &'static str,
    pub payload: Value,
    pub run_at: Instant,
}

/// A turn that is on disk, with the ids of its messages.
#[derive(Debug)]
pub struct Kept {
    pub turn: Turn,
    pub messages: Vec<MessageId>,
}

/// What became of a turn: the ids of its messages, or none where its conversation was changed meanwhile.
pub(super) type Outcome = Option<Vec<MessageId>>;

impl Tx {
    /// Keeps turns. One whose conversation was changed since it was read leaves no trace and takes nothing
    /// with it; any other failure is everybody's.
    pub(super) async fn keep_turns(&mut self, turns: &[&Turn]) -> Result<Vec<Outcome>, StoreError> {
        let holds = self.keep_conversations(turns).await?;
        let kept: Vec<&Turn> = only(turns, &holds).collect();
        let said = kept.iter().flat_map(|turn| {
            let said = turn.messages.iter();
            said.map(|message| (&turn.conversation().id, message))
        });
        let ids = self.insert_messages_of(&said.collect::<Vec<_>>()).await?;
        let mut ids = ids.into_iter();
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(turns.len());
        for (turn, holds) in turns.iter().zip(&holds) {
            outcomes.push(holds.then(|| ids.by_ref().take(turn.messages.len()).collect()));
        }
        for turn in &kept {
            self.keep_request(turn).await?;
        }
        for turn in &kept {
            // The team follows what people have; most turns are the AI's.
            if turn.conversation().state.is_for_people() {
                self.queue_team(&turn.conversation().id, turn.at).await?;
            }
        }
        for (turn, ids) in turns.iter().zip(&outcomes) {
            // Most conversations are read where they are written; the others cost a statement.
            if let Some(ids) = ids
                .as_ref()
                .filter(|_| turn.conversation().channel.goes_on_outside())
            {
                self.queue_sendings(&turn.conversation().id, ids.first(), turn.at)
                    .await?;
            }
        }
        let added = added_events(turns, &outcomes);
        let happened = kept.iter().zip(&added).flat_map(|(turn, added)| {
            let events = added.iter().chain(&turn.events);
            events.map(|event| (&turn.actor, turn.at, event))
        });
        self.record_all(&happened.collect::<Vec<_>>()).await?;
        Ok(outcomes)
    }

    /// Keeps the turns' conversations, and says of each turn whether it holds.
    async fn keep_conversations(&mut self, turns: &[&Turn]) -> Result<Vec<bool>, StoreError> {
        let begun: Vec<_> = turns
            .iter()
            .filter_map(|turn| Some((turn.conversation(), turn.opening.as_ref()?)))
            .collect();
        self.insert_conversations(&begun).await?;
        // Of two turns made from the same state of a conversation only the first can hold.
        let mut seen: HashSet<&ConversationId> = HashSet::new();
        let is_first: Vec<bool> = turns
            .iter()
            .map(|turn| turn.opening.is_none() && seen.insert(&turn.conversation().id))
            .collect();
        let mut changed: Vec<&Conversation> =
            only(turns, &is_first).map(Turn::conversation).collect();
        // Whoever locks the same rows at the same time does so in the same order.
        changed.sort_by(|one, other| one.id.cmp(&other.id));
        let kept = self.update_conversations(&changed).await?;
        let holds = |(turn, is_first): (&&Turn, bool)| {
            turn.opening.is_some() || (is_first && kept.contains(&turn.conversation().id))
        };
        Ok(turns.iter().zip(is_first).map(holds).collect())
    }

    async fn keep_request(&mut self, turn: &Turn) -> Result<(), StoreError> {
        if let Some(request) = &turn.request {
            self.insert_handoff_request(&turn.conversation().id, request)
                .await?;
        }
        if let Some(callback) = &turn.callback {
            self.keep_callback(callback).await?;
        }
        if let Some(transfer) = &turn.transfer {
            self.insert_transfer(transfer).await?;
        }
        if turn.request.is_some() || turn.callback.is_some() {
            self.note_contacts(turn.conversation(), given(turn)).await?;
        }
        for job in &turn.jobs {
            self.add_job(job.kind, &job.payload, job.run_at).await?;
        }
        Ok(())
    }
}

/// What the customer gave by then to be reached by.
fn given(turn: &Turn) -> BTreeSet<Hint> {
    let of = turn.conversation();
    let asked = turn.request.iter().flat_map(|request| &request.collected);
    let mut given = hints(
        of.customer.email.as_deref(),
        asked.chain(&of.stretch.collected),
    );
    let contact = turn
        .callback
        .as_ref()
        .and_then(|callback| callback.contact.as_deref());
    given.extend(contact.and_then(|contact| Hint::email(contact).or_else(|| Hint::phone(contact))));
    given
}

/// Those of the turns that are marked.
fn only<'a>(turns: &'a [&'a Turn], marks: &'a [bool]) -> impl Iterator<Item = &'a Turn> {
    let marked = turns.iter().zip(marks).filter(|(_, mark)| **mark);
    marked.map(|(turn, _)| *turn)
}

/// For each turn that holds, the events of its messages: only the database knows their ids.
fn added_events(turns: &[&Turn], outcomes: &[Outcome]) -> Vec<Vec<NewEvent>> {
    let of_turn = |(turn, outcome): (&&Turn, &Outcome)| {
        let ids = outcome.as_ref()?;
        let events = turn.messages.iter().zip(ids).map(|(message, id)| {
            let data = json!({"message": id, "author": message.author});
            NewEvent::new(EventKind::MessageAdded, data)
                .of_agent(turn.conversation().agent)
                .of_conversation(&turn.conversation().id)
        });
        Some(events.collect())
    };
    turns.iter().zip(outcomes).filter_map(of_turn).collect()
}
