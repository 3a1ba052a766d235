//! The inbox's views, and one row of their lists.

use super::{Author, Customer, Priority, State};
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
    WithAi,
    Callbacks,
    Resolved,
    All,
}

impl View {
    /// Every view, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::NeedsAttention,
        Self::Mine,
        Self::Unassigned,
        Self::WithAi,
        Self::Callbacks,
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
            Self::WithAi => "with-ai",
            Self::Callbacks => "callbacks",
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
            Self::WithAi => "With the AI",
            Self::Callbacks => "Callbacks",
            Self::Resolved => "Resolved",
            Self::All => "All",
        }
    }

    /// Whether the most pressing comes first, rather than the newest.
    #[must_use]
    pub const fn is_by_urgency(self) -> bool {
        matches!(self, Self::NeedsAttention | Self::Unassigned)
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
