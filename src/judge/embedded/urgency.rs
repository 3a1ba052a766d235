//! How soon the customer needs somebody, from what they write: "urgent", "locked out", "before noon". Not how upset they are.

use std::sync::LazyLock;

use super::background;
use crate::judge::phrasebook::{Hit, Phrasebook};
use crate::judge::text::{Word, words};

/// What a message without any such words scores.
const ORDINARY: f64 = 0.2;

static BOOK: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::parse(include_str!("urgency.txt"), &[]));

/// 0…1 with the exact words that say so; 0.2 when nothing does, less when the customer has time.
///
/// ```
/// use handoff::judge::urgency::urgency;
/// let (score, evidence) = urgency("Please help, I am locked out of my account");
/// assert!(score > 0.7);
/// assert_eq!(evidence.as_deref(), Some("locked out"));
/// assert!(urgency("no rush, whenever you have time").0 < 0.2);
/// ```
#[must_use]
pub fn urgency(text: &str) -> (f64, Option<String>) {
    let (score, span) = read(&words(text));
    (score, span.map(|(start, end)| text[start..end].to_owned()))
}

pub(crate) fn read(words: &[Word]) -> (f64, Option<(usize, usize)>) {
    let hits = BOOK.hits(words, background::is_ordinary);
    let found = |hit: &Hit| (hit.score, Some((hit.start, hit.end)));
    hits.first().map_or((ORDINARY, None), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hurry_is_heard_and_its_absence_too() {
        for text in [
            "I need this fixed today",
            "my card was stolen",
            "our site is down",
            "this is URGENT",
            "my flight leaves in two hours",
        ] {
            assert!(urgency(text).0 >= 0.6, "{text}");
        }
        for text in [
            "this is not urgent",
            "where can I see my invoices",
            "how do I set up my Fire TV",
        ] {
            assert!(urgency(text).0 < 0.5, "{text}");
        }
    }
}
