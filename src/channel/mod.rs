//! THROUGH WHAT: the ways a customer can reach the AI agent.
//!
//! An adapter knows how one vendor signs, writes and reads; it is pure, so that it can be tested with nothing
//! around it. Keeping, sending and trying again is the same for all of them and is not here. A new one is its
//! file, a `mod` line and a line in [`ADAPTERS`]: its fields are data, from which the app makes the form.

mod adapter;
mod clean;
mod email;
mod field;
mod inbound;
mod outbound;
mod phone;
mod sign;
mod slack;
mod sms;
mod text;
mod web;
mod whatsapp;

pub use adapter::{ADAPTERS, Adapter, Limits, adapter};
pub use email::{Addressed, Letter, LetterFile, addressed, fold};
pub use field::{Field, Input, Settings};
pub use inbound::{Bounce, Held, Item, Media, Once, Said, TeamDoes, TeamItem, Unreadable, Wire};
pub use outbound::{
    Answer, Call, Carries, DeliveryState, Fetch, Fetched, Found, Outcome, Reply, SentFile,
};
pub use phone::PutThrough;
pub use slack::{TeamCard, team_address, team_card, team_line, team_member, team_post};
pub use text::{plain, split};
pub use web::{KnownUser, NotKnown, is_at_home, known_user, origins};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A way to write or speak to the AI agent.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[default]
    Web,
    Email,
    Phone,
    Slack,
    Whatsapp,
    Sms,
    /// Another AI agent that speaks to the API.
    Api,
}

impl Channel {
    /// Every channel, in the order people are shown them.
    pub const ALL: [Self; 7] = [
        Self::Web,
        Self::Email,
        Self::Phone,
        Self::Slack,
        Self::Whatsapp,
        Self::Sms,
        Self::Api,
    ];

    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Slack => "slack",
            Self::Whatsapp => "whatsapp",
            Self::Sms => "sms",
            Self::Api => "api",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Web => "Web chat",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Slack => "Slack",
            Self::Whatsapp => "WhatsApp",
            Self::Sms => "SMS",
            Self::Api => "API",
        }
    }

    /// What people call it in the middle of a sentence.
    ///
    /// ```
    /// use handoff::channel::Channel;
    /// assert_eq!(Channel::Email.mid_sentence(), "e-mail");
    /// assert_eq!(Channel::Sms.mid_sentence(), "SMS");
    /// ```
    #[must_use]
    pub const fn mid_sentence(self) -> &'static str {
        match self {
            Self::Web => "web chat",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Slack | Self::Whatsapp | Self::Sms | Self::Api => self.title(),
        }
    }

    /// Whether what is said must be sent to somebody else's service for the customer to read it.
    #[must_use]
    pub const fn goes_on_outside(self) -> bool {
        matches!(self, Self::Email | Self::Slack | Self::Whatsapp | Self::Sms)
    }

    /// The channel of that name, if there is one.
    ///
    /// ```
    /// use handoff::channel::Channel;
    /// assert_eq!(Channel::parse("whatsapp"), Some(Channel::Whatsapp));
    /// assert_eq!(Channel::parse("pigeon"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == name)
    }
}
