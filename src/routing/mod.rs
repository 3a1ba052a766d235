//! WHO GETS IT: of the people there are, the one a conversation is given to, and why not each other one.
//!
//! A function of a snapshot, so that it can be replayed, simulated and explained: no clock, no look-up.
//! Who may have it at all is in `eligibility`; the methods only put those in order, one file each. A new
//! method is its file and a line in [`METHODS`].

mod abilities;
mod eligibility;
mod fallback;
mod load_based;
mod method;
mod notify_all;
mod person;
mod profile;
mod round_robin;
mod sharing;
mod skill_based;
mod snapshot;

pub use abilities::{Abilities, CAPACITY, CAPACITY_MAX, LEVEL_MAX, skill_name};
pub use eligibility::Refusal;
pub use fallback::Fallback;
pub use method::{Method, Way};
pub use person::{Person, Shift};
pub use profile::{
    PROFILE_DESCRIPTION_MAX, PROFILE_EXAMPLES_MAX, PROFILE_NAME_MAX, RoutingProfile,
};
pub use sharing::{MINUTES_MAX, Need, Sharing};
pub use snapshot::{Asked, Explained, Routed, Snapshot, WhyNotThem};

/// The ways to share conversations out, in the order people are shown them.
pub static METHODS: [&(dyn Way + Sync); 4] = [
    &notify_all::NotifyAll,
    &round_robin::RoundRobin,
    &skill_based::SkillBased,
    &load_based::LoadBased,
];
