//! The states of a conversation and the ways from one to another.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Stage;

/// Who has the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The AI answers.
    WithAi,
    /// The customer was asked whether they want a person.
    Offered,
    /// The customer is being asked what the team must know first.
    Gathering,
    /// Nobody has taken it yet: *Needs agent intervention*.
    Waiting,
    /// A person has it.
    WithOperator,
    /// The team promised to get in touch.
    Callback,
    /// Done.
    Resolved,
}

impl State {
    /// Every state, in the order a conversation usually goes through them.
    pub const ALL: [Self; 7] = [
        Self::WithAi,
        Self::Offered,
        Self::Gathering,
        Self::Waiting,
        Self::WithOperator,
        Self::Callback,
        Self::Resolved,
    ];

    /// Whether people have it, or somebody is to take it.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Waiting | Self::WithOperator | Self::Callback)
    }

    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WithAi => "with_ai",
            Self::Offered => "offered",
            Self::Gathering => "gathering",
            Self::Waiting => "waiting",
            Self::WithOperator => "with_operator",
            Self::Callback => "callback",
            Self::Resolved => "resolved",
        }
    }

    /// The state of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether the AI answers the customer in this state.
    #[must_use]
    pub const fn is_ai_speaking(self) -> bool {
        matches!(
            self,
            Self::WithAi | Self::Offered | Self::Gathering | Self::Callback
        )
    }
}

impl From<Stage> for State {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Open => Self::WithAi,
            Stage::Offered => Self::Offered,
            Stage::Gathering | Stage::CollectingContact => Self::Gathering,
            Stage::HandedOff => Self::Waiting,
            Stage::CallbackNoted => Self::Callback,
        }
    }
}
