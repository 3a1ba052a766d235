//! What does not leave: parts of a ticket, and single things that were gathered. What is hidden is hidden
//! wherever it was written, also in the middle of what somebody said.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What stands in the place of what is hidden.
pub(super) const HIDDEN: &str = "•••";

/// Shorter words are not looked for: they would be found everywhere.
const SHORTEST: usize = 3;

/// A part of a ticket that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Name,
    Email,
    Evidence,
    Summary,
    Gathered,
    Transcript,
}

impl Part {
    /// Every part, in the order people are shown them.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Email,
        Self::Evidence,
        Self::Summary,
        Self::Gathered,
        Self::Transcript,
    ];

    /// The name used in forms and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Evidence => "evidence",
            Self::Summary => "summary",
            Self::Gathered => "gathered",
            Self::Transcript => "transcript",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Name => "The customer’s name",
            Self::Email => "The customer’s e-mail address",
            Self::Evidence => "The words that led to the handoff",
            Self::Summary => "The summary and what could be done",
            Self::Gathered => "Everything that was gathered",
            Self::Transcript => "The last messages",
        }
    }

    /// The part of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == name)
    }
}

/// Everything that does not leave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    pub parts: BTreeSet<Part>,
    /// Labels of what is gathered.
    pub fields: Vec<String>,
}

impl Mask {
    #[must_use]
    pub fn hides(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Whether what was gathered under that label is hidden.
    #[must_use]
    pub fn hides_field(&self, label: &str) -> bool {
        let label = label.trim().to_lowercase();
        self.hides(Part::Gathered)
            || self
                .fields
                .iter()
                .any(|field| field.trim().to_lowercase() == label)
    }
}

/// Words that are hidden wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn hide(&mut self, word: &str) {
        let word = word.trim();
        if word.chars().count() >= SHORTEST {
            self.0.push(word.to_ascii_lowercase());
        }
    }

    /// A text without the hidden words. The longest are looked for first, so that no rest of them stays.
    pub(super) fn without(&self, text: &str) -> String {
        let mut words: Vec<&String> = self.0.iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
            .into_iter()
            .fold(text.to_owned(), |text, word| replaced(&text, word))
    }
}

fn replaced(text: &str, word: &str) -> String {
    // Both are as long as what they were made from, byte by byte.
    let lower = text.to_ascii_lowercase();
    let (mut left, mut from) = (String::with_capacity(text.len()), 0);
    while let Some(found) = lower[from..].find(word) {
        left.push_str(&text[from..from + found]);
        left.push_str(HIDDEN);
        from += found + word.len();
    }
    left.push_str(&text[from..]);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_hidden_wherever_and_however_it_was_written() {
        let mut words = Words::default();
        for word in ["Ruth", "ruth@example.com", "Zoë", "no"] {
            words.hide(word);
        }
        let text = "RUTH (Ruth@Example.com) and Zoë say no";
        assert_eq!(words.without(text), "••• (•••) and ••• say no");
    }
}
