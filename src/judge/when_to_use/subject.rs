//! The subjects in a clause: what is left of it when the words that say what to do are taken away.

use super::phrases::{self, SCAFFOLD};
use crate::judge::{Pause, Profile, Word, is_telling};

/// Words that add nothing to a subject's name when it is matched against a message.
const EMPTY: &[&str] = &[
    "problem",
    "problems",
    "issue",
    "issues",
    "question",
    "questions",
    "matter",
    "matters",
    "request",
    "requests",
    "topic",
    "topics",
    "trouble",
    "enquiries",
    "inquiries",
];

/// The subjects of `words`, each as the admin wrote it, when `scaffolds` and the words every clause has are left out.
pub(super) fn subjects(text: &str, words: &[Word], scaffolds: &[&[&str]]) -> Vec<Profile> {
    let is_scaffold = scaffolding(words, scaffolds);
    let mut found: Vec<Profile> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = words[at..]
            .iter()
            .enumerate()
            .take_while(|(n, word)| !is_joint(&words[at..], *n, word))
            .count()
            .max(1);
        let run = trimmed(&words[at..at + length], &is_scaffold[at..at + length]);
        if let Some(profile) = profile(text, run)
            && !found.iter().any(|known| known.key == profile.key)
        {
            found.push(profile);
        }
        at += length;
    }
    found
}

/// "and", "or" and a pause part two subjects.
fn is_joint(words: &[Word], at: usize, word: &Word) -> bool {
    at > 0
        && (word.pause != Pause::None
            || matches!(word.folded.as_str(), "or" | "and")
            || matches!(words[at - 1].folded.as_str(), "or" | "and"))
}

fn scaffolding(words: &[Word], scaffolds: &[&[&str]]) -> Vec<bool> {
    let mut marked = vec![false; words.len()];
    for (at, _) in words.iter().enumerate() {
        let here = &words[at..];
        let longest = scaffolds
            .iter()
            .copied()
            .chain([SCAFFOLD.as_slice()])
            .flatten()
            .filter_map(|phrase| starts(here, phrase))
            .max();
        marked[at..at + longest.unwrap_or(0)].fill(true);
    }
    marked
}

fn starts(words: &[Word], phrase: &str) -> Option<usize> {
    let length = phrase.split(' ').count();
    (length <= words.len()
        && words
            .iter()
            .zip(phrase.split(' '))
            .all(|(word, part)| word.folded == part))
    .then_some(length)
}

/// The longest run without scaffolding at its edges; small words inside it stay ("terms of delivery").
fn trimmed<'a>(words: &'a [Word], is_scaffold: &[bool]) -> &'a [Word] {
    let Some(from) = is_scaffold.iter().position(|marked| !marked) else {
        return &[];
    };
    let to = is_scaffold
        .iter()
        .rposition(|marked| !marked)
        .map_or(from, |at| at + 1);
    &words[from..to]
}

fn profile(text: &str, run: &[Word]) -> Option<Profile> {
    let (first, last) = (run.first()?, run.last()?);
    let name = &text[first.start..last.end];
    let telling: Vec<&str> = run
        .iter()
        .map(|word| word.folded.as_str())
        .filter(|word| !EMPTY.contains(word))
        .collect();
    if telling.is_empty()
        || !is_telling(name)
        || telling.iter().all(|word| phrases::number(word).is_some())
    {
        return None;
    }
    let key = run
        .iter()
        .map(|word| word.folded.as_str())
        .collect::<Vec<_>>()
        .join("_");
    Some(Profile {
        key,
        name: name.to_owned(),
        description: telling.join(" "),
        ..Profile::default()
    })
}
