//! How a queue's conversations are shared out: the method, the skills, how many at once, and what happens
//! while nobody can take one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Fallback, Method,
    abilities::{CAPACITY_MAX, checked_skills},
};
use crate::{id::QueueId, problem::Problem};

/// The longest time anything here waits, in minutes.
pub const MINUTES_MAX: u32 = 24 * 60;

/// How many of the skills somebody must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Every one, at its level.
    All,
    /// None has to be there, but whoever has the most comes first.
    #[default]
    Best,
    /// At least one, at its level.
    Any,
}

impl Need {
    /// Every one, in the order people are shown them.
    pub const ALL: [Self; 3] = [Self::Best, Self::Any, Self::All];

    /// The name used in JSON and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Best => "best",
            Self::Any => "any",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::All => "has every skill",
            Self::Best => "comes closest",
            Self::Any => "has one of the skills",
        }
    }
}

/// How a queue's conversations are shared out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sharing {
    pub method: Method,
    /// What somebody must be able to do, with the lowest level.
    pub skills: BTreeMap<String, u8>,
    pub need: Need,
    /// How many anybody may have at once, besides their own limit.
    pub max_concurrent_per_agent: Option<u32>,
    /// The limit also holds for those who take one themselves.
    pub is_strict: bool,
    pub fallback: Fallback,
    /// After so many minutes without an answer somebody else gets it.
    pub reassign_minutes: Option<u32>,
}

impl Sharing {
    /// The same with names of skills as they are compared, or everything that is wrong with it. `own` is
    /// the queue it is of.
    pub fn checked(self, own: QueueId) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let skills = checked_skills(&self.skills, &mut problems);
        let most = self.max_concurrent_per_agent;
        if most.is_some_and(|most| !(1..=CAPACITY_MAX).contains(&most)) {
            let detail = format!("Write how many at once, from 1 to {CAPACITY_MAX}.");
            problems.push(Problem::new("/max_concurrent_per_agent", detail));
        }
        let detail = || format!("Write minutes, from 1 to {MINUTES_MAX}.");
        let is_wrong = |minutes: u32| !(1..=MINUTES_MAX).contains(&minutes);
        if self.reassign_minutes.is_some_and(is_wrong) {
            problems.push(Problem::new("/reassign_minutes", detail()));
        }
        if self.fallback.after_minutes().is_some_and(is_wrong) {
            problems.push(Problem::new("/fallback/after_minutes", detail()));
        }
        if self.fallback.queue() == Some(own) {
            let detail = "This is the queue itself. Choose another one.";
            problems.push(Problem::new("/fallback/queue", detail));
        }
        if problems.is_empty() {
            Ok(Self { skills, ..self })
        } else {
            Err(problems)
        }
    }

    /// How much somebody of that capacity may have at once under it.
    #[must_use]
    pub fn most(&self, capacity: u32) -> u32 {
        self.max_concurrent_per_agent
            .map_or(capacity, |most| most.min(capacity))
    }
}
