//! What comes of one message: reads it, decides it, and puts together everything that is to be kept.
//! Only reads happen here; whoever calls keeps the thought, all of it or nothing.

use serde_json::json;

use super::{Desk, Incoming};
use crate::{
    clock::Instant,
    conversation::{
        AnsweredBy, Attempt, Author, Conversation, HandoffRequest, Message, RequestSummary, State,
    },
    decide::decide,
    decision::{Decision, Outcome},
    event::{EventKind, NewEvent},
    facts::{Facts, Owner},
    id::MessageId,
    judge::{
        self, Passage,
        summary::{self, Known},
    },
    policy::Policy,
    store::{NewMessage, StoreError, Surroundings},
    wording::{Phrase, wording},
};

/// Everything that comes of one message.
pub(super) struct Thought {
    /// The conversation as it is afterwards.
    pub(super) conversation: Conversation,
    /// What is said, the incoming message first.
    pub(super) messages: Vec<NewMessage>,
    pub(super) request: Option<HandoffRequest>,
    pub(super) decision: Decision,
    state_before: State,
    was_resolved: bool,
}

/// Reads and decides one message of a conversation. The conversation is as it was read, not yet changed.
pub(super) async fn think(
    desk: &Desk,
    conversation: &Conversation,
    incoming: &Incoming,
) -> Result<Thought, StoreError> {
    let now = desk.now();
    let state_before = conversation.state;
    let was_resolved = state_before == State::Resolved;
    let conversation = if was_resolved {
        let last = desk.store.newest_message(&conversation.id).await?;
        conversation.clone().reopened(last, now)
    } else {
        conversation.clone()
    };
    let around = desk.store.surroundings(conversation.agent).await?;
    let around = around
        .ok_or_else(|| StoreError::Unreadable("the AI agent of a conversation is gone".into()))?;
    let mut messages = desk.store.stretch_messages(&conversation).await?;
    messages.push(incoming.message());
    let answer = built_in_answer(desk, &conversation, incoming).await?;
    let decision = decided(&around, &conversation, &messages, answer.as_ref(), now);
    let said = said(&conversation, incoming, &decision, answer, now);
    let before = conversation.state;
    let mut next = conversation;
    if decision.outcome != Outcome::Ignored {
        next = next.advanced(decision.stretch.clone(), now);
    }
    let mut request = None;
    if decision.outcome == Outcome::HandOff && before != State::Waiting {
        next.queue = decision.queue.as_ref().map(|queue| queue.id);
        next.priority = decision.priority;
        let topic = matching_topic(desk, &next, &messages).await?;
        let subject = (messages.as_slice(), topic);
        request = Some(handoff_request(&around.policy, subject, &decision, now));
    }
    next.language = decision.reading.language.clone().or(next.language);
    next.customer.email = next
        .customer
        .email
        .or_else(|| decision.stretch.collected.get("email").cloned());
    next.customer.name = next
        .customer
        .name
        .or_else(|| decision.stretch.collected.get("name").cloned());
    for message in &said {
        next.note_words(message.author, &message.text, now);
    }
    // The customer's own words are what a person scans the list for, not the AI's after them.
    if next.state == State::Waiting && incoming.author == Author::Customer {
        next.note_words(Author::Customer, &incoming.text, now);
    }
    Ok(Thought {
        conversation: next,
        messages: said,
        request,
        decision,
        state_before,
        was_resolved,
    })
}

impl Thought {
    /// The events of the thought, once its messages have ids.
    pub(super) fn events(&self, ids: &[MessageId]) -> Vec<NewEvent> {
        let of = |event: NewEvent| {
            event
                .of_agent(self.conversation.agent)
                .of_conversation(&self.conversation.id)
        };
        let added = |(message, id): (&NewMessage, &MessageId)| {
            of(NewEvent::new(
                EventKind::MessageAdded,
                json!({"message": id, "author": message.author}),
            ))
        };
        let mut events: Vec<NewEvent> = self.messages.iter().zip(ids).map(added).collect();
        if self.was_resolved {
            events.push(of(NewEvent::new(
                EventKind::ConversationReopened,
                json!({}),
            )));
        }
        if self.state_before != self.conversation.state {
            let data = json!({"before": self.state_before, "after": self.conversation.state});
            events.push(of(NewEvent::new(EventKind::StateChanged, data)));
        }
        if let Some(request) = &self.request {
            let data = json!({
                "reason": request.trigger, "words": request.reason, "evidence": request.evidence,
                "priority": request.priority, "summary": request.summary.text,
            });
            events.push(of(NewEvent::new(EventKind::HandoffRequested, data)));
        }
        events
    }
}

