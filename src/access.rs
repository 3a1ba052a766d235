//! Who is acting, and what they may do.
//!
//! Objects are looked up *through* the actor's scope, so that what somebody may not see does not exist
//! for them. This module holds the questions; the look-ups are in the store.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
    Token {
        id: TokenId,
        /// Which AI agent it speaks for here.
        agent: AgentId,
        /// Whether it could speak for any other as well.
        is_for_all: bool,
    },
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

    /// Whether the actor may make AI agents: admins, and programs with a token for all of them.
    #[must_use]
    pub fn may_make_agents(&self) -> bool {
        match self {
            Self::Token { is_for_all, .. } => *is_for_all,
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
    /// Everything in this deployment: the product itself, and people who may see all.
    Everything,
    /// One AI agent's conversations: an API token.
    Agent(AgentId),
    /// What somebody has, and what waits where they work.
    Own(OperatorId),
    /// What somebody has, and everything where they work, whoever has it.
    Team(OperatorId),
}

/// What operators may see of the inbox. Supervisors and admins see all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// What they have, and what waits in their queues.
    Own,
    /// Everything in the queues they work on.
    Team,
    #[default]
    All,
}

impl Sight {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Own, Self::Team, Self::All];

    /// The name kept in the database and sent by forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Team => "team",
            Self::All => "all",
        }
    }

    /// The one of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sight| sight.as_str() == name)
    }

    /// What somebody reaches.
    ///
    /// ```
    /// use handoff::access::{Scope, Sight};
    /// use handoff::{id::OperatorId, operator::Role};
    ///
    /// let ben = OperatorId(7);
    /// assert_eq!(Sight::Own.scope(ben, Role::Operator), Scope::Own(ben));
    /// assert_eq!(Sight::Own.scope(ben, Role::Supervisor), Scope::Everything);
    /// ```
    #[must_use]
    pub fn scope(self, who: OperatorId, role: Role) -> Scope {
        match self {
            _ if role >= Role::Supervisor => Scope::Everything,
            Self::Own => Scope::Own(who),
            Self::Team => Scope::Team(who),
            Self::All => Scope::Everything,
        }
    }
}

/// What an API token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
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
