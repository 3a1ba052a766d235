//! WHAT AN ADMIN WRITES: the Human Handoff action, its messages and levels, and the configuration document.

mod action;
mod document;
mod gather;
mod level;
mod lint;
mod message;
mod words;

pub use action::{Action, DESCRIPTION_MAX, NAME_MAX, OutsideAction, OutsideHours, WHEN_TO_USE_MAX};
pub use document::Document;
pub use gather::{GatherField, name_from_label};
pub use level::Level;
pub use lint::lint;
pub use message::{MESSAGE_MAX, Messages, VARIABLES, fill, usable};
pub use words::in_plain_words;

use crate::{
    handoff::Queue,
    judge::{Clause, Profile, understand},
};

/// Everything the engine is told by the admin about one AI agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    pub action: Action,
    /// How “When to use” was understood, clause by clause.
    pub clauses: Vec<Clause>,
    /// What must be known before a person takes over: the action's list, then what “When to use” asks for.
    pub gather: Vec<GatherField>,
    /// Where conversations can go, in order.
    pub queues: Vec<Queue>,
}

impl Policy {
    /// A policy from the action and the queues.
    #[must_use]
    pub fn new(action: Action, queues: Vec<Queue>) -> Self {
        let clauses = understand(&action.when_to_use);
        let gather = gather::all(&action.information_to_gather, &clauses);
        Self {
            action,
            clauses,
            gather,
            queues,
        }
    }

    /// Everything a message is to be compared with by meaning.
    #[must_use]
    pub fn profiles(&self) -> Vec<Profile> {
        let triggers = &self.action.triggers;
        let guidelines = triggers
            .custom_guidelines
            .0
            .iter()
            .filter(|guideline| guideline.is_active);
        let mut profiles: Vec<Profile> =
            guidelines.map(crate::trigger::Guideline::profile).collect();
        profiles.extend(
            triggers
                .forbidden_topics
                .0
                .iter()
                .map(crate::trigger::ForbiddenTopic::profile),
        );
        profiles.extend(crate::judge::clause_profiles(&self.clauses));
        profiles
    }
}
