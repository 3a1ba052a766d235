//! Colleagues whom a note names with an `@`.

use std::ops::Range;

use crate::id::OperatorId;

/// Where a text names somebody, the `@` included, and whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// In bytes of the text.
    pub place: Range<usize>,
    pub operator: OperatorId,
}

/// Where a text names colleagues, in order: an `@` at the beginning of a word, and then somebody's whole name,
/// or their first where nobody else has it. Capitals do not matter.
#[must_use]
pub fn mentions(text: &str, people: &[(OperatorId, &str)]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let begins = letter == '@' && !before.is_some_and(char::is_alphanumeric);
        before = Some(letter);
        if let Some((length, operator)) = begins.then(|| named(&text[at + 1..], people)).flatten() {
            let place = at..at + 1 + length;
            found.push(Mention { place, operator });
        }
    }
    found
}

/// Whose name a text begins with, and how many bytes it has: the longest name counts.
fn named(text: &str, people: &[(OperatorId, &str)]) -> Option<(usize, OperatorId)> {
    let whole = people.iter().copied();
    let firsts = people.iter().filter_map(|(id, name)| {
        let first = first_name(name);
        let others = people
            .iter()
            .filter(|(_, other)| same(first, first_name(other)));
        (others.count() == 1).then_some((*id, first))
    });
    let found = whole.chain(firsts);
    let found = found.filter_map(|(id, name)| Some((begins_with(text, name)?, id)));
    found.max_by_key(|(length, _)| *length)
}

fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn same(one: &str, other: &str) -> bool {
    begins_with(one, other) == Some(one.len())
}

/// How many bytes of the text are the name, if it begins with it and the word ends there.
fn begins_with(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    for wanted in name.chars() {
        let (_, letter) = letters.next()?;
        if !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    match letters.peek() {
        Some((_, next)) if next.is_alphanumeric() => None,
        Some((end, _)) => Some(*end).filter(|end| *end > 0),
        None => Some(text.len()).filter(|end| *end > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [(OperatorId, &str); 4] = [
        (OperatorId(1), "Maya Strand"),
        (OperatorId(2), "Tomás Rey"),
        (OperatorId(3), "Ida"),
        (OperatorId(4), "Maya Lind"),
    ];

    fn named_in(text: &str) -> Vec<(&str, i64)> {
        let found = mentions(text, &PEOPLE);
        let found = found.into_iter();
        found
            .map(|mention| (&text[mention.place], mention.operator.0))
            .collect()
    }

    #[test]
    fn whole_names_and_first_names_of_one_alone_are_found() {
        let text = "@maya strand, can you and (@TOMÁS) look? cc @Ida.";
        let wanted = [("@maya strand", 1), ("@TOMÁS", 2), ("@Ida", 3)];
        assert_eq!(named_in(text), wanted);
    }

    #[test]
    fn addresses_other_words_and_names_of_several_are_not() {
        let text = "ida@ida.example, @Idaho, @Maya, @ Ida, @";
        assert_eq!(named_in(text), []);
    }

    #[test]
    fn the_longest_name_counts_and_nobody_is_named_by_nothing() {
        let people = [
            (OperatorId(1), "Ida"),
            (OperatorId(2), "Ida Berg"),
            (OperatorId(3), ""),
        ];
        let found = mentions("@Ida Berg and @", &people);
        let found: Vec<_> = found.iter().map(|mention| mention.operator.0).collect();
        assert_eq!(found, [2]);
    }
}
