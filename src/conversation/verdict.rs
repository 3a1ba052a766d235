//! What the team says of a handoff afterwards. Counted by reason, verdicts say which setting to change.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{clock::Instant, id::OperatorId};

/// Whether it was right to hand a conversation over, then and there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A person was needed, and the right people were asked.
    Right,
    /// The AI should have gone on.
    TooEarly,
    /// The customer should have had a person before.
    TooLate,
    /// A person was needed, but others than those who were asked.
    WrongTeam,
}

impl Verdict {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Right, Self::TooEarly, Self::TooLate, Self::WrongTeam];

    /// The name kept in the database and used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::TooEarly => "too_early",
            Self::TooLate => "too_late",
            Self::WrongTeam => "wrong_team",
        }
    }

    /// The verdict of that name, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
    }

    /// How it reads on a button.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Right => "Right",
            Self::TooEarly => "Too early",
            Self::TooLate => "Too late",
            Self::WrongTeam => "Wrong team",
        }
    }
}

/// A verdict with whoever said it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidVerdict {
    pub verdict: Verdict,
    pub by: OperatorId,
    pub at: Instant,
}

#[cfg(test)]
mod tests {
    use super::Verdict;

    #[test]
    fn names_are_read_as_they_are_written() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
            assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.as_str());
        }
        assert_eq!(Verdict::parse("Right"), None);
    }
}
