//! What can go wrong between asking a language model and believing it.

use std::fmt;

/// Why a language model's answer was not used. None of them carries anything that was sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No answer within the time-out.
    TimedOut,
    /// Too many questions were on their way already, until the time was up.
    Crowded,
    /// The endpoint could not be reached, or the connection broke.
    Unreachable,
    /// 429, with the seconds it asked to wait.
    Busy { retry_after: Option<u32> },
    /// Another answer than 200, such as 401 for a wrong key or 500.
    Status(u16),
    /// More bytes than any answer needs.
    TooLong,
    /// What came back is no chat completion.
    NotACompletion,
    /// A chat completion without an answer in it.
    Empty,
    /// The model declined to answer.
    Declined,
    /// The answer stopped in the middle.
    Unfinished,
    /// The answer is not the form that was asked for, or names something that was not listed.
    OffForm,
    /// The calls of this hour are used up.
    BudgetSpent,
    /// After too many failures it is left alone for a while.
    Resting,
}

impl Fault {
    /// Whether it says that the endpoint is in trouble. What a customer's words may have brought about does
    /// not, so that nobody can talk the model away from everybody else.
    #[must_use]
    pub fn is_the_endpoints(self) -> bool {
        matches!(
            self,
            Self::TimedOut
                | Self::Unreachable
                | Self::Busy { .. }
                | Self::Status(_)
                | Self::TooLong
                | Self::NotACompletion
        )
    }

    /// Whether nothing was sent.
    #[must_use]
    pub fn is_before_asking(self) -> bool {
        matches!(self, Self::Crowded | Self::BudgetSpent | Self::Resting)
    }
}

impl fmt::Display for Fault {
    /// A sentence for people, without the full stop: “The language model did not answer in time”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::TimedOut => "The language model did not answer in time",
            Self::Crowded => "Too many questions to the language model were on their way already",
            Self::Unreachable => "The language model could not be reached",
            Self::Busy { .. } => "The language model's server had too much to do",
            Self::Status(401 | 403) => "The language model's server refused the key",
            Self::Status(404) => "The language model's server knows no such address or model",
            Self::Status(status) => {
                return write!(
                    f,
                    "The language model's server answered with status {status}"
                );
            }
            Self::TooLong => "The language model's answer was far too long",
            Self::NotACompletion => "What the language model's server sent could not be read",
            Self::Empty => "The language model gave an empty answer",
            Self::Declined => "The language model declined to read this",
            Self::Unfinished => "The language model's answer broke off",
            Self::OffForm => "The language model's answer was not in the form that was asked for",
            Self::BudgetSpent => "The calls to the language model for this hour are used up",
            Self::Resting => {
                "The language model failed several times and is left alone for a while"
            }
        };
        f.write_str(words)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_customer_can_bring_about_is_not_held_against_the_endpoint() {
        for fault in [
            Fault::Declined,
            Fault::OffForm,
            Fault::Unfinished,
            Fault::Empty,
        ] {
            assert!(!fault.is_the_endpoints(), "{fault}");
        }
        assert!(Fault::Status(500).is_the_endpoints() && Fault::TimedOut.is_the_endpoints());
    }
}
