//! One of several things that can be chosen.

use crate::judge::text::words;

/// The choice that is named; of several, the longest ("Premium plus" before "Premium"). Two different ones name none.
pub(super) fn choice(choices: &[String], text: &str) -> Option<String> {
    let said = spaced(text);
    let mut named: Vec<&String> = choices
        .iter()
        .filter(|choice| !choice.trim().is_empty() && said.contains(&spaced(choice)))
        .collect();
    named.sort_by_key(|choice| std::cmp::Reverse(choice.len()));
    let (first, others) = named.split_first()?;
    others
        .iter()
        .all(|other| spaced(first).contains(&spaced(other)))
        .then(|| (*first).clone())
}

/// " the words of it ", so that whole words are compared.
fn spaced(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    format!(" {} ", words.join(" "))
}
