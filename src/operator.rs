//! The people who work here: operators, supervisors and admins.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{clock::Instant, id::OperatorId};

/// What somebody may do. Later variants may do everything that earlier ones may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works in the inbox.
    Operator,
    /// Also sees how the team is doing.
    Supervisor,
    /// Also decides how everything is set up.
    Admin,
}

impl Role {
    /// Every role, from the least to the most.
    pub const ALL: [Self; 3] = [Self::Operator, Self::Supervisor, Self::Admin];

    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }

    /// The role of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// Whether somebody takes conversations right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// New conversations can reach them.
    Online,
    /// Not at the desk; what they have stays with them.
    Away,
    /// At the desk, with their hands full: nothing new reaches them.
    Busy,
    /// Not at work.
    Offline,
}

impl Presence {
    /// Every presence, in the order people are shown them.
    pub const ALL: [Self; 4] = [Self::Online, Self::Busy, Self::Away, Self::Offline];

    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Away => "away",
            Self::Busy => "busy",
            Self::Offline => "offline",
        }
    }

    /// The presence of that name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|presence| presence.as_str() == name)
    }

    /// The presence of that name; anything unknown counts as away, so that nobody is promised in vain.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::named(name).unwrap_or(Self::Away)
    }
}

/// Light, dark, or whatever the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order people are shown them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name used in the database and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name; anything unknown follows the device.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == name)
            .unwrap_or_default()
    }
}

/// A person who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub id: OperatorId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub presence: Presence,
    pub theme: Theme,
    pub disabled_at: Option<Instant>,
    pub created_at: Instant,
}

impl Operator {
    /// Whether they may sign in at all.
    #[must_use]
    pub const fn is_enabled(&self) -> bool {
        self.disabled_at.is_none()
    }
}

/// How somebody likes to work in the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habits {
    /// Single keys work outside fields.
    pub has_keys: bool,
    /// A reply is held for a moment before it goes.
    pub holds_replies: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            has_keys: true,
            holds_replies: true,
        }
    }
}

/// A one-time link that lets somebody join, until it is used or runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub expires_at: Instant,
}
