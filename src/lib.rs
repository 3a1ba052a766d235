//! Handoff: the human side of any AI support agent.
//!
//! This crate is the product without HTTP and HTML. Read it from top to bottom: each module uses only
//! those above it. The nouns know nothing of databases, networks or the time of day; [`decide`] joins
//! them into one pure function; [`store`] keeps them and [`actions`] are the things one can do.
//!
//! ```
//! use handoff::{channel::Channel, clock::from_millis, conversation::{Author, Message}};
//! use handoff::{decision::Outcome, policy::Document, stateless::{Transcript, decide_transcript}};
//!
//! let policy = Document::parse("{}").unwrap().policy().unwrap();
//! let transcript = Transcript {
//!     messages: vec![Message::new(Author::Customer, "Can I talk to a real person, please?")],
//!     channel: Channel::Web,
//!     language: None,
//!     now: from_millis(1_768_212_000_000),
//!     ..Transcript::default()
//! };
//! let decision = decide_transcript(&policy, &transcript);
//! assert_eq!(decision.outcome, Outcome::Offer);
//! assert_eq!(decision.trigger.unwrap().kind, "explicit_request");
//! ```

// The ground: time, names, mistakes, and what the product says by itself.
pub mod clock;
pub mod id;
pub mod nul;
pub mod problem;
pub mod seal;
pub mod wording;

// The people and programs, and what they do.
pub mod operator;

pub mod access;
pub mod account;
pub mod event;
pub mod token;

// What is said, through what, and what it means.
pub mod channel;
pub mod file;

pub mod conversation;
pub mod customer;
pub mod judge;
pub mod notification;

// What is known, why it leaves the AI, when people are there, where it goes, who gets it.
pub mod facts;
pub mod schedule;
pub mod trigger;

pub mod handoff;
pub mod routing;

pub mod insight;
pub mod policy;
pub mod vendor;

pub mod delivery;
pub mod help_desk;

// The decision.
pub mod decision;

mod conduct;
mod place;
mod priority;
mod who;
mod why_not;

mod strongest;

pub mod dead_end;
pub mod decide;
pub mod stateless;

// What keeps it, and what can be done.
pub mod store;

pub mod actions;

// A small world to look around in.
pub mod samples;
