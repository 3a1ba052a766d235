//! The answer to "would you like a person?": yes, no, or neither.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::background;
use crate::judge::phrasebook::Phrasebook;
use crate::judge::text::Word;

/// A message read as the answer to "would you like to talk to a person?".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    Yes,
    No,
    /// Neither: a new question, say. Whoever asked carries on without having been answered.
    #[default]
    Unclear,
}

static BOOK: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::parse(include_str!("consent.txt"), &[]));

/// A plain request for a person (`wants_human` over one half) is a yes, whatever else is said.
pub(crate) fn read(words: &[Word], wants_human: f64) -> Consent {
    if wants_human >= 0.5 {
        return Consent::Yes;
    }
    let hits = BOOK.hits(words, background::is_ordinary);
    let says = |is_meant: fn(f64) -> bool| hits.iter().any(|hit| is_meant(hit.score));
    match (says(|score| score > 0.5), says(|score| score < 0.5)) {
        // "Yes, but not now" and "no, go ahead without": the refusal is what must not be missed.
        (_, true) => Consent::No,
        (true, false) => Consent::Yes,
        (false, false) => Consent::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::text::words;

    #[test]
    fn answers_are_told_from_questions() {
        for (text, meant) in [
            ("Yes please", Consent::Yes),
            ("ok", Consent::Yes),
            ("sure, go ahead", Consent::Yes),
            ("That would be great", Consent::Yes),
            ("I'd like that", Consent::Yes),
            ("No thanks", Consent::No),
            ("nope", Consent::No),
            ("not now", Consent::No),
            ("I don't want that", Consent::No),
            ("I'd rather not", Consent::No),
            ("where is my parcel?", Consent::Unclear),
            ("", Consent::Unclear),
            ("no problem, yes", Consent::Yes),
            ("Ja, bitte", Consent::Yes),
            ("nein danke", Consent::No),
        ] {
            assert_eq!(read(&words(text), 0.0), meant, "{text}");
        }
    }
}
