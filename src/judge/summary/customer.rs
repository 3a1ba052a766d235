//! What the customer said that tells what it is about, what they want done, and how they feel.

use crate::conversation::{Author, Message};
use crate::judge::embedded::{background, explicit_request, sentiment};
use crate::judge::phrase::Text;
use crate::judge::text::{Word, sentences, words};

/// A message with less to say than this is a greeting or a yes.
pub(super) const TELLING: f64 = 9.0;

/// The most telling sentence of each of the customer's messages, greetings and yeses left out.
pub(super) fn telling_sentences(messages: &[Message]) -> Vec<&str> {
    let own = messages.iter().enumerate();
    let own = own
        .filter(|(at, message)| {
            message.author == Author::Customer && !is_mere_answer(messages, *at)
        })
        .map(|(_, message)| message);
    let best = own.filter_map(|message| {
        let pieces = sentences(&message.text)
            .into_iter()
            .map(|(start, end)| &message.text[start..end]);
        pieces
            .map(|piece| (weight(&words(piece)), piece))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    });
    best.filter(|(weight, _)| *weight >= TELLING)
        .map(|(_, piece)| piece)
        .collect()
}

/// The customer's newest sentence that says what they want done. Wanting a person is no such thing.
pub(super) fn wish(messages: &[Message]) -> Option<&str> {
    const WISHES: [&str; 9] = [
        "i want",
        "i need",
        "i would like",
        "id like",
        "please",
        "can you",
        "could you",
        "i expect",
        "i demand",
    ];
    let own = messages
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer);
    let pieces = own.flat_map(|message| {
        let pieces = sentences(&message.text).into_iter();
        pieces.rev().map(|(start, end)| &message.text[start..end])
    });
    let mut wishes = pieces.filter(|piece| {
        let said = Text::of(piece);
        WISHES.iter().any(|wish| said.has(wish)) && weight(&words(piece)) >= TELLING / 2.0
    });
    wishes.find(|piece| explicit_request::wants_human(&words(piece)).0 < 0.5)
}

/// Whether one of the customer's last three messages sounds upset.
pub(super) fn is_upset(messages: &[Message]) -> bool {
    let own = messages
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer);
    own.take(3)
        .any(|message| sentiment::compound(&message.text) < -0.4)
}

/// A few words after the AI's question say what was asked for, not what it is about.
fn is_mere_answer(messages: &[Message], at: usize) -> bool {
    let asked = at.checked_sub(1).map(|before| &messages[before]);
    let is_asked =
        asked.is_some_and(|message| message.author == Author::Ai && message.text.contains('?'));
    is_asked && words(&messages[at].text).len() <= 6
}

pub(super) fn weight(words: &[Word]) -> f64 {
    words
        .iter()
        .map(|word| (background::rarity(&word.folded) - 3.0).clamp(0.0, 5.0))
        .sum()
}
