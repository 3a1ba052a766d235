//! "When to use": an admin's free text, understood clause by clause. Every part of the text gets a meaning or a hint; nothing fails.

mod clause;
mod cut;
mod in_words;
mod phrases;
mod subject;

use serde::{Deserialize, Serialize};

use crate::conversation::{Conduct, Priority};
use crate::judge::Profile;

/// One part of the text and what it means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// The admin's words, an exact part of the text.
    pub said: String,
    pub means: Meaning,
    /// The meaning for the page: "Hand over at once when they ask for a person".
    pub in_words: String,
    pub understood: bool,
}

/// What a clause asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Meaning {
    /// Hand over when this is so.
    HandOver { when: When, how: Conduct },
    /// The AI answers so many times, then it hands over; about these subjects, or about anything when there are none.
    TryFirst { answers: u32, about: Vec<Profile> },
    /// These subjects always go to a person, at once.
    Always { about: Vec<Profile> },
    /// These subjects stay with the AI.
    Never { about: Vec<Profile> },
    /// Conduct the customer is told.
    Style { wishes: Vec<Wish> },
    /// These subjects get this priority; `hands_over` when they also go to a person.
    Priority {
        priority: Priority,
        about: Vec<Profile>,
        hands_over: bool,
    },
    /// What to know before handing over, as labels: "order number".
    AskFor { fields: Vec<String> },
    /// Nothing will happen; `hint` is a sentence that would be understood.
    NotUnderstood { hint: String },
}

/// The condition of a [`Meaning::HandOver`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    AsksForPerson,
    IsUpset,
    CannotAnswer,
    About { profile: Profile },
}

/// A wish for the message the customer gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    Warmly,
    Briefly,
    Formally,
    WithApology,
    WithThanks,
    WithWait,
    WithHours,
    InTheirLanguage,
    ThatAPersonTakesOver,
}

/// Understands `text`, part by part, in order. Empty text means nothing.
///
/// ```
/// use handoff::judge::understand;
/// let clauses = understand("Hand over when the customer asks for a person. Be extra careful with Gold members.");
/// assert_eq!(clauses[0].in_words, "Hand over at once when they ask for a person");
/// assert!(!clauses[1].understood);
/// assert_eq!(clauses[1].in_words, "Nothing will happen. Say what to do, such as “Hand over Gold members with high priority.”");
/// ```
#[must_use]
pub fn understand(text: &str) -> Vec<Clause> {
    cut::meanings(text)
        .into_iter()
        .map(|(said, means)| Clause::new(said, means))
        .collect()
}

/// The subjects the clauses are about, each once, for the judge to recognise.
#[must_use]
pub fn profiles(clauses: &[Clause]) -> Vec<Profile> {
    let mut found: Vec<Profile> = Vec::new();
    for profile in clauses.iter().flat_map(|clause| clause.means.about()) {
        if !found.iter().any(|known| known.key == profile.key) {
            found.push(profile.clone());
        }
    }
    found
}

impl Clause {
    fn new(said: &str, means: Meaning) -> Self {
        let understood = !matches!(means, Meaning::NotUnderstood { .. });
        Self {
            said: said.to_owned(),
            in_words: in_words::in_words(&means),
            means,
            understood,
        }
    }
}

