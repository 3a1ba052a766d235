//! WHAT AN ADMIN WRITES: the Human Handoff action, its messages and levels, and the configuration document.

mod action;
mod document;
mod gather;
mod human_handoff;
mod level;
mod lint;
mod message;
mod tool;
mod words;

pub use action::{Action, DESCRIPTION_MAX, NAME_MAX, OutsideAction, OutsideHours, WHEN_TO_USE_MAX};
pub use document::{Change, Document, Replacement};
pub use gather::{GatherField, name_from_label};
pub use human_handoff::{
    Applied, CustomGuideline, EmailNotification, Fate, GenericGuideline, HumanHandoff, Line,
    Profile as ProfileSection, QUESTION_MAX, Remembered, Report, Settings,
};
pub use level::Level;
pub use lint::lint;
pub use message::{MESSAGE_MAX, Messages, VARIABLES, fill, longest, usable};
pub use words::in_plain_words;

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    handoff::{Handoff, Queue, Topic, TransferFunction},
    id::{HandoffId, QueueId, TransferFunctionId},
    judge::{Clause, Meaning, Profile, understand},
    routing::{Person, RoutingProfile, Sharing},
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
    /// The named ways to people, in order; the first is the default one.
    pub handoffs: Vec<Handoff>,
    pub transfer_functions: Vec<TransferFunction>,
    /// The topics that lead to people.
    pub topics: Vec<Topic>,
    /// The subjects with people of their own that are in use.
    pub routing_profiles: Vec<RoutingProfile>,
    /// How queues share their conversations out, where they do not by the default.
    pub sharing: BTreeMap<QueueId, Sharing>,
    pub sharing_default: Sharing,
    /// People that a document names itself, as if all of them were there. Elsewhere they are looked at when
    /// something is given out.
    pub people: Vec<Person>,
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
            handoffs: Vec::new(),
            transfer_functions: Vec::new(),
            topics: Vec::new(),
            routing_profiles: Vec::new(),
            sharing: BTreeMap::new(),
            sharing_default: Sharing::default(),
            people: Vec::new(),
        }
    }

    /// The handoff with that id.
    #[must_use]
    pub fn handoff(&self, id: HandoffId) -> Option<&Handoff> {
        self.handoffs.iter().find(|handoff| handoff.id == id)
    }

    /// How a queue shares its conversations out.
    #[must_use]
    pub fn sharing_of(&self, queue: Option<QueueId>) -> &Sharing {
        let own = queue.and_then(|id| self.sharing.get(&id));
        own.unwrap_or(&self.sharing_default)
    }

    /// The handoff for whatever no other fits: the first.
    #[must_use]
    pub fn default_handoff(&self) -> Option<&Handoff> {
        self.handoffs.first()
    }

    /// The transfer function with that id.
    #[must_use]
    pub fn transfer_function(&self, id: TransferFunctionId) -> Option<&TransferFunction> {
        self.transfer_functions
            .iter()
            .find(|function| function.id == id)
    }

    /// The queues of a handoff in its order; one that names none may use any.
    #[must_use]
    pub fn queues_of(&self, handoff: &Handoff) -> Vec<&Queue> {
        if handoff.queues.is_empty() {
            return self.queues.iter().collect();
        }
        let found = |id: &_| self.queues.iter().find(|queue| queue.id == *id);
        handoff.queues.iter().filter_map(found).collect()
    }

    /// What must be known before this handoff: what always must be, and what its own instructions for when
    /// somebody is there ask for.
    #[must_use]
    pub fn gather_for(&self, handoff: Option<&Handoff>) -> Cow<'_, [GatherField]> {
        let instructions = handoff.map_or("", |handoff| handoff.available_instructions.trim());
        if instructions.is_empty() {
            return Cow::Borrowed(&self.gather);
        }
        let clauses = understand(instructions);
        let asks = |clause: &Clause| matches!(clause.means, Meaning::AskFor { .. });
        if clauses.iter().any(asks) {
            Cow::Owned(gather::all(&self.gather, &clauses))
        } else {
            Cow::Borrowed(&self.gather)
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
        let leading = self
            .topics
            .iter()
            .filter(|topic| !topic.handoffs.is_empty());
        profiles.extend(leading.map(Topic::profile));
        // A handoff without a description is chosen by topics and by its function alone.
        let described = self
            .handoffs
            .iter()
            .filter(|handoff| !handoff.description.trim().is_empty());
        profiles.extend(described.map(Handoff::profile));
        profiles.extend(self.routing_profiles.iter().map(RoutingProfile::subject));
        profiles
    }
}
