//! The inbox's views, and one row of their lists.

use super::{Author, Customer, Label, Priority, State};
use crate::{
    channel::Channel,
    clock::Instant,
    id::{ConversationId, MessageId, OperatorId},
};

/// A way to look at the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    NeedsAttention,
    Mine,
    Unassigned,
    /// What is not done and where a colleague named whoever looks.
    Mentions,
    /// Everything that is not done and not put aside: those who wait first.
    Open,
    WithAi,
    Callbacks,
    Snoozed,
    Resolved,
    All,
}

impl View {
    /// Every view, in the order of the menu.
    pub const ALL: [Self; 10] = [
        Self::NeedsAttention,
        Self::Mine,
        Self::Unassigned,
        Self::Mentions,
        Self::Open,
        Self::WithAi,
        Self::Callbacks,
        Self::Snoozed,
        Self::Resolved,
        Self::All,
    ];

    /// The name used in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NeedsAttention => "needs-attention",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Mentions => "mentions",
            Self::Open => "open",
            Self::WithAi => "with-ai",
            Self::Callbacks => "callbacks",
            Self::Snoozed => "snoozed",
            Self::Resolved => "resolved",
            Self::All => "all",
        }
    }

    /// The view of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == name)
    }

    /// What the menu calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::NeedsAttention => "Needs attention",
            Self::Mine => "Mine",
            Self::Unassigned => "Unassigned",
            Self::Mentions => "Mentions of me",
            Self::Open => "All open",
            Self::WithAi => "With the AI",
            Self::Callbacks => "Callbacks",
            Self::Snoozed => "Snoozed",
            Self::Resolved => "Resolved",
            Self::All => "Everything",
        }
    }

    /// Whether everybody in it waits for a person.
    #[must_use]
    pub const fn is_of_waiting(self) -> bool {
        matches!(self, Self::NeedsAttention | Self::Unassigned)
    }

    /// The order it has when nobody chose one: of those who wait, the most pressing first.
    #[must_use]
    pub const fn order(self) -> Sort {
        if matches!(self, Self::NeedsAttention | Self::Unassigned | Self::Open) {
            Sort::Priority
        } else {
            Sort::Newest
        }
    }
}

/// What comes first in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The more pressing first; of the same priority, whoever waits longest, else the newest words.
    Priority,
    /// Whoever waits longest, whatever the priority; where nobody waits, the oldest words.
    Longest,
    /// The newest words.
    Newest,
}

impl Sort {
    /// Every order, as it is offered.
    pub const ALL: [Self; 3] = [Self::Priority, Self::Longest, Self::Newest];

    /// The name used in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Priority => "priority",
            Self::Longest => "longest-wait",
            Self::Newest => "newest",
        }
    }

    /// The order of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == name)
    }

    /// What the menu calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Priority => "Pressing first",
            Self::Longest => "Longest wait first",
            Self::Newest => "Newest first",
        }
    }
}

/// One row of the inbox's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: ConversationId,
    pub customer: Customer,
    pub agent_name: String,
    pub channel: Channel,
    pub state: State,
    pub assignee: Option<(OperatorId, String)>,
    pub queue: Option<String>,
    pub priority: Priority,
    pub needs_attention: bool,
    pub waiting_since: Option<Instant>,
    pub snoozed_until: Option<Instant>,
    /// By name.
    pub labels: Vec<Label>,
    pub last_author: Author,
    pub last_text: String,
    pub last_at: Instant,
    /// The newest message in which something was found, when something was looked for and not only the
    /// customer's name or address has it.
    pub hit: Option<Hit>,
}

/// A message in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub message: MessageId,
    pub author: Author,
    pub is_note: bool,
    pub text: String,
}
