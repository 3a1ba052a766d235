//! What the AI must know before a person takes over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    judge::{
        Clause, Meaning,
        extract::{Kind, Wanted},
    },
    problem::Problem,
    wording::capitalised,
};

/// One thing to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
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

/// The list of the action, and after it what “When to use” asks for and the list does not have.
pub(super) fn all(listed: &[GatherField], clauses: &[Clause]) -> Vec<GatherField> {
    let mut fields = listed.to_vec();
    let wishes = clauses.iter().filter_map(|clause| match &clause.means {
        Meaning::AskFor { fields } => Some(fields),
        _ => None,
    });
    for label in wishes.flatten() {
        let wanted = GatherField {
            name: name_from_label(label),
            label: capitalised(label),
            kind: kind_of(label),
            required: true,
            ..GatherField::default()
        };
        let known = |field: &GatherField| {
            field.name == wanted.name
                || field.title().to_lowercase() == label.to_lowercase()
                || (wanted.kind != Kind::Text && field.kind == wanted.kind)
        };
        match fields.iter().position(known) {
            // Who asks for it in words means it.
            Some(row) => fields[row].required = true,
            None => fields.push(wanted),
        }
    }
    fields
}

/// What kind of thing a label asks for.
fn kind_of(label: &str) -> Kind {
    let label = label.to_lowercase();
    if label.contains("mail") {
        Kind::Email
    } else if label.contains("phone") || label.contains("mobile number") {
        Kind::Phone
    } else {
        Kind::Text
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::understand;

    #[test]
    fn what_when_to_use_asks_for_joins_the_list_once() {
        let listed = [GatherField {
            name: "order_number".into(),
            label: "Order number".into(),
            ..GatherField::default()
        }];
        let clauses = understand("Ask for the email address and the order number first.");
        let fields = all(&listed, &clauses);
        let found: Vec<(&str, Kind, bool)> = fields
            .iter()
            .map(|field| (field.name.as_str(), field.kind, field.required))
            .collect();
        assert_eq!(
            found,
            [
                ("order_number", Kind::Text, true),
                ("email_address", Kind::Email, true)
            ]
        );
    }
}
