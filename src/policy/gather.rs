//! What the AI must know before a person takes over.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// What kind of value is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GatherKind {
    #[default]
    Text,
    Email,
    Phone,
    Number,
    Choice,
}

impl GatherKind {
    /// Every kind, in the order people are shown them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Email, Self::Phone, Self::Number, Self::Choice];

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

/// One thing to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatherField {
    /// The name programs use, such as `order_number`.
    pub name: String,
    /// What the team and the customer read, such as “Order number”.
    #[serde(default)]
    pub label: String,
    /// What it is for or what it looks like.
    #[serde(default)]
    pub description: String,
    #[serde(rename = "type", default)]
    pub kind: GatherKind,
    /// What can be chosen, when the kind is a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub required: bool,
}

impl GatherField {
    /// What people read: the label, else the name.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.label.trim().is_empty() { &self.name } else { &self.label }
    }
}

/// A program's name for a label: “Order number” becomes `order_number`.
///
/// ```
/// assert_eq!(handoff::policy::name_from_label("Order number (ORD-…)"), "order_number_ord");
/// ```
#[must_use]
pub fn name_from_label(label: &str) -> String {
    let words: Vec<String> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

/// What is wrong with the list of things to ask for. Pointers start at the list.
#[must_use]
pub fn check(fields: &[GatherField]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (row, field) in fields.iter().enumerate() {
        let number = row + 1;
        if field.title().trim().is_empty() {
            let detail = format!("Row {number} of “Ask for this first” has no label. Write what the team should read, such as “Order number”.");
            problems.push(Problem::new(format!("/{row}/label"), detail));
        } else if fields[..row].iter().any(|earlier| earlier.name == field.name) {
            let detail = format!("Row {number} asks for “{}” a second time. Remove it or give it another label.", field.title());
            problems.push(Problem::new(format!("/{row}/label"), detail));
        }
        if field.title().chars().count() > 100 {
            problems.push(Problem::new(format!("/{row}/label"), format!("The label of row {number} is too long. Use at most 100 characters.")));
        }
        if field.kind == GatherKind::Choice && field.choices.iter().filter(|choice| !choice.trim().is_empty()).count() < 2 {
            let detail = format!("Row {number} is a choice without choices. Write at least two, separated by commas.");
            problems.push(Problem::new(format!("/{row}/choices"), detail));
        }
    }
    problems
}
