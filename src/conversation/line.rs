//! The line: what matters of a conversation while it waits for one of the team, and its place there.

use serde::{Deserialize, Serialize};

use super::{Conversation, State};
use crate::id::{OperatorId, RoutingProfileId};

/// One step of priority counts as much as having waited so many milliseconds longer. What is pressing comes
/// first, and yet nothing waits for ever behind what is more pressing.
const STEP: i64 = 30 * 60 * 1000;
/// Whoever was with a person already comes before everybody who was not.
const RETURNED: i64 = 24 * 60 * 60 * 1000;

/// What matters of a conversation while it looks for one of the team.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each happens or does not, whatever the others do"
)]
pub struct Line {
    /// The routing profile it is about, with how well it fits, 0…1.
    pub profile: Option<(RoutingProfileId, f64)>,
    /// What it is about, by name: that may be what somebody has a skill for.
    pub about: Vec<String>,
    /// Who had it before it was resolved.
    pub had_it: Option<OperatorId>,
    /// Who had it last without answering, or gave it back.
    pub not_again: Option<OperatorId>,
    /// It was with a person and came back.
    pub is_returned: bool,
    /// Nobody it is meant for could take it in time, so anybody may.
    pub is_for_anyone: bool,
    /// It went on to another queue because nobody could take it in time.
    pub is_moved: bool,
    /// The customer waited long and was asked how to reach them.
    pub is_callback_offered: bool,
}

impl Line {
    /// Whether there is nothing to say about it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

impl Conversation {
    /// Where it stands in the line, in milliseconds: the smaller comes first. None when it does not wait.
    #[must_use]
    pub fn line_key(&self) -> Option<i64> {
        let since = self
            .waiting_since
            .filter(|_| self.state == State::Waiting)?;
        let returned = if self.stretch.line.is_returned {
            RETURNED
        } else {
            0
        };
        Some(since.timestamp_millis() - self.priority.rank() * STEP - returned)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::{
        channel::Channel,
        clock::from_millis,
        conversation::{AnsweredBy, Priority},
        id::{AgentId, ConversationId},
    };

    fn waiting(minutes: i64, priority: Priority) -> Conversation {
        let now = from_millis(1_768_212_000_000);
        let id = ConversationId("conv_1".into());
        let mut of = Conversation::begun(id, AgentId(1), Channel::Web, AnsweredBy::BuiltIn, now);
        of.state = State::Waiting;
        of.priority = priority;
        of.waiting_since = Some(now - Duration::minutes(minutes));
        of
    }

    #[test]
    fn the_pressing_come_first_until_others_have_waited_much_longer() {
        let urgent = waiting(0, Priority::Urgent).line_key();
        assert!(urgent < waiting(59, Priority::Normal).line_key());
        assert!(urgent > waiting(61, Priority::Normal).line_key());
        assert!(waiting(2, Priority::Low).line_key() < waiting(1, Priority::Low).line_key());
    }

    #[test]
    fn what_came_back_is_first_and_what_does_not_wait_has_no_place() {
        let mut back = waiting(0, Priority::Low);
        back.stretch.line.is_returned = true;
        assert!(back.line_key() < waiting(600, Priority::Urgent).line_key());
        back.state = State::WithOperator;
        assert_eq!(back.line_key(), None);
    }
}
