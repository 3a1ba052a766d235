//! The handoff request: what the team is told when a conversation becomes theirs.

use super::known;
use crate::{
    clock::Instant,
    conversation::{Attempt, Author, HandoffRequest, Message, RequestSummary},
    decision::Decision,
    judge::{
        Passage,
        summary::{self, Known},
    },
};

/// What the team is told of a conversation that was decided to be theirs.
pub(super) fn handoff_request(
    known: &known::Known,
    decision: &Decision,
    now: Instant,
) -> HandoffRequest {
    let policy = &known.around.policy;
    let chosen = decision.handoff.as_ref();
    let handoff = chosen.and_then(|chosen| {
        let mut handoffs = policy.handoffs.iter();
        handoffs.find(|handoff| handoff.name == chosen.name)
    });
    let fields = policy.gather_for(handoff);
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
    let topic = matching_topic(known);
    let reason = decision.trigger.clone();
    let words = reason
        .as_ref()
        .map_or("They asked for a person", |reason| reason.words.as_str());
    let told = Known {
        why: words,
        collected: &collected,
        missing: &missing,
        attempted: &attempted,
        topic: topic.map(|topic| (topic.title.as_str(), topic.text.as_str())),
    };
    let mut summary = summarised(&known.messages, told);
    summary.attempted = attempted;
    summary.pressing.clone_from(&decision.priority_reasons);
    if !known.around.policy.action.ai_summary {
        summary.text.clear();
    }
    HandoffRequest {
        trigger: reason
            .as_ref()
            .map_or_else(|| "explicit_request".into(), |reason| reason.kind.clone()),
        trigger_name: reason.as_ref().and_then(|reason| reason.name.clone()),
        topic: topic.map(|topic| topic.title.clone()),
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

/// The topic that the customer's newest question is about, for whoever takes over.
fn matching_topic(known: &known::Known) -> Option<&Passage> {
    let own = known
        .messages
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer);
    let mut topics = own.filter_map(|message| known.around.knowledge.topic(&message.text));
    topics.next()
}

/// The conversation in short, as the team keeps it.
pub(in crate::actions) fn summarised(messages: &[Message], known: Known) -> RequestSummary {
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
        is_by_model: false,
        ..RequestSummary::default()
    }
}
