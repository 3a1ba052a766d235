//! A word the team puts on conversations, to find them again by.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::LabelId;

/// The longest name, in characters.
pub const LABEL_MAX: usize = 40;

/// One of a few colours. A label always shows its name too, so that none is told by its colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    Petrol,
    Rose,
    Olive,
    Blue,
    Rust,
}

impl Colour {
    /// Every colour.
    pub const ALL: [Self; 5] = [
        Self::Petrol,
        Self::Rose,
        Self::Olive,
        Self::Blue,
        Self::Rust,
    ];

    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Petrol => "petrol",
            Self::Rose => "rose",
            Self::Olive => "olive",
            Self::Blue => "blue",
            Self::Rust => "rust",
        }
    }

    /// The colour of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == name)
    }

    /// The colour of a label that nobody chose one for: by its name, so that the same word always has the same.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let sum: usize = name.bytes().map(usize::from).sum();
        Self::ALL[sum % Self::ALL.len()]
    }
}

/// A label as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub id: LabelId,
    pub name: String,
    pub colour: Colour,
}

/// A label's name without what does not count, or what is wrong with it.
pub fn label_name(text: &str) -> Result<String, String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("Write the label's name first.".to_owned()),
        1..=LABEL_MAX if name.chars().any(char::is_control) => {
            Err("A label is letters, digits and signs on one line.".to_owned())
        }
        1..=LABEL_MAX => Ok(name),
        length => Err(format!(
            "This has {length} characters. A label has at most {LABEL_MAX}."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_on_one_line() {
        assert_eq!(label_name("  late \t delivery ").unwrap(), "late delivery");
        assert!(label_name(" ").is_err() && label_name("a\u{7}b").is_err());
        assert!(label_name(&"x".repeat(40)).is_ok());
        assert!(
            label_name(&"x".repeat(41))
                .unwrap_err()
                .contains("41 characters")
        );
        assert_eq!(Colour::of_name("refund"), Colour::of_name("refund"));
    }
}
