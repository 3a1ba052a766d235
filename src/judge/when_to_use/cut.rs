//! Cuts the text into instructions: sentences, bullets under a heading, and two orders in one sentence.

use super::Meaning;
use super::clause::{Heading, Piece};
use super::phrases::{ALWAYS, ASKING, HAND_OVER, NEVER, ORDER, TRYING, WHEN, has, opens_with};
use crate::judge::{Pause, sentences, words};

pub(super) fn meanings(text: &str) -> Vec<(&str, Meaning)> {
    let mut found = Vec::new();
    let mut heading = None;
    for sentence in sentences(text)
        .into_iter()
        .flat_map(|(start, end)| text[start..end].split(';'))
    {
        let sentence = without_bullet(sentence);
        let all = words(sentence.text);
        let piece = Piece {
            text: sentence.text,
            words: &all,
        };
        if !all
            .iter()
            .any(|word| word.folded.chars().any(char::is_alphabetic))
        {
            continue;
        }
        if sentence.text.ends_with(':') {
            heading = heading_of(piece);
            if heading.is_some() {
                continue;
            }
        } else if !sentence.is_bullet {
            heading = None;
        }
        for part in piece.instructions() {
            found.extend(part.meanings(heading));
        }
    }
    found
}

struct Line<'a> {
    text: &'a str,
    is_bullet: bool,
}

fn without_bullet(sentence: &str) -> Line<'_> {
    let text = sentence.trim();
    let bare = text.trim_start_matches(['-', '*', '•', '–', '·', ' ', '\t']);
    let numbered = bare
        .split_once([')', '.'])
        .filter(|(number, _)| number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit()));
    let rest = numbered.map_or(bare, |(_, rest)| rest.trim_start());
    Line {
        text: rest.trim_end_matches(['.', '!', ',', ' ']),
        is_bullet: rest.len() < text.len(),
    }
}

fn heading_of(piece: Piece) -> Option<Heading> {
    let hands_over = has(piece.words, &HAND_OVER);
    if has(piece.words, &NEVER) {
        Some(if hands_over {
            Heading::Never
        } else {
            Heading::Always
        })
    } else if has(piece.words, &["first", "try"]) && has(piece.words, &TRYING) {
        Some(Heading::TryFirst)
    } else if hands_over && has(piece.words, &ALWAYS) && !has(piece.words, &WHEN) {
        Some(Heading::Always)
    } else if hands_over {
        Some(Heading::HandOver(piece.how()))
    } else {
        has(piece.words, &ASKING).then_some(Heading::AskFor)
    }
}

impl Piece<'_, '_> {
    /// "Hand over when they are angry, and tell them kindly": two instructions. "If they are angry, tell them" is one.
    fn instructions(self) -> Vec<Self> {
        let is_dependent = opens_with(self.words, &WHEN) || opens_with(self.words, &ORDER);
        let starts_new = |at: usize| {
            let rest = &self.words[at..];
            let opens = opens_with(
                rest,
                &[
                    "tell",
                    "inform",
                    "let",
                    "apologise",
                    "apologize",
                    "thank",
                    "collect",
                    "gather",
                    "keep",
                    "be",
                    "say",
                ],
            ) || opens_with(rest, &["ask for", "ask them"]);
            let is_apart = rest[0].pause != Pause::None
                || matches!(self.words[at - 1].folded.as_str(), "and" | "then" | "but");
            opens && is_apart
        };
        let cut = (1..self.words.len()).find(|at| !is_dependent && starts_new(*at));
        let Some(cut) = cut else { return vec![self] };
        let (before, after) = self.words.split_at(cut);
        let before = before
            .iter()
            .rposition(|word| !matches!(word.folded.as_str(), "and" | "then" | "but"))
            .map_or(&before[..0], |last| &before[..=last]);
        let first = Some(Self {
            words: before,
            ..self
        })
        .filter(|piece| !piece.words.is_empty());
        // Two wishes for one message stay one clause.
        let rest = Self {
            words: after,
            ..self
        };
        if first.is_some_and(|first| first.style().is_some()) && rest.style().is_some() {
            return vec![self];
        }
        first.into_iter().chain(rest.instructions()).collect()
    }
}
