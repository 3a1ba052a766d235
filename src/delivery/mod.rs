//! WHO ELSE IS TOLD: what leaves for people and systems outside the inbox, when it is tried again, and what
//! it says. One file a kind says what is sent; sending it and keeping what came of it are the same for all.

pub mod email;
mod health;
pub(crate) mod occasion;
mod pace;
mod quiet;
pub mod webhook;

use serde::{Deserialize, Serialize};

use crate::{
    clock::Instant,
    id::{AgentId, ConversationId, DeliveryId, EventId, HelpDeskId, WebhookId},
};

pub use health::{Health, health};
pub use occasion::occasion;
pub use pace::{ATTEMPTS_MAX, Pause, next_attempt};
pub use quiet::{EmailPace, EmailWishes, WrittenWishes};
pub use webhook::{About, Envelope, NAME_MAX as WEBHOOK_NAME_MAX, Topic, Webhook, topics_named};

/// How something leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A mail to one address.
    Email,
    /// A message to an address of somebody else’s system.
    Webhook,
    /// A ticket in a help desk.
    HelpDesk,
    /// An alert in the team’s Slack.
    Slack,
    /// What a transfer function tells the system that takes over.
    Transfer,
}

impl Kind {
    /// Every kind, in the order people are shown them.
    pub const ALL: [Self; 5] = [
        Self::Email,
        Self::Webhook,
        Self::HelpDesk,
        Self::Slack,
        Self::Transfer,
    ];

    /// The name kept in the database and used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Webhook => "webhook",
            Self::HelpDesk => "help_desk",
            Self::Slack => "slack",
            Self::Transfer => "transfer",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Webhook => "Webhook",
            Self::HelpDesk => "Help desk",
            Self::Slack => "Slack",
            Self::Transfer => "Transfer",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is on its way, and tried again while it fails.
    Due,
    /// Whoever should have it took it.
    Sent,
    /// It was given up.
    Failed,
}

impl DeliveryState {
    /// Every state, in the order people are shown them.
    pub const ALL: [Self; 3] = [Self::Due, Self::Sent, Self::Failed];

    /// The name kept in the database and used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Due => "On its way",
            Self::Sent => "Delivered",
            Self::Failed => "Given up",
        }
    }

    /// The state of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Something that is to leave, as it is first written down.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDelivery {
    pub kind: Kind,
    /// Where it goes, as people know it: an address. What goes to the same one waits for each other.
    pub destination: String,
    pub agent: Option<AgentId>,
    pub conversation: Option<ConversationId>,
    /// What it tells of, such as `conversation.handoff_requested`.
    pub event: String,
    /// What tells it from every other, the same on every attempt. Written down twice, it is kept once.
    pub key: String,
    /// What is sent, in the kind's own shape.
    pub body: String,
    pub due_at: Instant,
}

/// Something that leaves, or left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    pub id: DeliveryId,
    pub kind: Kind,
    pub destination: String,
    pub agent: Option<AgentId>,
    pub conversation: Option<ConversationId>,
    pub event: String,
    pub key: String,
    pub body: String,
    pub state: DeliveryState,
    /// How often it was tried so far.
    pub attempts: u32,
    pub made_at: Instant,
    /// When it is tried next, while it is on its way.
    pub due_at: Instant,
    /// Until when whoever is at it may keep it, if anybody is.
    pub claimed_until: Option<Instant>,
    pub settled_at: Option<Instant>,
    /// What went wrong last, for people.
    pub last_error: Option<String>,
    /// Which webhook it goes to, while that is there.
    pub webhook: Option<WebhookId>,
    /// Which help desk it goes to.
    pub help_desk: Option<HelpDeskId>,
    /// What it tells of.
    pub event_id: Option<EventId>,
    /// Which one it is of those to one webhook about the same conversation, from 1.
    pub sequence: i64,
}

impl Delivery {
    /// Whether it is being brought there right now.
    #[must_use]
    pub fn is_tried_at(&self, now: Instant) -> bool {
        self.state == DeliveryState::Due && self.claimed_until.is_some_and(|until| until > now)
    }
}

/// What whoever should have it made of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reception {
    /// They have it.
    Taken,
    /// Trying again later may help; they may have said how many seconds to wait.
    NotNow { wait_seconds: Option<u32> },
    /// Trying again cannot help.
    Never,
    /// Nobody is there any more, and nothing should be sent there again.
    Gone,
}

/// One attempt to deliver something.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// When it began.
    pub at: Instant,
    pub took_milliseconds: u32,
    /// The code of the answer, as the protocol has it; none where nothing answered.
    pub status: Option<u16>,
    pub is_taken: bool,
    /// What came of it, as a sentence for people.
    pub said: String,
    /// How what was sent began, with secrets masked.
    pub sent: String,
    /// How the answer began.
    pub answer: String,
}

/// So much of what was sent and answered is kept for people to read, in characters.
const HEAD_MAX: usize = 2000;

/// The beginning of a text that may be long, without characters that do not belong into a page.
#[must_use]
pub fn head(text: &str) -> String {
    let readable = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().filter(readable).take(HEAD_MAX).collect()
}
