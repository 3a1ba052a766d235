//! Words that say nothing about a subject, and words that say the same.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::judge::text::{Pause, Word, stem, words};

static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../stop_words.txt").lines().collect());

/// Whether a folded word says nothing about the subject.
pub(crate) fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.contains(folded)
}

/// Whether `phrase` has any telling word: a profile made from it could match something.
pub(crate) fn is_telling(phrase: &str) -> bool {
    words(phrase).iter().any(|word| !is_stop_word(&word.folded))
}

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(Synonyms::read);

#[derive(Default)]
struct Synonyms {
    /// From the stem of a word to the group it belongs to.
    words: HashMap<String, u16>,
    /// Two to four words joined by spaces.
    expressions: HashMap<String, u16>,
    /// The words expressions begin with: most words begin none, and are done with one look-up.
    first_words: HashSet<String>,
}

impl Synonyms {
    fn read() -> Self {
        let mut read = Self::default();
        let lines = include_str!("../synonyms.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for (group, line) in (0u16..).zip(lines) {
            for entry in line.split(", ") {
                if let Some((first, _)) = entry.split_once(' ') {
                    read.first_words.insert(first.to_owned());
                    read.expressions.entry(entry.to_owned()).or_insert(group);
                } else {
                    read.words.entry(stem(entry).to_owned()).or_insert(group);
                }
            }
        }
        read
    }
}

/// A word of a text, looked up once for all profiles.
#[derive(Debug)]
pub(crate) struct Term<'a> {
    pub(super) word: &'a Word,
    pub(super) stem: &'a str,
    pub(super) is_telling: bool,
    /// The synonyms it is one of, or part of.
    pub(super) group: Option<u16>,
}

/// The words of a text, looked up. Every word of an expression stands for what the expression means.
pub(crate) fn terms(words: &[Word]) -> Vec<Term<'_>> {
    let mut found: Vec<Term> = Vec::with_capacity(words.len());
    let mut expressed: Option<(u16, usize)> = None;
    for (at, word) in words.iter().enumerate() {
        let begins = expression(&words[at..]).map(|(group, length)| (group, at + length));
        expressed = begins.or(expressed).filter(|(_, end)| at < *end);
        let stem = stem(&word.folded);
        let alone = || SYNONYMS.words.get(stem).copied();
        found.push(Term {
            word,
            stem,
            is_telling: !is_stop_word(&word.folded),
            group: expressed.map(|(group, _)| group).or_else(alone),
        });
    }
    found
}

/// The group of synonyms that the beginning of `words` belongs to: as an expression, or the first word by itself.
pub(super) fn group_at(words: &[Word]) -> Option<u16> {
    let first = &words.first()?.folded;
    expression(words)
        .map(|(group, _)| group)
        .or_else(|| SYNONYMS.words.get(stem(first)).copied())
}

/// The longest expression that `words` begins with: its group, and how many words it has.
fn expression(words: &[Word]) -> Option<(u16, usize)> {
    let first = &words.first()?.folded;
    if !SYNONYMS.first_words.contains(first) {
        return None;
    }
    let mut joined = first.clone();
    let mut best = None;
    let rest = words[1..].iter().take(3);
    for (at, word) in rest
        .take_while(|word| word.pause == Pause::None)
        .enumerate()
    {
        joined.push(' ');
        joined.push_str(&word.folded);
        let group = SYNONYMS.expressions.get(&joined).copied();
        best = group.map(|group| (group, at + 2)).or(best);
    }
    best
}
