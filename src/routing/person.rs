//! Somebody who may be given a conversation, as they are at one moment.

use super::Abilities;
use crate::{clock::Instant, id::OperatorId, operator::Presence};

/// Whether somebody works right now by their own plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Within the plan, or there is none to go by.
    On,
    /// Outside it, with the instant they are back, where there is one.
    Off(Option<Instant>),
}

/// Somebody who may be given a conversation, as they are at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: OperatorId,
    pub name: String,
    pub presence: Presence,
    /// Since when they are as they are, where that is known.
    pub present_since: Option<Instant>,
    pub abilities: Abilities,
    /// How much of their capacity is taken.
    pub load: u32,
    /// When they were last given something, or took it.
    pub last_given: Option<Instant>,
    pub shift: Shift,
}

impl Person {
    /// Somebody who is there with nothing to do.
    #[must_use]
    pub fn idle(id: OperatorId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            presence: Presence::Online,
            present_since: None,
            abilities: Abilities::default(),
            load: 0,
            last_given: None,
            shift: Shift::On,
        }
    }

    /// What colleagues call them: the first word of the name.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}
