//! What to do next, most important first.

use super::{Known, Promise, clipped};
use crate::conversation::{Author, Message};
use crate::judge::embedded::{explicit_request, sentiment};
use crate::judge::text::{sentences, words};

/// At most so many steps of a topic are suggested.
const MOST_STEPS: usize = 3;

pub(super) fn suggested(messages: &[Message], known: Known, promised: &[Promise]) -> Vec<String> {
    let last = messages
        .iter()
        .rev()
        .find(|message| message.author == Author::Customer)
        .map_or("", |message| message.text.as_str());
    let mut next = Vec::new();
    if sentiment::compound(last) < -0.4 {
        next.push("Say sorry first: the customer is upset.".to_owned());
    }
    if let Some(promise) = promised.last() {
        next.push(format!(
            "Check what was promised: “{}”",
            clipped(&promise.quote)
        ));
    }
    next.extend(steps_of(known.topic));
    if !known.missing.is_empty() {
        next.push(format!(
            "Ask for what is missing: {}.",
            known.missing.join(", ")
        ));
    }
    if let Some((label, value)) = known.collected.iter().find(|(label, _)| {
        words(label).iter().any(|word| {
            matches!(
                word.folded.as_str(),
                "order" | "invoice" | "ticket" | "account"
            )
        })
    }) {
        next.push(format!("Look up {label} {value}."));
    }
    if let Some(question) = open_question(last) {
        next.push(format!("Answer: “{}”", clipped(question)));
    }
    next
}

/// What the matched topic says to do: its list where it has one, else where to look.
fn steps_of(topic: Option<(&str, &str)>) -> Vec<String> {
    let Some((title, text)) = topic else {
        return Vec::new();
    };
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '•' | '.' | ')' | ' ');
    let lines = text.lines().map(str::trim).filter(|line| {
        line.starts_with(['-', '*', '•'])
            || line.split_once(['.', ')']).is_some_and(|(number, _)| {
                !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
            })
    });
    let steps: Vec<String> = lines
        .map(|line| clipped(line.trim_start_matches(is_mark)))
        .filter(|step| !step.is_empty())
        .take(MOST_STEPS)
        .collect();
    if !steps.is_empty() {
        return steps;
    }
    let first = sentences(text)
        .first()
        .map(|&(start, end)| &text[start..end]);
    first
        .map(|said| format!("See the topic “{title}”: “{}”", clipped(said)))
        .into_iter()
        .collect()
}

/// The last question that still wants an answer. Asking for a person was answered by a person being there.
fn open_question(last: &str) -> Option<&str> {
    let pieces = sentences(last)
        .into_iter()
        .map(|(start, end)| &last[start..end]);
    let is_open =
        |piece: &&str| piece.ends_with('?') && explicit_request::wants_human(&words(piece)).0 < 0.5;
    pieces.rev().find(is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_to_be_answered_unless_it_asks_for_a_person() {
        let asked = "Where is my parcel? Can a human look into this please?";
        assert_eq!(open_question(asked), Some("Where is my parcel?"));
        assert_eq!(open_question("Can I talk to a person?"), None);
    }
}
