//! Expressions that say what something is about though none of their words does: “they took 489 € twice” is about payments.

use std::sync::LazyLock;

use super::terms::group_at;
use crate::judge::embedded::background;
use crate::judge::phrasebook::Phrasebook;
use crate::judge::text::{Word, words};

static MONEY_TAKEN: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::parse(include_str!("tells.txt"), &["TWICE", "MONEY"]));
/// The synonyms that whoever sees to payments is described with.
static PAYMENTS: LazyLock<Option<u16>> = LazyLock::new(|| group_at(&words("payment")));

/// What a text says in plain words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    /// The synonyms it stands for.
    pub(super) group: u16,
    /// How sure by itself, 0…1.
    score: f64,
    pub(super) span: (usize, usize),
}

impl Told {
    /// How sure both are together, so that the better fit of two stays the better one.
    pub(super) fn beside(self, score: f64) -> f64 {
        let both = 1.0 - (1.0 - self.score) * (1.0 - score);
        (both * 1_000_000.0).round() / 1_000_000.0
    }
}

/// The plainest expression in these words, if there is one.
pub(super) fn told(words: &[Word]) -> Option<Told> {
    let group = (*PAYMENTS)?;
    let hits = MONEY_TAKEN.hits(words, background::is_ordinary);
    let hit = hits.first()?;
    Some(Told {
        group,
        score: hit.score,
        span: (hit.start, hit.end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::phrasebook::unknown_names;

    #[test]
    fn the_file_uses_only_its_own_classes() {
        assert_eq!(unknown_names(include_str!("tells.txt")), Vec::<&str>::new());
    }

    #[test]
    fn money_taken_twice_is_told_from_other_things_done_twice() {
        for text in [
            "I was charged twice",
            "They took 489 € twice for the same bench",
            "my card was debited two times",
            "there is a duplicate payment on my statement",
        ] {
            assert!(told(&words(text)).is_some(), "{text}");
        }
        for text in [
            "I oil the bench twice a week",
            "I need the same bench twice",
            "it took twice as long",
            "where is my parcel",
            "",
        ] {
            assert_eq!(told(&words(text)), None, "{text}");
        }
    }
}
