//! Which words of a text speak for a profile: those they share, else the one that means most nearly the same.

use crate::judge::embedded::background::rarity;
use crate::judge::embedded::embedding::{Vector, dot, embed};
use crate::judge::text::{Word, stem};

use super::terms::{Term, group_at, is_stop_word};

/// A span of evidence longer than this many words is cut to its weightiest word.
const LONGEST: usize = 9;

/// The words of a profile, to be quoted from a text.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    stems: Vec<String>,
    groups: Vec<u16>,
}

impl Vocabulary {
    pub(super) fn new(words: &[Word]) -> Self {
        let telling = words.iter().filter(|word| !is_stop_word(&word.folded));
        let mut stems: Vec<String> = telling.map(|word| stem(&word.folded).to_owned()).collect();
        let mut groups: Vec<u16> = (0..words.len())
            .filter_map(|at| group_at(&words[at..]))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        groups.sort_unstable();
        groups.dedup();
        Self { stems, groups }
    }

    fn has(&self, term: &Term) -> bool {
        let is_own = |stem| self.stems.binary_search_by(|own| own.as_str().cmp(stem));
        (term.is_telling && is_own(term.stem).is_ok())
            || term
                .group
                .is_some_and(|group| self.groups.binary_search(&group).is_ok())
    }

    /// From where to where in the text.
    pub(super) fn evidence(&self, terms: &[Term], meanings: &[Vector]) -> Option<(usize, usize)> {
        let mut shared = terms.iter().enumerate().filter(|(_, term)| self.has(term));
        let Some((first, from)) = shared.clone().next() else {
            return nearest_word(terms, meanings);
        };
        let (last, to) = shared.next_back()?;
        if last - first < LONGEST {
            return Some((from.word.start, to.word.end));
        }
        let shared = terms.iter().filter(|term| self.has(term));
        let weightiest = shared.max_by(|a, b| {
            let weight = |term: &Term| rarity(&term.word.folded);
            weight(a).total_cmp(&weight(b))
        })?;
        Some((weightiest.word.start, weightiest.word.end))
    }
}

fn nearest_word(terms: &[Term], meanings: &[Vector]) -> Option<(usize, usize)> {
    let telling = terms.iter().filter(|term| term.is_telling);
    let telling = telling.map(|term| term.word);
    let nearness = |word: &Word| {
        let vector = embed(&word.folded);
        meanings
            .iter()
            .map(|meaning| dot(&vector, meaning))
            .fold(f32::MIN, f32::max)
    };
    let (_, word) = telling
        .map(|word| (nearness(word), word))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((word.start, word.end))
}
