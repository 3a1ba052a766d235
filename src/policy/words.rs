//! The action in plain words, for the admin's margin and for whoever must approve it.

use super::{Action, OutsideAction};
use crate::{conversation::Conduct, trigger::Trigger};

/// The action as a few sentences about the AI agent of that name.
#[must_use]
pub fn in_plain_words(action: &Action, name: &str) -> Vec<String> {
    if !action.enabled {
        return vec![
            format!(
                "{name} never hands over by herself. Your team can still take over from the inbox."
            )
            .replace("herself", "itself"),
        ];
    }
    let mut sentences = Vec::new();
    let (at_once, asks_first): (Vec<_>, Vec<_>) = action
        .triggers
        .each()
        .into_iter()
        .filter(|trigger| trigger.is_enabled())
        .partition(|trigger| trigger.conduct() == Conduct::AtOnce);
    if !at_once.is_empty() {
        sentences.push(format!(
            "{name} hands over at once when the customer {}.",
            list(&at_once)
        ));
    }
    if !asks_first.is_empty() {
        sentences.push(format!(
            "{name} offers a person when the customer {}.",
            list(&asks_first)
        ));
    }
    let must: Vec<String> = action
        .information_to_gather
        .iter()
        .filter(|field| field.required)
        .map(|field| field.title().to_lowercase())
        .collect();
    if !must.is_empty() {
        sentences.push(format!("First {name} asks for {}.", join(&must, "and")));
    }
    sentences.push(match action.outside_hours.action {
        OutsideAction::Message => "Outside hours customers read when the team is back.".into(),
        OutsideAction::CollectCallback => format!("Outside hours {name} takes a callback."),
        OutsideAction::StayWithAi => format!("Outside hours {name} carries on alone."),
    });
    sentences
}

fn list(triggers: &[&dyn Trigger]) -> String {
    let words: Vec<String> = triggers
        .iter()
        .map(|trigger| phrase(trigger.kind().name).to_owned())
        .collect();
    join(&words, "or")
}

/// How a kind reads after “when the customer …”.
fn phrase(kind: &str) -> &'static str {
    match kind {
        "explicit_request" => "asks for a person",
        "keyword" => "says one of your words",
        "frustration" => "is upset",
        "forbidden_topic" => "touches a forbidden topic",
        "low_confidence" => "asks something the AI is not sure of",
        "max_exchanges" => "is still not helped after a while",
        "media_message" => "sends a photo or file",
        "support_suggestion" => "is told by the AI to contact support",
        "irrelevant_advice" => "gets an answer beside the question",
        "promised_handoff" => "is told by the AI that a person takes over",
        "when_to_use" => "does what “When to use” says",
        _ => "gives one of your own reasons",
    }
}

/// “a, b or c”.
fn join(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
