//! Is the customer fed up? Nine signs of a message, weighed by a linear model whose weights were fitted on a hundred written lines.

use std::sync::LazyLock;

use super::sentiment::{self, Tone};
use super::{background, mood};
use crate::judge::phrasebook::Phrasebook;
use crate::judge::text::{Word, words};

/// What is counted in one message. Every sign is about 0 to 1, so that weights can be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signs(pub [f64; COUNT]);

/// How many signs there are.
pub const COUNT: usize = 9;
/// What each sign is, in the order of [`Signs`].
pub const NAMES: [&str; COUNT] = [
    "bad words",
    "good words",
    "tone below zero",
    "capitals",
    "exclamation marks",
    "question marks",
    "phrases",
    "length",
    "negations",
];

/// Near what `cargo run --release --example measure_judge -- fit FILE` finds; capitals and marks are set by hand, because the
/// hundred lines have hardly any. Positive speaks for frustration.
const WEIGHTS: [f64; COUNT] = [1.4, -0.3, 1.1, 0.5, 0.2, 0.1, 3.6, 0.1, 0.3];
const BIAS: f64 = -1.9;

/// How strongly an angry expression of another language says so.
const ABROAD: f64 = 0.7;

static CUES: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::parse(include_str!("cues.txt"), &[]));

/// A message read for frustration.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frustration {
    pub probability: f64,
    /// How good or bad it sounds, −1…1.
    pub tone: f64,
    /// What says so: the phrase, else the worst word.
    pub evidence: Option<(usize, usize)>,
}

/// Counts the signs of frustration in `text`.
///
/// ```
/// use handoff::judge::frustration::{signs, probability};
/// assert!(probability(signs("This is ridiculous, nobody answers!")) > 0.5);
/// assert!(probability(signs("How long does shipping take?")) < 0.3);
/// ```
#[must_use]
pub fn signs(text: &str) -> Signs {
    let words = words(text);
    count_signs(text, &words, &sentiment::tone(text, &words)).0
}

/// 0…1, with the boundary at 0.5.
#[must_use]
pub fn probability(signs: Signs) -> f64 {
    let sum: f64 = signs
        .0
        .iter()
        .zip(WEIGHTS)
        .map(|(sign, weight)| sign * weight)
        .sum();
    logistic(BIAS + sum)
}

pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Reads one message in `language`, if that is known. Its words are `words`.
pub(crate) fn read(text: &str, words: &[Word], language: Option<&str>) -> Frustration {
    let english = || {
        let tone = sentiment::tone(text, words);
        let signs = count_signs(text, words, &tone);
        (tone, signs)
    };
    let (tone, (signs, evidence)) = match language {
        Some("en") => english(),
        Some(_) => abroad(text, words, language),
        // A word or two that could be any language: whichever says more.
        None => {
            let (home, abroad) = (english(), abroad(text, words, None));
            if abroad.1.1.is_some() && home.1.1.is_none() {
                abroad
            } else {
                home
            }
        }
    };
    Frustration {
        probability: probability(signs),
        tone: tone.compound,
        evidence,
    }
}

/// The same signs in another language than English, from its own list: English words mean something else there ("die").
fn abroad(
    text: &str,
    words: &[Word],
    language: Option<&str>,
) -> (Tone, (Signs, Option<(usize, usize)>)) {
    let mood = mood::read(words, language);
    let tone = sentiment::of_counts(
        text,
        mood.glad,
        mood.angry.first().copied(),
        mood.angry.len(),
    );
    let cues = ABROAD * mood.angry.len() as f64;
    let signs = weighed(text, words, &tone, cues);
    (tone, (signs, mood.angry.first().copied()))
}

fn count_signs(text: &str, words: &[Word], tone: &Tone) -> (Signs, Option<(usize, usize)>) {
    let hits = CUES.hits(words, background::is_ordinary);
    // Two patterns on the same words are one sign.
    let mut apart: Vec<(usize, usize)> = Vec::new();
    let mut cues = 0.0;
    for hit in &hits {
        if !apart
            .iter()
            .any(|(start, end)| hit.start < *end && *start < hit.end)
        {
            apart.push((hit.start, hit.end));
            cues += hit.score;
        }
    }
    let signs = weighed(text, words, tone, cues);
    (signs, apart.first().copied().or(tone.worst))
}

/// Puts the signs on their scales. `cues` is the sum of the phrases.
fn weighed(text: &str, words: &[Word], tone: &Tone, cues: f64) -> Signs {
    let shouted = if sentiment::is_shouting(text) {
        1.0
    } else {
        let capitals = words.iter().filter(|word| {
            word.end - word.start > 3 && sentiment::is_in_capitals(&text[word.start..word.end])
        });
        capitals.count().min(3) as f64 * 0.3
    };
    let marks = |mark: u8| text.bytes().filter(|b| *b == mark).count();
    Signs([
        (tone.bad / 4.0).min(2.5),
        (tone.good / 4.0).min(2.5),
        (-tone.compound).max(0.0),
        shouted,
        marks(b'!').min(4) as f64 / 4.0,
        marks(b'?').saturating_sub(1).min(3) as f64 / 3.0,
        f64::min(cues, 2.0),
        ((words.len() + 1) as f64).ln() / 4.0,
        f64::from(tone.negations.min(4)) / 4.0,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::phrasebook::unknown_names;

    #[test]
    fn the_cue_file_uses_only_its_own_classes() {
        assert_eq!(unknown_names(include_str!("cues.txt")), Vec::<&str>::new());
    }

    #[test]
    fn complaints_are_over_the_boundary() {
        for text in [
            "I am frustrated",
            "this is ridiculous",
            "terrible service",
            "This is the third time I explain it",
            "you are not answering my question",
            "STILL NOT WORKING!!",
            "useless bot",
            "nobody answers my emails",
            "I'm so fed up with this",
            "worst company ever",
            "wtf",
            "I've been waiting for two weeks and nothing happens",
            "are you kidding me?",
        ] {
            assert!(
                probability(signs(text)) >= 0.5,
                "{text} {:.2} {:?}",
                probability(signs(text)),
                signs(text)
            );
        }
    }

    #[test]
    fn ordinary_questions_are_well_below_it() {
        for text in [
            "How do I reset my password?",
            "My order number is 48213",
            "Thanks, that worked!",
            "where is my parcel",
            "I want to return this item",
            "no problem, take your time",
            "Can I pay by bank transfer?",
            "",
            "ok",
            "I need a refund for order 1182",
            "I am not angry, just curious",
        ] {
            assert!(
                probability(signs(text)) < 0.3,
                "{text} {:.2} {:?}",
                probability(signs(text)),
                signs(text)
            );
        }
    }
}
