//! How readily the AI hands over: one choice that sets all triggers at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::trigger::Triggers;

/// How readily the AI hands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Only when asked, or on forbidden topics.
    Minimal,
    /// Also when the customer is upset, or the AI is unsure or going in circles.
    #[default]
    Balanced,
    /// At the first sign that a person would help.
    Proactive,
}

impl Level {
    /// Every level, from the least to the most ready.
    pub const ALL: [Self; 3] = [Self::Minimal, Self::Balanced, Self::Proactive];

    /// The name used in JSON and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Balanced => "balanced",
            Self::Proactive => "proactive",
        }
    }

    /// The level of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Minimal => "Minimal",
            Self::Balanced => "Balanced",
            Self::Proactive => "Proactive",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Minimal => "Only when asked, or on forbidden topics",
            Self::Balanced => "Also when upset, unsure or going in circles",
            Self::Proactive => "At the first sign that a person would help",
        }
    }

    /// Sets every trigger as this level has it. What the admin wrote (phrases, topics, guidelines) and
    /// whether each asks first stay.
    pub fn apply(self, triggers: &mut Triggers) {
        let (upset, sentiment, unsure, threshold, exchanges) = match self {
            Self::Minimal => (false, -0.75, false, 0.15, 20),
            Self::Balanced => (true, -0.5, true, 0.3, 10),
            Self::Proactive => (true, -0.3, true, 0.45, 5),
        };
        triggers.explicit_request.enabled = true;
        triggers.keyword.enabled = true;
        triggers.frustration.enabled = upset;
        triggers.frustration.sentiment_threshold = sentiment;
        triggers.low_confidence.enabled = unsure;
        triggers.low_confidence.threshold = threshold;
        triggers.max_exchanges.enabled = self != Self::Minimal;
        triggers.max_exchanges.exchanges = exchanges;
        triggers.media_message.enabled = self == Self::Proactive;
        triggers.support_suggestion.enabled = self == Self::Proactive;
        triggers.irrelevant_advice.enabled = self == Self::Proactive;
        // What the AI says must be true, however readily it hands over.
        triggers.promised_handoff.enabled = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_is_what_a_new_action_has() {
        let mut triggers = Triggers::default();
        Level::Balanced.apply(&mut triggers);
        assert_eq!(triggers, Triggers::default());
    }
}
