//! What happens while nobody can take a conversation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::QueueId;

/// What happens while nobody can take a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fallback {
    /// It keeps its place in line, and the customer is told which.
    #[default]
    Queue,
    /// It goes to another queue.
    OtherQueue { queue: QueueId, after_minutes: u32 },
    /// Whoever is there may get it, whatever their skills and whoever it is meant for.
    Anyone { after_minutes: u32 },
    /// The customer is asked how to reach them. They keep their place.
    Callback { after_minutes: u32 },
}

impl Fallback {
    /// The names used in JSON and in forms, with what each means.
    pub const KINDS: [(&'static str, &'static str); 4] = [
        ("queue", "keep in the queue, say the place"),
        ("other_queue", "give it to another queue"),
        ("anyone", "give it to anyone who is there"),
        ("callback", "offer to call back"),
    ];

    /// The name of the kind.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::OtherQueue { .. } => "other_queue",
            Self::Anyone { .. } => "anyone",
            Self::Callback { .. } => "callback",
        }
    }

    /// After how many minutes it happens, where it does.
    #[must_use]
    pub const fn after_minutes(self) -> Option<u32> {
        match self {
            Self::Queue => None,
            Self::OtherQueue { after_minutes, .. }
            | Self::Anyone { after_minutes }
            | Self::Callback { after_minutes } => Some(after_minutes),
        }
    }

    /// The other queue, where it goes to one.
    #[must_use]
    pub const fn queue(self) -> Option<QueueId> {
        match self {
            Self::OtherQueue { queue, .. } => Some(queue),
            _ => None,
        }
    }
}
