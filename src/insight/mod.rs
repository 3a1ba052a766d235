//! How handing over goes: what the handoffs of a period add up to. Rows in, figures out; reading the rows is
//! the store's.

mod day;
mod figures;
mod group;
mod judged;
mod period;
mod reason;
mod wait;

pub use day::{Day, Hour};
pub use figures::Insights;
pub use group::Group;
pub use judged::Verdicts;
pub use period::{LONGEST_DAYS, Period};
pub use reason::SERIES;
pub use wait::Wait;

use crate::{clock::Instant, conversation::Verdict, trigger::MANUAL};

/// The most handoffs that are read for one period. When there are more, the newest count, and it is said.
pub const HANDOFFS_MAX: i64 = 50_000;

/// One handoff with its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The kind of the trigger, and which one where there are several.
    pub trigger: String,
    pub trigger_name: Option<String>,
    /// The title of the topic that the customer's question was about.
    pub topic: Option<String>,
    pub queue: Option<String>,
    /// When the AI began with it: the beginning of the conversation, or the end of the handoff before.
    pub began_at: Instant,
    pub requested_at: Instant,
    pub taken_at: Option<Instant>,
    /// The first words of a person.
    pub replied_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    /// What the team said of it last.
    pub verdict: Option<Verdict>,
}

impl Handed {
    /// Whether somebody waited for a person. Who takes a conversation unasked keeps nobody waiting.
    fn has_waited(&self) -> bool {
        self.trigger != MANUAL
    }

    /// Whether it ended before anybody took it.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.taken_at.is_none() && self.ended_at.is_some()
    }

    fn seconds_to(&self, at: Option<Instant>) -> Option<i64> {
        let at = at.filter(|_| self.has_waited())?;
        Some((at - self.requested_at).num_seconds().max(0))
    }
}

/// How often a person was offered, and what customers made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Offers {
    pub offered: u32,
    pub accepted: u32,
    pub declined: u32,
}

/// Conversations that people gave back to the AI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Returns {
    pub handed_back: u32,
    /// Those that needed no person again.
    pub stayed: u32,
}

/// Everything that is known of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recorded {
    /// By the time they were asked for.
    pub handed: Vec<Handed>,
    /// There were more than [`HANDOFFS_MAX`].
    pub is_cut: bool,
    /// Conversations that began in the period.
    pub conversations: u32,
    pub offers: Offers,
    pub returns: Returns,
}
