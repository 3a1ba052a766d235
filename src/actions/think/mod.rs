//! What comes of one message: what is known, what it means, what is decided, what is said, what is kept.
//!
//! Only reads happen here and nothing is locked meanwhile, so that this may take its time; whoever calls
//! keeps the thought, all of it or nothing, and only if nobody changed the conversation.

mod known;
mod meaning;
mod reading;
mod request;
mod said;
mod thought;
mod transfer;

use known::Known;
use meaning::Meant;
use reading::{asked, worded};
pub(super) use request::summarised;
pub(super) use thought::Thought;

use super::{
    Desk, Incoming,
    llm::{Llm, SecondReading},
};
use crate::{
    clock::Instant,
    conversation::{Conversation, State},
    decide::decide,
    decision::Decision,
    facts::{Facts, Owner},
    store::{StoreError, Thread},
};

/// Reads and decides one message of a conversation. The thread is as it was read, not yet changed.
///
/// `heard` is what the language model said to this message when it was thought about before; if that has not
/// happened yet, it is asked, and what it says is left there. So it is asked once, however often a message is
/// thought about because the conversation changed meanwhile.
pub(super) async fn think(
    desk: &Desk,
    thread: Thread,
    incoming: &Incoming,
    heard: &mut Option<SecondReading>,
) -> Result<Thought, StoreError> {
    let known = Known::of(desk, thread, incoming).await?;
    let embedded = Meant::of(&known, incoming);
    let Some(llm) = &desk.llm else {
        let decision = decided(&known, &embedded, (incoming.called.as_deref(), desk.now()));
        return Ok(Thought::of(known, incoming, (embedded.answer, decision)));
    };
    Ok(thought_with(llm, (known, incoming), embedded, heard).await)
}

/// The same with a language model. From here on the store is not needed: no lock, no transaction and no
/// connection waits for the model.
async fn thought_with(
    llm: &Llm,
    (known, incoming): (Known, &Incoming),
    embedded: Meant,
    heard: &mut Option<SecondReading>,
) -> Thought {
    let patience = llm.patience();
    let second = match heard.take() {
        Some(second) => second,
        None => asked(llm, &known, &embedded, patience).await,
    };
    let mut meant = embedded.with(&second);
    let mut decision = decided(&known, &meant, (incoming.called.as_deref(), known.now));
    second.note(&mut decision);
    worded(llm, &mut meant.answer, &mut decision, patience).await;
    let is_summed_up = known.around.policy.action.ai_summary;
    let mut thought = Thought::of(known, incoming, (meant.answer, decision));
    if let Some(request) = thought.request.as_mut().filter(|_| is_summed_up) {
        second.add_to(&mut request.summary);
    }
    *heard = Some(second);
    thought
}

fn decided(known: &Known, meant: &Meant, (called, now): (Option<&str>, Instant)) -> Decision {
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
        paces: &around.paces,
        present: &around.present,
        called,
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
