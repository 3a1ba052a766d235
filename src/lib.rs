//! Handoff: the human side of any AI support agent.

pub mod clock;
pub mod id;

pub mod conversation;
pub mod judge;
pub mod policy;
