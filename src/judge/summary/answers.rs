//! What the AI answered, and what it said would happen.

use std::sync::LazyLock;

use super::customer::{TELLING, weight};
use super::{Promise, clipped};
use crate::conversation::{Author, Message};
use crate::judge::embedded::background;
use crate::judge::phrasebook::Phrasebook;
use crate::judge::text::{sentences, words};

/// At most so many of the AI's answers are listed, the latest ones.
const MOST_TRIED: usize = 5;

static PROMISES: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::parse(include_str!("../embedded/promises.txt"), &[]));

pub(super) fn tried(messages: &[Message]) -> Vec<String> {
    let answers = messages
        .iter()
        .filter(|message| message.author == Author::Ai);
    let mut tried: Vec<String> = Vec::new();
    for message in answers {
        let pieces = sentences(&message.text)
            .into_iter()
            .map(|(start, end)| &message.text[start..end]);
        let best = pieces
            .map(|piece| (weight(&words(piece)), piece))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, piece)) = best.filter(|(weight, _)| *weight >= TELLING) else {
            continue;
        };
        let answer = clipped(piece);
        if !tried.contains(&answer) {
            tried.push(answer);
        }
    }
    tried.split_off(tried.len().saturating_sub(MOST_TRIED))
}

/// Every sentence in which the AI says that something will happen, once each.
#[must_use]
pub fn promises(messages: &[Message]) -> Vec<Promise> {
    let mut found: Vec<Promise> = Vec::new();
    for message in messages
        .iter()
        .filter(|message| message.author == Author::Ai)
    {
        for (start, end) in sentences(&message.text) {
            let quote = &message.text[start..end];
            let is_question = quote.ends_with('?');
            if !is_question
                && !PROMISES
                    .hits(&words(quote), background::is_ordinary)
                    .is_empty()
                && !found.iter().any(|known| known.quote == quote)
            {
                found.push(Promise {
                    quote: quote.to_owned(),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_and_conditions_are_no_promises() {
        for text in [
            "Shall I send you a link?",
            "I cannot promise a refund.",
            "You can find it in the menu.",
            "Refunds are possible.",
        ] {
            assert!(
                promises(&[Message::new(Author::Ai, text)]).is_empty(),
                "{text}"
            );
        }
        for text in [
            "You will receive your refund within 5 days.",
            "A colleague will call you back tomorrow.",
            "It will be refunded today.",
        ] {
            assert_eq!(
                promises(&[Message::new(Author::Ai, text)]).len(),
                1,
                "{text}"
            );
        }
    }
}
