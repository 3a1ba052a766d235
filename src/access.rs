//! Who is acting, and what they may do.
//!
//! Objects are looked up *through* the actor's scope, so that what somebody may not see does not exist
//! for them. This module holds the questions; the look-ups are in the store.

use serde::{Deserialize, Serialize};

use crate::{
    id::{AgentId, OperatorId, TokenId},
    operator::Role,
};

/// Whoever makes something happen. Every action takes one, every event names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Operator {
        id: OperatorId,
        name: String,
        role: Role,
    },
    /// A program with an API token.
    Token { id: TokenId, agent: AgentId },
    /// The customer of the conversation.
    Customer,
    /// The AI agent itself.
    Ai(AgentId),
    /// The product: jobs, set-up, the command line.
    System,
}

impl Actor {
    /// The name of the kind, as kept in the event log.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Operator { .. } => "operator",
            Self::Token { .. } => "token",
            Self::Customer => "customer",
            Self::Ai(_) => "ai",
            Self::System => "system",
        }
    }

    /// The number of the one among its kind, where there are several.
    #[must_use]
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Operator { id, .. } => Some(id.0),
            Self::Token { id, .. } => Some(id.0),
            Self::Ai(id) => Some(id.0),
            Self::Customer | Self::System => None,
        }
    }

    /// The signed-in person, if it is one.
    #[must_use]
    pub const fn operator(&self) -> Option<OperatorId> {
        match self {
            Self::Operator { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Whether the actor may change how one AI agent is set up: admins, and programs with a token for it
    /// that may write.
    #[must_use]
    pub fn may_configure_agent(&self, agent: AgentId) -> bool {
        match self {
            Self::Token { agent: own, .. } => *own == agent,
            _ => self.may_configure(),
        }
    }

    /// Whether the actor may change how things are set up.
    #[must_use]
    pub fn may_configure(&self) -> bool {
        match self {
            Self::Operator { role, .. } => *role >= Role::Admin,
            Self::System => true,
            _ => false,
        }
    }
}

/// Which conversations somebody can reach. What is outside does not exist for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything in this deployment: the people who work here.
    Everything,
    /// One AI agent's conversations: an API token.
    Agent(AgentId),
}

impl Scope {
    /// The AI agent the scope is limited to, if any.
    #[must_use]
    pub const fn agent(self) -> Option<AgentId> {
        match self {
            Self::Everything => None,
            Self::Agent(id) => Some(id),
        }
    }
}

/// What an API token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    ReadAll,
    WriteAll,
}

impl TokenScope {
    /// The name used in the database, in JSON and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadAll => "read_all",
            Self::WriteAll => "write_all",
        }
    }

    /// The scope of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::ReadAll, Self::WriteAll]
            .into_iter()
            .find(|scope| scope.as_str() == name)
    }
}
