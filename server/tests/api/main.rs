//! The API through the real router, as a program meets it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot get on should stop where it is"
)]

mod action;
mod agent;
mod allowance;
mod availability;
mod callback;
mod channel;
mod configuration;
mod conversation;
mod customer;
mod decision;
mod document;
mod doors;
mod event;
mod file;
mod handling;
mod handoff;
mod help_desk;
mod hostile;
mod human_handoff;
mod insight;
mod llm;
mod matrix;
mod mcp;
mod message;
mod notification;
mod once;
mod paged;
mod place;
mod problem;
mod race;
mod receiver;
mod reconsider;
mod routing;
mod schedule;
#[path = "../support/mod.rs"]
mod support;
mod token;
mod transfer;
mod vendor;
mod verb;
mod webhook;
