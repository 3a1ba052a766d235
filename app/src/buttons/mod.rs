//! The one-button actions: what a click does when there is nothing to fill in.
//!
//! Each is a server function, so that a plain form posts to it without a script. None returns an error
//! to the page: what happened is said once on the page the person comes back to.

mod agent;
mod callback;
mod click;
mod conversation;
mod operator;

pub use self::{agent::*, callback::*, conversation::*, operator::*};

/// Where the server functions live.
pub const PREFIX: &str = "/do";
