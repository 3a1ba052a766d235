//! What comes of one message: what is known, what it means, what is decided, what is said, what is kept.
//!
//! Only reads happen here and nothing is locked meanwhile, so that this may take its time; whoever calls
//! keeps the thought, all of it or nothing, and only if nobody changed the conversation.

mod known;
mod meaning;
mod request;
mod said;
mod thought;

use known::Known;
use meaning::Meant;
pub(super) use request::summarised;
pub(super) use thought::Thought;

use super::{Desk, Incoming};
use crate::{
    clock::Instant,
    conversation::{Conversation, State},
    decide::decide,
    decision::Decision,
    facts::{Facts, Owner},
    store::{StoreError, Thread},
};

/// Reads and decides one message of a conversation. The thread is as it was read, not yet changed.
pub(super) async fn think(
    desk: &Desk,
    thread: Thread,
    incoming: &Incoming,
) -> Result<Thought, StoreError> {
    let known = Known::of(desk, thread, incoming).await?;
    // From here on the store is not needed. A judge that takes longer is asked here: no lock, no
    // transaction and no connection waits for it.
    let meant = Meant::of(&known, incoming);
    let decision = decided(&known, &meant, desk.now());
    Ok(Thought::of(known, incoming, (meant.answer, decision)))
}

fn decided(known: &Known, meant: &Meant, now: Instant) -> Decision {
    let (conversation, around) = (&known.conversation, &known.around);
    let facts = Facts {
        owner: owner(conversation),
        messages: &known.messages,
        stretch: &conversation.stretch,
        reading: &meant.reading,
        channel: conversation.channel,
        customer: Some(&conversation.customer),
        zone: conversation.customer.zone,
        online: around.online,
        waiting: &around.waiting,
        present: &around.present,
        called: None,
    };
    decide(&around.policy, &facts, now)
}

fn owner(conversation: &Conversation) -> Owner {
    match (conversation.state, conversation.assignee) {
        (State::WithOperator, Some(person)) => Owner::Person(person),
        (State::Waiting | State::WithOperator, _) => Owner::Team,
        _ => Owner::Ai,
    }
}
