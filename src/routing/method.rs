//! What a way to share conversations out has to say.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Asked, METHODS, Person, notify_all::NotifyAll};

/// The name of a way to share conversations out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    #[default]
    NotifyAll,
    RoundRobin,
    SkillBased,
    LoadBased,
}

impl Method {
    /// The name used in JSON and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotifyAll => "notify_all",
            Self::RoundRobin => "round_robin",
            Self::SkillBased => "skill_based",
            Self::LoadBased => "load_based",
        }
    }

    /// The method of that name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let way = METHODS.iter().find(|way| way.method().as_str() == name);
        way.map(|way| way.method())
    }

    /// How it goes about it.
    #[must_use]
    pub fn way(self) -> &'static (dyn Way + Sync) {
        let way = METHODS.iter().find(|way| way.method() == self);
        way.copied().unwrap_or(&NotifyAll)
    }
}

/// A way to share conversations out among those who can have them.
pub trait Way {
    fn method(&self) -> Method;

    /// What it is called: “Take turns”.
    fn title(&self) -> &'static str;

    /// What it does, in a few words.
    fn explained(&self) -> &'static str;

    /// Whether it gives conversations to somebody; otherwise all are told and the first to take it has it.
    fn gives(&self) -> bool {
        true
    }

    /// Who comes first. Those who are equal are told apart by who has waited longest for something.
    fn order(&self, asked: &Asked, one: &Person, other: &Person) -> Ordering;

    /// Why somebody comes first: “fewest open, 1 of 5”.
    fn why(&self, asked: &Asked, first: &Person) -> String;

    /// Why somebody who could have it comes after `first`.
    fn why_after(&self, asked: &Asked, person: &Person, first: &Person) -> String;
}
