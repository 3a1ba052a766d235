//! Numbers, and codes that stand beside what they are called: “order number 48213”.

use super::Wanted;
use crate::judge::text::{Word, fold, words};

/// What follows the label's words: "order number is 48213", "order #48213", "my order 48213".
pub(super) fn labelled(wanted: Wanted, text: &str) -> Option<String> {
    let label: Vec<String> = words(wanted.label)
        .into_iter()
        .map(|word| word.folded)
        .filter(|word| !is_filler(word))
        .collect();
    let said = words(text);
    let telling = |word: &Word| label.contains(&word.folded);
    for (at, _) in said.iter().enumerate().filter(|(_, word)| telling(word)) {
        let after = said[at + 1..]
            .iter()
            .take(6)
            .skip_while(|word| telling(word) || is_filler(&word.folded));
        if let Some(value) = after
            .into_iter()
            .next()
            .map(|word| code_around(text, word))
            .filter(|value| value.contains(|c: char| c.is_ascii_digit()))
        {
            return Some(value.to_owned());
        }
    }
    prefixed(wanted.description, text)
}

/// The description names how it begins, "Starts with ORD": then that beginning is sign enough.
fn prefixed(description: &str, text: &str) -> Option<String> {
    let described = words(description);
    let at = described.windows(2).position(|pair| {
        matches!(pair[0].folded.as_str(), "starts" | "begins" | "start") && pair[1].folded == "with"
    })?;
    let prefix = &described.get(at + 2)?.folded;
    let mut codes = words(text)
        .into_iter()
        .map(|word| code_around(text, &word).to_owned());
    codes.find(|code| fold(code).starts_with(prefix.as_str()) && looks_like_a_code(code))
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "number"
            | "no"
            | "nr"
            | "id"
            | "code"
            | "is"
            | "was"
            | "the"
            | "my"
            | "your"
            | "it"
            | "its"
            | "of"
            | "a"
            | "reference"
            | "with"
    )
}

/// The word with what is written together with it: "ORD-48213", "48/2026".
fn code_around<'a>(text: &'a str, word: &Word) -> &'a str {
    let is_part = |c: char| c.is_alphanumeric() || "-_/.".contains(c);
    let start = text[..word.start].rfind(|c| !is_part(c)).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[word.end..]
        .find(|c| !is_part(c))
        .map_or(text.len(), |at| word.end + at);
    text[start..end].trim_matches(['.', '-', '/', '_'])
}

pub(super) fn looks_like_a_code(value: &str) -> bool {
    value.len() >= 3 && value.chars().filter(char::is_ascii_digit).count() >= 2
}

pub(super) fn numbers(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split(|c: char| c.is_whitespace() || "()#:;!?€$£".contains(c));
    pieces
        .map(|piece| piece.trim_matches(['.', ',']).to_owned())
        .filter(|piece| is_number(piece))
}

pub(super) fn is_number(piece: &str) -> bool {
    piece.chars().any(|c| c.is_ascii_digit())
        && piece
            .trim_start_matches(['-', '+'])
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}
