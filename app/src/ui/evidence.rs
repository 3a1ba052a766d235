//! A text with the words that decided something marked.

use leptos::prelude::*;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Plain(&'a str),
    Marked(&'a str),
}

/// The text in pieces: the first place where the evidence stands is marked. Letters are compared
/// without their case, because the judge reads them so. Evidence that is not there marks nothing.
pub(crate) fn pieces<'a>(text: &'a str, evidence: &str) -> Vec<Piece<'a>> {
    match place(text, evidence.trim()) {
        Some((start, end)) => [
            Piece::Plain(&text[..start]),
            Piece::Marked(&text[start..end]),
            Piece::Plain(&text[end..]),
        ]
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Plain("")))
        .collect(),
        None => vec![Piece::Plain(text)],
    }
}

/// Whether the evidence stands in the text.
pub(crate) fn is_in(text: &str, evidence: &str) -> bool {
    place(text, evidence.trim()).is_some()
}

/// The text with its evidence marked.
pub(crate) fn marked(text: &str, evidence: &str) -> impl IntoView + use<> {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Plain(text) => text.to_owned().into_any(),
        Piece::Marked(text) => view! { <mark>{text.to_owned()}</mark> }.into_any(),
    };
    pieces(text, evidence)
        .into_iter()
        .map(piece)
        .collect::<Vec<_>>()
}

fn place(text: &str, evidence: &str) -> Option<(usize, usize)> {
    if evidence.is_empty() {
        return None;
    }
    text.char_indices().find_map(|(start, _)| {
        let length = matched(&text[start..], evidence)?;
        Some((start, start + length))
    })
}

/// How many bytes of the beginning of `text` are the same letters as `evidence`.
fn matched(text: &str, evidence: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in evidence.chars() {
        let (_, letter) = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Marked, Plain};

    #[test]
    fn the_first_place_is_marked_and_nothing_is_lost() {
        let found = pieces("Please, a Person. A person!", "a person");
        assert_eq!(
            found,
            [Plain("Please, "), Marked("a Person"), Plain(". A person!")]
        );
        assert_eq!(pieces("a person", "A PERSON"), [Marked("a person")]);
    }

    #[test]
    fn letters_of_any_length_are_cut_where_they_end() {
        let found = pieces("Ich möchte ÜBERHAUPT nicht 🪑", "überhaupt");
        assert_eq!(
            found,
            [
                Plain("Ich möchte "),
                Marked("ÜBERHAUPT"),
                Plain(" nicht 🪑")
            ]
        );
        assert_eq!(
            pieces("أريد التحدث إلى شخص", "إلى شخص"),
            [Plain("أريد التحدث "), Marked("إلى شخص")]
        );
    }

    #[test]
    fn evidence_that_is_not_there_marks_nothing() {
        for evidence in ["", "  ", "human", "a person and more"] {
            assert_eq!(pieces("a person", evidence), [Plain("a person")]);
        }
        assert_eq!(pieces("", "x"), [Plain("")]);
    }
}
