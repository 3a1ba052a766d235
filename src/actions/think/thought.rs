//! The thought: everything that comes of one message and is to be kept together.

use chrono::Duration;
use serde_json::json;

use super::{
    super::{
        Incoming,
        promise::{is_for_people, left_in_line, promised},
        reassure_waiting::REASSURE_WAITING,
        tell_by_email::{HandoffToTell, TELL_BY_EMAIL},
    },
    known::Known,
    meaning::BuiltIn,
    request::handoff_request,
    said::said,
    transfer::transfer,
};
use crate::{
    access::Actor,
    clock::Instant,
    conversation::{Author, Callback, Conversation, HandoffRequest, Message, State, in_short},
    decision::{Decision, Outcome},
    event::{EventKind, NewEvent},
    handoff::Transfer,
    store::{NewJob, NewMessage, TELL_TEAM, Thread, Turn},
};

/// After how long a customer who still waits is told that nobody has forgotten them.
const REASSURE_AFTER: Duration = Duration::minutes(15);

/// Everything that comes of one message.
pub(in crate::actions) struct Thought {
    /// The conversation and its stretch as they are afterwards.
    pub(in crate::actions) thread: Thread,
    /// What is said, the incoming message first.
    pub(in crate::actions) messages: Vec<NewMessage>,
    pub(in crate::actions) request: Option<HandoffRequest>,
    /// The promise to get in touch, new or with more known about it.
    pub(in crate::actions) callback: Option<Callback>,
    /// What the system behind the queue is handed.
    pub(in crate::actions) transfer: Option<Box<Transfer>>,
    pub(in crate::actions) decision: Decision,
    state_before: State,
    /// People are told by e-mail when it is handed off.
    tells_by_email: bool,
}

impl Thought {
    /// Puts together what is to be kept of a decided message.
    pub(super) fn of(
        known: Known,
        incoming: &Incoming,
        (answer, decision): (Option<BuiltIn>, Decision),
    ) -> Self {
        let now = known.now;
        let mut said = said(&known.conversation, incoming, (answer, &decision), now);
        let is_new_request = is_for_people(&decision, known.conversation.state);
        let request = is_new_request.then(|| handoff_request(&known, &decision, now));
        let mut next = moved_on(known.conversation, &decision, now);
        if request.is_some() {
            next.queue = decision.queue.as_ref().map(|queue| queue.id);
            next.priority = decision.priority;
        }
        let policy = &known.around.policy;
        let transfer = request
            .as_ref()
            .and_then(|request| transfer(policy, &decision, (&next, request), now))
            .map(Box::new);
        let tells_by_email = policy.action.email_notification.is_active;
        let mut callback = promised(policy, &next, &decision, now);
        if let Some((left, text)) = left_in_line(policy, &mut next, incoming, now) {
            callback = Some(left);
            said.push(NewMessage::new(Author::System, text, now));
        }
        for message in said.iter().filter(|message| !message.is_note) {
            let short = in_short(&message.text, &message.attachments);
            next.note_words(message.author, &short, now);
        }
        // The customer's own words are what a person scans the list for, not the AI's after them.
        if next.state == State::Waiting && incoming.author == Author::Customer {
            let short = in_short(&incoming.text, &incoming.attachments);
            next.note_words(Author::Customer, &short, now);
        }
        let mut messages = known.messages;
        // A call is kept as a note, which is no part of the talk.
        if incoming.called.is_some() {
            messages.pop();
        }
        // What the AI reported with its message is part of the stretch by now, and not of what was said.
        if let Some(newest) = messages.last_mut() {
            newest.gathered.clear();
            newest.actions.clear();
        }
        messages.extend(said.iter().skip(1).map(|reply| Message {
            confidence: reply.confidence,
            ..Message::new(reply.author, &reply.text)
        }));
        Self {
            thread: Thread {
                conversation: next,
                messages,
                client_ids: known.client_ids,
            },
            messages: said,
            request,
            callback,
            transfer,
            decision,
            state_before: known.state_before,
            tells_by_email,
        }
    }

    /// What is to be kept, and the decision.
    pub(in crate::actions) fn into_turn(self, actor: &Actor, now: Instant) -> (Turn, Decision) {
        let (events, jobs) = (self.events(), self.jobs());
        let mut turn = Turn::new(actor.clone(), now, self.thread);
        turn.jobs = jobs;
        turn.messages = self.messages;
        turn.request = self.request;
        turn.callback = self.callback;
        turn.transfer = self.transfer;
        turn.events = events;
        (turn, self.decision)
    }

    /// What is to be done later because of it.
    fn jobs(&self) -> Vec<NewJob> {
        let conversation = &self.thread.conversation;
        let waiting = self.request.iter();
        let waiting = waiting.filter(|_| conversation.state == State::Waiting);
        let reassuring = waiting.map(|request| NewJob {
            kind: REASSURE_WAITING,
            payload: json!({"conversation": conversation.id, "since": request.requested_at}),
            run_at: request.requested_at + REASSURE_AFTER,
        });
        let telling = self.request.iter().filter(|_| self.tells_by_email);
        let telling = telling.map(|request| NewJob {
            kind: TELL_BY_EMAIL,
            payload: json!(HandoffToTell {
                conversation: conversation.id.clone(),
                requested_at: request.requested_at,
                profile: self.decision.stretch.line.profile.map(|(id, _)| id),
            }),
            run_at: request.requested_at,
        });
        let told = self.request.iter().map(|request| NewJob {
            kind: TELL_TEAM,
            payload: json!({"conversation": conversation.id}),
            run_at: request.requested_at,
        });
        reassuring.chain(telling).chain(told).collect()
    }

    /// What happens by the thought, besides its messages.
    fn events(&self) -> Vec<NewEvent> {
        let conversation = &self.thread.conversation;
        let of = |kind: EventKind, data: serde_json::Value| {
            NewEvent::new(kind, data)
                .of_agent(conversation.agent)
                .of_conversation(&conversation.id)
        };
        let mut events = Vec::new();
        if self.state_before == State::Resolved {
            events.push(of(EventKind::ConversationReopened, json!({})));
        }
        if self.state_before != conversation.state {
            let data = json!({"before": self.state_before, "after": conversation.state});
            events.push(of(EventKind::StateChanged, data));
        }
        if let Some(request) = &self.request {
            let data = json!({
                "reason": request.trigger, "words": request.reason, "evidence": request.evidence,
                "priority": request.priority, "summary": request.summary.text,
            });
            events.push(of(EventKind::HandoffRequested, data));
        }
        if let Some(callback) = &self.callback {
            let data = json!({"due_at": callback.due_at, "queue": callback.queue});
            events.push(of(EventKind::CallbackNoted, data));
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
    next.customer.learn(&decision.stretch.collected);
    next
}
