//! Handoff: the human side of any AI support agent.

pub mod clock;
pub mod id;
pub mod problem;
pub mod schedule;

pub mod conversation;