/// The knowledge topics that are switched on.
async fn passages(desk: &Desk, conversation: &Conversation) -> Result<Vec<Passage>, StoreError> {
    let topics = desk.store.topics(conversation.agent, None).await?;
    let enabled = topics.into_iter().filter(|topic| topic.is_enabled);
    Ok(enabled
        .map(|topic| Passage {
            title: topic.title,
            text: topic.text,
        })
        .collect())
}

/// The topic that the customer's newest question is about, for whoever takes over.
async fn matching_topic(
    desk: &Desk,
    conversation: &Conversation,
    messages: &[Message],
) -> Result<Option<Passage>, StoreError> {
    let mut topics = passages(desk, conversation).await?;
    let own = messages
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer);
    let mut answers = own.filter_map(|message| judge::answer(&message.text, &topics));
    let found = answers.find(|answer| answer.confidence >= 0.5);
    Ok(found.map(|answer| topics.swap_remove(answer.topic)))
}

/// What the built-in answerer has to say, with its confidence.
struct BuiltIn {
    text: String,
    confidence: f64,
}

/// Answers from the Knowledge topics, where it is the product that answers.
async fn built_in_answer(
    desk: &Desk,
    conversation: &Conversation,
    incoming: &Incoming,
) -> Result<Option<BuiltIn>, StoreError> {
    let answers =
        conversation.answered_by == AnsweredBy::BuiltIn && conversation.state.is_ai_speaking();
    if !answers || incoming.author != Author::Customer {
        return Ok(None);
    }
    if let Some(reply) =
        judge::small_talk(&incoming.text, language(conversation, incoming).as_deref())
    {
        return Ok(Some(BuiltIn {
            text: reply.to_owned(),
            confidence: 1.0,
        }));
    }
    let passages = passages(desk, conversation).await?;
    Ok(Some(match judge::answer(&incoming.text, &passages) {
        Some(found) => BuiltIn {
            text: found.text,
            confidence: found.confidence,
        },
        None => BuiltIn {
            text: not_sure(conversation, incoming).into(),
            confidence: 0.0,
        },
    }))
}

