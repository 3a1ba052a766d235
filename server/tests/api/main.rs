//! The API through the real router, as a program meets it.

mod conversation;
mod decision;
mod message;
mod problem;
mod race;
#[path = "../support/mod.rs"]
mod support;
mod token;
mod verb;
