//! How often a customer has said the same thing before: the sign of going in circles.

use std::collections::BTreeSet;

use super::background;
use crate::judge::text::{Word, stem};

/// Two messages are the same when their words weigh this much in common.
const SAME: f64 = 0.6;
/// "Yes" and "ok" are said often without going in circles: fewer telling words than this repeat nothing.
const TELLING: usize = 2;
/// Words below this rarity tell nothing.
const COMMON: f64 = 3.2;

/// How many of `earlier` say nearly what `last` says.
pub(crate) fn repeats<'a>(last: &[Word], earlier: impl Iterator<Item = &'a [Word]>) -> u32 {
    let last = telling(last);
    if last.len() < TELLING {
        return 0;
    }
    let same = earlier
        .filter(|words| likeness(&last, &telling(words)) >= SAME)
        .count();
    u32::try_from(same).unwrap_or(u32::MAX)
}

fn telling(words: &[Word]) -> BTreeSet<&str> {
    words
        .iter()
        .filter(|word| background::rarity(&word.folded) >= COMMON)
        .map(|word| stem(&word.folded))
        .collect()
}

/// Shared weight over all weight; a message that is wholly inside the other counts as the same.
fn likeness(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> f64 {
    let weight = |set: &mut dyn Iterator<Item = &&str>| -> f64 {
        set.map(|word| background::rarity(word)).sum()
    };
    let shared = weight(&mut a.intersection(b));
    let all = weight(&mut a.union(b));
    let smaller = weight(&mut a.iter()).min(weight(&mut b.iter()));
    if b.len() < TELLING || smaller <= 0.0 {
        0.0
    } else {
        f64::max(shared / all, 0.9 * shared / smaller - 0.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::text::words;

    fn repeated(last: &str, earlier: &[&str]) -> u32 {
        let earlier: Vec<Vec<Word>> = earlier.iter().map(|text| words(text)).collect();
        repeats(&words(last), earlier.iter().map(Vec::as_slice))
    }

    #[test]
    fn the_same_in_other_words_is_a_repetition() {
        assert_eq!(
            repeated(
                "where is my parcel from Oslo",
                &[
                    "Where is my parcel from Oslo?",
                    "hello",
                    "Again: where are my parcels from Oslo"
                ]
            ),
            2
        );
        assert_eq!(repeated("yes", &["yes", "yes"]), 0);
        assert_eq!(
            repeated(
                "how do I reset my password",
                &["how do I return the broken lamp"]
            ),
            0
        );
    }
}