impl Meaning {
    /// The subjects of this meaning.
    #[must_use]
    pub fn about(&self) -> &[Profile] {
        match self {
            Self::HandOver {
                when: When::About { profile },
                ..
            } => std::slice::from_ref(profile),
            Self::TryFirst { about, .. }
            | Self::Always { about }
            | Self::Never { about }
            | Self::Priority { about, .. } => about,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, String)> {
        understand(text)
            .into_iter()
            .map(|clause| (clause.said, clause.in_words))
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = lines(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(said, means)| (said.as_str(), means.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_text_of_a_shop_is_understood() {
        check(
            "Hand over when the customer asks to speak with a person or has a billing problem. With delivery questions, try to solve it first, then hand over \
             if that did not work. Anything about legal action or allergies always goes to a person. Tell them kindly that a colleague takes over, and how \
             long it takes. Be extra careful with Gold members.",
            &[
                (
                    "when the customer asks to speak with a person",
                    "Hand over at once when they ask for a person",
                ),
                (
                    "or has a billing problem",
                    "Hand over, asking first, on “billing problem”",
                ),
                (
                    "With delivery questions, try to solve it first, then hand over if that did not work",
                    "First 2 answers from the AI on “delivery questions”, then hand over",
                ),
                (
                    "Anything about legal action or allergies always goes to a person",
                    "Always hand over: “legal action” and “allergies”",
                ),
                (
                    "Tell them kindly that a colleague takes over, and how long it takes",
                    "Say it warmly, that a person takes over, with the expected wait",
                ),
                (
                    "Be extra careful with Gold members",
                    "Nothing will happen. Say what to do, such as “Hand over Gold members with high priority.”",
                ),
            ],
        );
    }

    #[test]
    fn vendors_examples_are_understood() {
        check(
            "when the user asks to speak with a human",
            &[(
                "when the user asks to speak with a human",
                "Hand over at once when they ask for a person",
            )],
        );
        check(
            "when the user has a billing issue",
            &[(
                "when the user has a billing issue",
                "Hand over, asking first, on “billing issue”",
            )],
        );
        check(
            "try to resolve the issue first, then hand off if unsuccessful",
            &[(
                "try to resolve the issue first, then hand off if unsuccessful",
                "First 2 answers from the AI, then hand over",
            )],
        );
    }

    #[test]
    fn every_kind_of_clause_has_its_words() {
        for (text, means) in [
            (
                "If the customer is angry or frustrated, transfer immediately.",
                "Hand over at once when they are upset",
            ),
            (
                "Escalate if you cannot answer the question",
                "Hand over, asking first, when the AI cannot answer",
            ),
            ("Always hand over refunds.", "Always hand over: “refunds”"),
            (
                "Never hand over for password resets.",
                "Never hand over: “password resets”",
            ),
            (
                "Never give legal advice",
                "Always hand over: “legal advice”",
            ),
            (
                "Hand over Gold members with high priority.",
                "Hand over, with high priority, on “Gold members”",
            ),
            (
                "Ask for name and order number first.",
                "Ask first for name and order number",
            ),
            (
                "Before handing over, collect their email address",
                "Ask first for email address",
            ),
            (
                "Only transfer after trying to help twice.",
                "First 2 answers from the AI, then hand over",
            ),
            (
                "VIP customers have high priority",
                "Give high priority on “VIP”",
            ),
            (
                "The customer wants to speak to a manager",
                "Hand over at once when they ask for a person",
            ),
            (
                "Refunds over 100 euros: hand over at once.",
                "Hand over at once on “Refunds over 100 euros”",
            ),
            (
                "Answer in the customer's language and keep it short.",
                "Say it briefly, in the customer’s language",
            ),
            (
                "Make 3 attempts to solve technical problems before you hand over",
                "First 3 answers from the AI on “technical problems”, then hand over",
            ),
        ] {
            let found = lines(text);
            assert!(
                found.iter().any(|(_, words)| words == means),
                "{text} {found:#?}"
            );
        }
    }

    #[test]
    fn a_prohibition_never_becomes_a_reason() {
        for text in [
            "Never transfer just because someone says hello.",
            "Never",
            "Do not hand over",
        ] {
            assert!(
                understand(text).iter().all(|clause| !clause.understood),
                "{text}"
            );
        }
    }

    #[test]
    fn bullets_continue_what_the_line_above_began() {
        check(
            "Hand over when:\n- the customer is upset\n- it is about refunds\nAlways transfer:\n* lawyers\n",
            &[
                (
                    "the customer is upset",
                    "Hand over, asking first, when they are upset",
                ),
                (
                    "it is about refunds",
                    "Hand over, asking first, on “refunds”",
                ),
                ("lawyers", "Always hand over: “lawyers”"),
            ],
        );
    }

    #[test]
    fn whatever_is_written_said_is_an_exact_part_of_it() {
        for text in [
            "",
            "   ",
            "...",
            "1. 2. 3.",
            "Æ – ø, “å”; or and or",
            "hand over",
            "if",
            "always",
            "Never",
            "First,",
            "Ask for",
            "😀 when 😀 or 😀",
        ] {
            for clause in understand(text) {
                assert!(
                    text.contains(&clause.said) && !clause.said.is_empty(),
                    "{text}: {clause:?}"
                );
                assert!(!clause.in_words.is_empty());
            }
        }
        assert!(understand(" \n ").is_empty());
    }

    #[test]
    fn subjects_become_profiles_once() {
        let clauses = understand(
            "Always hand over refunds and allergies. Hand over when it is about refunds.",
        );
        let names: Vec<String> = profiles(&clauses)
            .into_iter()
            .map(|profile| profile.name)
            .collect();
        assert_eq!(names, ["refunds", "allergies"]);
    }
}
