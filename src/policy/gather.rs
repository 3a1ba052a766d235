//! What the AI must know before a person takes over.

use serde::{Deserialize, Serialize};

use crate::{
    judge::extract::{Kind, Wanted},
    problem::Problem,
};

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
    pub kind: Kind,
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
        if self.label.trim().is_empty() {
            &self.name
        } else {
            &self.label
        }
    }

    /// What to look for in the customer's words.
    #[must_use]
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted {
            kind: self.kind,
            label: self.title(),
            description: &self.description,
            choices: &self.choices,
        }
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
pub(super) fn check(fields: &[GatherField]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (row, field) in fields.iter().enumerate() {
        let number = row + 1;
        if field.title().trim().is_empty() {
            let detail = format!(
                "Row {number} of “Ask for this first” has no label. Write what the team should read, such as “Order number”."
            );
            problems.push(Problem::new(format!("/{row}/label"), detail));
        } else if fields[..row]
            .iter()
            .any(|earlier| earlier.name == field.name)
        {
            let detail = format!(
                "Row {number} asks for “{}” a second time. Remove it or give it another label.",
                field.title()
            );
            problems.push(Problem::new(format!("/{row}/label"), detail));
        }
        if field.title().chars().count() > 100 {
            problems.push(Problem::new(
                format!("/{row}/label"),
                format!("The label of row {number} is too long. Use at most 100 characters."),
            ));
        }
        if field.kind == Kind::Choice
            && field
                .choices
                .iter()
                .filter(|choice| !choice.trim().is_empty())
                .count()
                < 2
        {
            let detail = format!(
                "Row {number} is a choice without choices. Write at least two, separated by commas."
            );
            problems.push(Problem::new(format!("/{row}/choices"), detail));
        }
    }
    problems
}
