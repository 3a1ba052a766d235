//! What is said: the message that arrived, and what the product adds to it.

use super::{super::Incoming, meaning::BuiltIn};
use crate::{
    clock::Instant,
    conversation::{AnsweredBy, Author, Conversation},
    decision::{Decision, Outcome},
    judge,
    store::NewMessage,
};

/// The messages that are kept, the one that arrived first. None when it was an AI's answer that came after
/// a person took over.
pub(super) fn said(
    conversation: &Conversation,
    incoming: &Incoming,
    (answer, decision): (Option<BuiltIn>, &Decision),
    now: Instant,
) -> Vec<NewMessage> {
    let is_dropped = incoming.author == Author::Ai && decision.outcome == Outcome::Ignored;
    if is_dropped {
        return Vec::new();
    }
    let mut first = match &incoming.called {
        // A call is for the team to see; the customer is told what comes of it.
        Some(function) => NewMessage {
            is_note: true,
            ..NewMessage::new(Author::Ai, format!("The AI called {function}."), now)
        },
        None => NewMessage::new(incoming.author, &incoming.text, now),
    };
    first.confidence = incoming.confidence;
    first.attachments.clone_from(&incoming.attachments);
    first.client_id.clone_from(&incoming.client_id);
    first.sentiment =
        (incoming.author == Author::Customer).then(|| judge::sentiment(&incoming.text));
    first.decision = serde_json::to_string(decision).ok();
    let mut said = vec![first];
    if let Some(text) = spoken(conversation, decision, answer.as_ref()) {
        let mut reply = NewMessage::new(Author::Ai, text, now);
        reply.confidence = answer
            .filter(|_| decision.outcome == Outcome::Continue)
            .map(|answer| answer.confidence);
        said.push(reply);
    }
    said
}

/// The AI's words: its answer, what the decision says, or both. Where another program answers, it is told
/// the decision and speaks for itself.
fn spoken(
    conversation: &Conversation,
    decision: &Decision,
    answer: Option<&BuiltIn>,
) -> Option<String> {
    if conversation.answered_by == AnsweredBy::Elsewhere {
        return None;
    }
    let own = answer.map(|answer| answer.text.as_str());
    match (decision.outcome, &decision.message) {
        (Outcome::Ignored, _) => None,
        (Outcome::Continue, None) => own.map(str::to_owned),
        (Outcome::Offer, Some(offer)) => {
            let is_about_answer = decision
                .trigger
                .as_ref()
                .is_some_and(|reason| reason.kind == "low_confidence");
            let has_answer = answer.is_some_and(BuiltIn::is_answer);
            match own.filter(|_| is_about_answer || has_answer) {
                Some(own) => Some(format!("{own}\n\n{offer}")),
                None => Some(offer.clone()),
            }
        }
        (_, message) => message.clone(),
    }
}