fn decided(
    around: &Surroundings,
    conversation: &Conversation,
    messages: &[Message],
    answer: Option<&BuiltIn>,
    now: Instant,
) -> Decision {
    let mut reading = judge::read_with(messages, &around.profiles);
    reading.language = reading.language.or_else(|| conversation.language.clone());
    reading.confidence = match answer {
        Some(answer) => Some(answer.confidence),
        None => messages.iter().rev().find_map(|message| message.confidence),
    };
    let facts = Facts {
        owner: owner(conversation),
        messages,
        stretch: &conversation.stretch,
        reading: &reading,
        channel: conversation.channel,
        customer: Some(&conversation.customer),
        zone: conversation.customer.zone,
        online: around.online,
        waiting: &around.waiting,
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

/// What is said: the incoming message, and what the product adds to it.
fn said(
    conversation: &Conversation,
    incoming: &Incoming,
    decision: &Decision,
    answer: Option<BuiltIn>,
    now: Instant,
) -> Vec<NewMessage> {
    let is_dropped = incoming.author == Author::Ai && decision.outcome == Outcome::Ignored;
    if is_dropped {
        return Vec::new();
    }
    let mut first = NewMessage::new(incoming.author, &incoming.text, now);
    first.confidence = incoming.confidence;
    first.attachments.clone_from(&incoming.attachments);
    first.client_id.clone_from(&incoming.client_id);
    first.sentiment =
        (incoming.author == Author::Customer).then(|| judge::sentiment(&incoming.text));
    first.decision = serde_json::to_value(decision).ok();
    let mut said = vec![first];
    if let Some(text) = spoken(conversation, incoming, decision, answer.as_ref()) {
        let mut reply = NewMessage::new(Author::Ai, text, now);
        reply.confidence = answer
            .filter(|_| decision.outcome == Outcome::Continue)
            .map(|answer| answer.confidence);
        said.push(reply);
    }
    said
}

/// The language of this message, else of the conversation so far.
fn language(conversation: &Conversation, incoming: &Incoming) -> Option<String> {
    judge::language(&incoming.text)
        .map(str::to_owned)
        .or_else(|| conversation.language.clone())
}

/// What the built-in answerer says when no topic has the answer.
fn not_sure(conversation: &Conversation, incoming: &Incoming) -> &'static str {
    wording(language(conversation, incoming).as_deref()).say(Phrase::NotSure)
}

/// The AI's words: its answer, what the decision says, or both. Where another program answers, it is told
/// the decision and speaks for itself.
fn spoken(
    conversation: &Conversation,
    incoming: &Incoming,
    decision: &Decision,
    answer: Option<&BuiltIn>,
) -> Option<String> {
    if conversation.answered_by == AnsweredBy::Elsewhere {
        return None;
    }
    let own = answer.map(|answer| {
        if answer.confidence >= 0.3 {
            answer.text.as_str()
        } else {
            not_sure(conversation, incoming)
        }
    });
    match (decision.outcome, &decision.message) {
        (Outcome::Ignored, _) => None,
        (Outcome::Continue, None) => own.map(str::to_owned),
        (Outcome::Offer, Some(offer)) => {
            let is_about_answer = decision
                .trigger
                .as_ref()
                .is_some_and(|reason| reason.kind == "low_confidence");
            let has_answer =
                answer.is_some_and(|answer| answer.confidence >= 0.3 && answer.confidence < 1.0);
            match own.filter(|_| is_about_answer || has_answer) {
                Some(own) => Some(format!("{own}\n\n{offer}")),
                None => Some(offer.clone()),
            }
        }
        (_, message) => message.clone(),
    }
}

fn handoff_request(
    policy: &Policy,
    (messages, topic): (&[Message], Option<Passage>),
    decision: &Decision,
    now: Instant,
) -> HandoffRequest {
    let fields = &policy.gather;
    let label = |name: &String| {
        fields
            .iter()
            .find(|field| field.name == *name)
            .map_or(name.as_str(), |field| field.title())
            .to_owned()
    };
    let collected: Vec<(String, String)> = decision
        .gather
        .collected
        .iter()
        .map(|(name, value)| (label(name), value.clone()))
        .collect();
    let missing: Vec<String> = decision.gather.missing.iter().map(label).collect();
    let attempts = decision.stretch.attempted.iter();
    let attempted: Vec<String> = attempts.map(Attempt::in_words).collect();
    let reason = decision.trigger.clone();
    let words = reason
        .as_ref()
        .map_or("They asked for a person", |reason| reason.words.as_str());
    let known = Known {
        why: words,
        collected: &collected,
        missing: &missing,
        attempted: &attempted,
        topic: topic
            .as_ref()
            .map(|topic| (topic.title.as_str(), topic.text.as_str())),
    };
    let mut summary = summarised(messages, known);
    summary.attempted = attempted;
    summary.pressing.clone_from(&decision.priority_reasons);
    HandoffRequest {
        trigger: reason
            .as_ref()
            .map_or_else(|| "explicit_request".into(), |reason| reason.kind.clone()),
        trigger_name: reason.as_ref().and_then(|reason| reason.name.clone()),
        reason: words.to_owned(),
        evidence: reason.map(|reason| reason.evidence).unwrap_or_default(),
        priority: decision.priority,
        collected: collected.into_iter().collect(),
        missing,
        summary,
        queue: decision.queue.as_ref().map(|queue| queue.id),
        requested_at: now,
        taken_by: None,
        taken_at: None,
    }
}

/// The conversation in short, as the team keeps it.
pub(super) fn summarised(messages: &[Message], known: Known) -> RequestSummary {
    let made = summary::summary(messages, known);
    RequestSummary {
        text: made.text,
        tried: made.tried,
        promised: made
            .promised
            .into_iter()
            .map(|promise| promise.quote)
            .collect(),
        suggested: made.suggested,
        ..RequestSummary::default()
    }
}
