//! What somebody says they are called.

use crate::judge::text::{Pause, Word, words};

/// Whether a label asks for a person's name.
pub(crate) fn is_name(label: &str) -> bool {
    words(label)
        .last()
        .is_some_and(|word| word.folded == "name")
        && !words(label)
            .iter()
            .any(|word| matches!(word.folded.as_str(), "company" | "product" | "user"))
}

/// "My name is Anna Berg", "I'm Anna", "this is Anna Berg from Oslo".
pub(super) fn name(text: &str) -> Option<String> {
    let said = words(text);
    let folded: Vec<&str> = said.iter().map(|word| word.folded.as_str()).collect();
    let (at, needs_capital) = (0..said.len()).find_map(|at| match folded[at..] {
        ["my", "name", "is", _, ..] => Some((at + 3, false)),
        ["my", "names", _, ..] | ["name", "is", _, ..] => Some((at + 2, false)),
        ["i", "am", _, ..] | ["this", "is", _, ..] => Some((at + 2, true)),
        ["im", _, ..] => Some((at + 1, true)),
        _ => None,
    })?;
    let is_part =
        |word: &&Word| !needs_capital || text[word.start..].starts_with(char::is_uppercase);
    let parts: Vec<&Word> = said[at..]
        .iter()
        .take(3)
        .take_while(is_part)
        .take_while(|word| {
            !matches!(
                word.folded.as_str(),
                "and" | "from" | "but" | "with" | "i" | "my" | "the"
            )
        })
        .collect();
    let parts: Vec<&Word> = parts
        .iter()
        .enumerate()
        .take_while(|(n, word)| *n == 0 || word.pause == Pause::None)
        .map(|(_, word)| *word)
        .collect();
    let (first, last) = (parts.first()?, parts.last()?);
    Some(text[first.start..last.end].to_owned())
}
