//! What one clause asks for.

use super::phrases::{
    self, ALWAYS, ANSWERING, ASKING, AT_ONCE, FAILED, HAND_OVER, NEVER, ORDER, PRIORITY,
    STYLE_OPENERS, TO_WHOM, TRYING, WHEN, first, has, opens_with,
};
use super::subject::subjects;
use super::{Meaning, When};
use crate::conversation::{Conduct, Priority};
use crate::judge::{Pause, Profile, Word};

/// Answers of the AI when the text does not say how many.
const USUAL_TRIES: u32 = 2;

/// What a heading such as "Always hand over:" says about the lines under it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    HandOver(Conduct),
    Always,
    Never,
    TryFirst,
    AskFor,
}

/// A piece of the text with its words, whose places are places in `text`.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t, 'w> {
    pub text: &'t str,
    pub words: &'w [Word],
}

impl<'t> Piece<'t, '_> {
    pub(super) fn said(self) -> &'t str {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => &self.text[first.start..last.end],
            _ => self.text,
        }
    }

    pub(super) fn how(self) -> Conduct {
        if has(self.words, &AT_ONCE) {
            Conduct::AtOnce
        } else {
            Conduct::AskFirst
        }
    }

    /// What it asks for: one meaning, or one for each condition.
    pub(super) fn meanings(self, heading: Option<Heading>) -> Vec<(&'t str, Meaning)> {
        let one = |meaning: Meaning| vec![(self.said(), meaning)];
        let whole = self
            .style()
            .or_else(|| self.ask_for())
            .or_else(|| self.priority())
            .or_else(|| self.never())
            .or_else(|| self.try_first())
            .or_else(|| self.always());
        if let Some(meaning) = whole {
            return one(meaning);
        }
        let hands_over = has(self.words, &HAND_OVER);
        let how = match heading {
            Some(Heading::HandOver(how)) => how,
            Some(heading) if !hands_over => return one(self.under(heading)),
            // "Never hand over because …" must not become a reason to hand over.
            _ if hands_over && opens_with(self.words, &NEVER) => return one(self.not_understood()),
            _ if hands_over || opens_with(self.words, &WHEN) || self.names_reason() => self.how(),
            _ => return one(self.not_understood()),
        };
        let found = self.conditions(how);
        if found.is_empty() {
            one(self.not_understood())
        } else {
            found
        }
    }

    fn names_reason(self) -> bool {
        phrases::asks_for_person(self.words)
            || phrases::is_upset(self.words)
            || phrases::cannot_answer(self.words)
    }

    fn under(self, heading: Heading) -> Meaning {
        let about = self.subjects(&[]);
        match heading {
            Heading::AskFor => Meaning::AskFor {
                fields: about.into_iter().map(|subject| subject.name).collect(),
            },
            _ if about.is_empty() => self.not_understood(),
            Heading::Always | Heading::HandOver(_) => Meaning::Always { about },
            Heading::Never => Meaning::Never { about },
            Heading::TryFirst => Meaning::TryFirst {
                answers: USUAL_TRIES,
                about,
            },
        }
    }

    pub(super) fn style(self) -> Option<Meaning> {
        let wishes = phrases::wishes(self.words);
        let opens = opens_with(self.words, &STYLE_OPENERS)
            || opens_with(
                self.words,
                &[
                    "always tell",
                    "please tell",
                    "always say",
                    "always be",
                    "please be",
                    "the tone",
                ],
            );
        let follows = opens_with(self.words, &WHEN)
            && has(
                self.words,
                &[
                    "tell them",
                    "tell the customer",
                    "say sorry",
                    "apologise",
                    "apologize",
                ],
            );
        let is_about_the_message =
            has(self.words, &["message", "tone", "wording"]) && !has(self.words, &WHEN);
        ((opens || follows || is_about_the_message) && !wishes.is_empty())
            .then_some(Meaning::Style { wishes })
    }

    fn ask_for(self) -> Option<Meaning> {
        let (at, length) = first(self.words, &ASKING)?;
        let is_instruction = at == 0
            || opens_with(self.words, &ORDER)
            || opens_with(self.words, &WHEN)
            || matches!(
                self.words[at - 1].folded.as_str(),
                "always" | "please" | "first" | "and"
            );
        let rest = Self {
            words: &self.words[at + length..],
            ..self
        };
        if !is_instruction
            || phrases::asks_for_person(rest.words)
            || !phrases::names_field(rest.words)
        {
            return None;
        }
        let fields: Vec<String> = rest
            .subjects(&[
                &["first", "before", "handing", "over", "off", "hand"],
                &HAND_OVER,
            ])
            .into_iter()
            .map(|subject| subject.name)
            .collect();
        (!fields.is_empty()).then_some(Meaning::AskFor { fields })
    }

    fn priority(self) -> Option<Meaning> {
        let priority: Priority = phrases::priority(self.words)?;
        let about = self.subjects(&[&PRIORITY, &ALWAYS, &AT_ONCE]);
        let hands_over = has(self.words, &HAND_OVER);
        (!about.is_empty()).then_some(Meaning::Priority {
            priority,
            about,
            hands_over,
        })
    }

    fn never(self) -> Option<Meaning> {
        let (at, length) = first(self.words, &NEVER)?;
        let rest = Self {
            words: &self.words[at + length..],
            ..self
        };
        if opens_with(rest.words, &HAND_OVER) {
            let about = self.subjects(&[&NEVER]);
            return (!about.is_empty()).then_some(Meaning::Never { about });
        }
        // What the AI must not answer is a matter for a person.
        let about = opens_with(rest.words, &ANSWERING).then(|| rest.subjects(&[&ANSWERING]))?;
        (!about.is_empty()).then_some(Meaning::Always { about })
    }

    fn try_first(self) -> Option<Meaning> {
        let tries = has(self.words, &TRYING)
            && (has(self.words, &["first", "before", "then", "after"])
                || opens_with(self.words, &TRYING));
        if !tries {
            return None;
        }
        let answers = self
            .words
            .iter()
            .find_map(|word| phrases::number(&word.folded))
            .unwrap_or(USUAL_TRIES);
        let numbers: Vec<&str> = self
            .words
            .iter()
            .map(|word| word.folded.as_str())
            .filter(|word| phrases::number(word).is_some())
            .collect();
        Some(Meaning::TryFirst {
            answers,
            about: self.subjects(&[&TRYING, &ORDER, &FAILED, &WHEN, &numbers]),
        })
    }

    fn always(self) -> Option<Meaning> {
        let is_condition = phrases::asks_for_person(self.words) && has(self.words, &WHEN)
            || phrases::is_upset(self.words)
            || phrases::cannot_answer(self.words);
        if !has(self.words, &HAND_OVER) || !has(self.words, &ALWAYS) || is_condition {
            return None;
        }
        let about = self.subjects(&[&ALWAYS, &AT_ONCE, &WHEN]);
        (!about.is_empty()).then_some(Meaning::Always { about })
    }

    /// Each condition of "hand over when A, B or C"; two in a row that mean the same become one.
    fn conditions(self, how: Conduct) -> Vec<(&'t str, Meaning)> {
        let mut found: Vec<(&'t str, Meaning)> = Vec::new();
        for part in self.parts() {
            let (when, how) = match part.condition() {
                Some(When::AsksForPerson) => (When::AsksForPerson, Conduct::AtOnce),
                Some(when) => (when, how),
                None => continue,
            };
            let meaning = Meaning::HandOver { when, how };
            if !found.iter().any(|(_, known)| *known == meaning) {
                found.push((part.said(), meaning));
            }
        }
        found
    }

    fn parts(self) -> Vec<Self> {
        let starts_here = |at: usize| {
            let word = &self.words[at];
            word.pause == Pause::Comma
                || matches!(word.folded.as_str(), "or" | "and")
                // The "once" of "at once" begins no condition.
                || (self.words[at - 1].folded != "at"
                    && opens_with(&self.words[at..], &WHEN)
                    && has(&self.words[..at], &HAND_OVER))
        };
        let mut parts = Vec::new();
        let mut from = 0;
        for at in (1..self.words.len())
            .filter(|at| starts_here(*at))
            .chain([self.words.len()])
        {
            parts.push(Self {
                words: &self.words[from..at],
                ..self
            });
            from = at;
        }
        parts
    }

    fn condition(self) -> Option<When> {
        if phrases::asks_for_person(self.words) {
            Some(When::AsksForPerson)
        } else if phrases::cannot_answer(self.words) {
            Some(When::CannotAnswer)
        } else if phrases::is_upset(self.words) {
            Some(When::IsUpset)
        } else {
            let profile = self
                .subjects(&[&WHEN, &AT_ONCE, &ALWAYS, &FAILED])
                .into_iter()
                .next()?;
            Some(When::About { profile })
        }
    }

    fn subjects(self, scaffolds: &[&[&str]]) -> Vec<Profile> {
        let all: Vec<&[&str]> = [HAND_OVER.as_slice(), TO_WHOM.as_slice()]
            .into_iter()
            .chain(scaffolds.iter().copied())
            .collect();
        subjects(self.text, self.words, &all)
    }

    /// A sentence that would be understood, about the same thing where that can be told.
    fn not_understood(self) -> Meaning {
        let about = self.words.iter().rposition(|word| {
            matches!(word.folded.as_str(), "with" | "about" | "for" | "on" | "to")
        });
        let rest = about.map_or(&self.words[..0], |at| &self.words[at + 1..]);
        let subject = Self {
            words: rest,
            ..self
        }
        .subjects(&[])
        .into_iter()
        .next();
        let hint = subject.map_or_else(
            || "Hand over when the customer asks about refunds.".to_owned(),
            |subject| format!("Hand over {} with high priority.", subject.name),
        );
        Meaning::NotUnderstood { hint }
    }
}
