//! The pages, one folder a noun, one file a verb: a struct of plain data in, a document out.

pub mod access;
pub mod action;
pub mod agent;
pub mod callback;
pub mod coverage;
pub mod door;
pub mod error;
pub mod handoff;
pub mod home;
pub mod hours;
pub mod inbox;
pub mod insight;
pub mod invitation;
mod kept;
pub mod notification;
pub mod operator;
pub mod queue;
pub mod routing;
pub mod session;
pub mod set_up;
pub mod settings;
pub mod token;
pub mod topic;
pub mod transfer_function;
pub mod try_it;
pub mod vendor;
pub mod widget;
