//! The thought: everything that comes of one message and is to be kept together.

use serde_json::json;

use super::{
    super::Incoming, known::Known, meaning::BuiltIn, request::handoff_request, said::said,
};
use crate::{
    clock::Instant,
    conversation::{Author, Conversation, HandoffRequest, State},
    decision::{Decision, Outcome},
    event::{EventKind, NewEvent},
    id::MessageId,
    store::NewMessage,
};

/// Everything that comes of one message.
pub(in crate::actions) struct Thought {
    /// The conversation as it is afterwards.
    pub(in crate::actions) conversation: Conversation,
    /// What is said, the incoming message first.
    pub(in crate::actions) messages: Vec<NewMessage>,
    pub(in crate::actions) request: Option<HandoffRequest>,
    pub(in crate::actions) decision: Decision,
    state_before: State,
}

impl Thought {
    /// Puts together what is to be kept of a decided message.
    pub(super) fn of(
        known: Known,
        incoming: &Incoming,
        (answer, decision): (Option<BuiltIn>, Decision),
    ) -> Self {
        let now = known.now;
        let said = said(&known.conversation, incoming, (answer, &decision), now);
        let is_new_request =
            decision.outcome == Outcome::HandOff && known.conversation.state != State::Waiting;
        let request = is_new_request.then(|| handoff_request(&known, &decision, now));
        let mut next = moved_on(known.conversation, &decision, now);
        if request.is_some() {
            next.queue = decision.queue.as_ref().map(|queue| queue.id);
            next.priority = decision.priority;
        }
        for message in &said {
            next.note_words(message.author, &message.text, now);
        }
        // The customer's own words are what a person scans the list for, not the AI's after them.
        if next.state == State::Waiting && incoming.author == Author::Customer {
            next.note_words(Author::Customer, &incoming.text, now);
        }
        Self {
            conversation: next,
            messages: said,
            request,
            decision,
            state_before: known.state_before,
        }
    }

    /// The events of the thought, once its messages have ids.
    pub(in crate::actions) fn events(&self, ids: &[MessageId]) -> Vec<NewEvent> {
        let of = |kind: EventKind, data: serde_json::Value| {
            NewEvent::new(kind, data)
                .of_agent(self.conversation.agent)
                .of_conversation(&self.conversation.id)
        };
        let added = |(message, id): (&NewMessage, &MessageId)| {
            let data = json!({"message": id, "author": message.author});
            of(EventKind::MessageAdded, data)
        };
        let mut events: Vec<NewEvent> = self.messages.iter().zip(ids).map(added).collect();
        if self.state_before == State::Resolved {
            events.push(of(EventKind::ConversationReopened, json!({})));
        }
        if self.state_before != self.conversation.state {
            let data = json!({"before": self.state_before, "after": self.conversation.state});
            events.push(of(EventKind::StateChanged, data));
        }
        if let Some(request) = &self.request {
            let data = json!({
                "reason": request.trigger, "words": request.reason, "evidence": request.evidence,
                "priority": request.priority, "summary": request.summary.text,
            });
            events.push(of(EventKind::HandoffRequested, data));
        }
        events
    }
}

/// The conversation after the engine's step, with what was learnt of the customer.
fn moved_on(conversation: Conversation, decision: &Decision, now: Instant) -> Conversation {
    let mut next = conversation;
    if decision.outcome != Outcome::Ignored {
        next = next.advanced(decision.stretch.clone(), now);
    }
    next.language = decision.reading.language.clone().or(next.language);
    let collected = |name: &str| decision.stretch.collected.get(name).cloned();
    next.customer.email = next.customer.email.or_else(|| collected("email"));
    next.customer.name = next.customer.name.or_else(|| collected("name"));
    next
}
