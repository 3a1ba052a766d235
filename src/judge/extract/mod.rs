//! Finds what must be known before a handoff in what the customer wrote: an e-mail address, a number, one of several choices.
//! Two ways to look: in any message, where only a clear sign counts, and in the direct answer to a question, where all of it may be meant.

mod answer;
mod choice;
mod code;
mod contact;
mod name;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use name::is_name;
use {
    answer::free_text,
    choice::choice,
    code::{is_number, labelled, looks_like_a_code, numbers},
    contact::{email, phone},
    name::name,
};

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = GatherType)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Text,
    Email,
    Phone,
    Number,
    Choice,
}

impl Kind {
    /// Every kind, in the order people are shown them.
    pub const ALL: [Self; 5] = [
        Self::Text,
        Self::Email,
        Self::Phone,
        Self::Number,
        Self::Choice,
    ];

    /// The name used in JSON and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::Choice => "choice",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Number => "Number",
            Self::Choice => "Choice",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    pub kind: Kind,
    /// "Order number"
    pub label: &'a str,
    /// "Starts with ORD and five digits"
    pub description: &'a str,
    /// For [`Kind::Choice`].
    pub choices: &'a [String],
}

/// The value in a message that was not asked for it; nothing unless it is clearly there.
///
/// ```
/// use handoff::judge::extract::{Kind, Wanted, from_context};
/// let order = Wanted { label: "Order number", ..Wanted::default() };
/// assert_eq!(from_context(order, "my order ORD-48213 has not come").as_deref(), Some("ORD-48213"));
/// let email = Wanted { kind: Kind::Email, ..Wanted::default() };
/// assert_eq!(from_context(email, "write to anna@example.com, please").as_deref(), Some("anna@example.com"));
/// ```
#[must_use]
pub fn from_context(wanted: Wanted, text: &str) -> Option<String> {
    match wanted.kind {
        Kind::Email => email(text),
        Kind::Phone => phone(text),
        Kind::Choice => choice(wanted.choices, text),
        Kind::Number => labelled(wanted, text).filter(|value| is_number(value)),
        Kind::Text if is_name(wanted.label) => name(text),
        Kind::Text => labelled(wanted, text).filter(|value| looks_like_a_code(value)),
    }
}

/// The value in the answer to "what is your …?". Nothing when the answer is a question, a refusal or of another kind.
///
/// ```
/// use handoff::judge::extract::{Wanted, from_answer};
/// let name = Wanted { label: "Name", ..Wanted::default() };
/// assert_eq!(from_answer(name, "It's Anna Berg").as_deref(), Some("Anna Berg"));
/// assert_eq!(from_answer(name, "why do you need that?"), None);
/// ```
#[must_use]
pub fn from_answer(wanted: Wanted, text: &str) -> Option<String> {
    let found = from_context(wanted, text);
    match wanted.kind {
        Kind::Email | Kind::Phone | Kind::Choice => found,
        Kind::Number => found.or_else(|| numbers(text).next()),
        Kind::Text if found.is_some() => found,
        Kind::Text => free_text(wanted, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(kind: Kind, label: &'static str) -> Wanted<'static> {
        Wanted {
            kind,
            label,
            ..Wanted::default()
        }
    }

    #[test]
    fn clear_signs_are_found_in_any_message() {
        for (kind, label, text, value) in [
            (
                Kind::Email,
                "E-mail",
                "I'm at Anna.Berg+shop@mail.example.co.uk.",
                Some("Anna.Berg+shop@mail.example.co.uk"),
            ),
            (
                Kind::Email,
                "E-mail",
                "you wrote a@b, that is no address",
                None,
            ),
            (
                Kind::Phone,
                "Phone",
                "call +47 22 33 44 55 after six",
                Some("+47 22 33 44 55"),
            ),
            (Kind::Phone, "Phone", "order 48213 of 2026-01-12", None),
            (Kind::Phone, "Phone", "ORD-4821300", None),
            (
                Kind::Number,
                "Customer number",
                "my customer number is 4711, thanks",
                Some("4711"),
            ),
            (Kind::Number, "Customer number", "I bought 3 lamps", None),
            (
                Kind::Text,
                "Order number",
                "Order #48213 never came",
                Some("48213"),
            ),
            (Kind::Text, "Order number", "where is my order", None),
            (
                Kind::Text,
                "Name",
                "Hi, my name is Anna Berg and I have a question",
                Some("Anna Berg"),
            ),
            (Kind::Text, "Name", "I am very angry", None),
        ] {
            assert_eq!(
                from_context(wanted(kind, label), text).as_deref(),
                value,
                "{text}"
            );
        }
    }

    #[test]
    fn the_description_may_say_how_it_begins() {
        let order = Wanted {
            label: "Reference",
            description: "Starts with ORD and five digits",
            ..Wanted::default()
        };
        assert_eq!(
            from_context(order, "it is about ord48213.").as_deref(),
            Some("ord48213")
        );
    }

    #[test]
    fn one_choice_is_named_or_none() {
        let choices = [
            "Premium".to_owned(),
            "Premium plus".to_owned(),
            "Basic".to_owned(),
        ];
        let plan = Wanted {
            kind: Kind::Choice,
            label: "Plan",
            choices: &choices,
            ..Wanted::default()
        };
        assert_eq!(
            from_answer(plan, "the premium plus one").as_deref(),
            Some("Premium plus")
        );
        assert_eq!(from_answer(plan, "BASIC").as_deref(), Some("Basic"));
        assert_eq!(from_answer(plan, "premium or basic"), None);
    }

    #[test]
    fn an_answer_may_be_bare() {
        for (kind, label, text, value) in [
            (Kind::Text, "Order number", "48213", Some("48213")),
            (Kind::Text, "Name", "anna", Some("anna")),
            (
                Kind::Text,
                "What happened",
                "The lamp arrived with a broken foot.",
                Some("The lamp arrived with a broken foot"),
            ),
            (Kind::Text, "Order number", "I don't have it here", None),
            (Kind::Number, "Amount", "about 49,90 €", Some("49,90")),
            (Kind::Email, "E-mail", "I'd rather not", None),
            (Kind::Text, "Name", "", None),
        ] {
            assert_eq!(
                from_answer(wanted(kind, label), text).as_deref(),
                value,
                "{text}"
            );
        }
    }
}
