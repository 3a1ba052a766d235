//! The server: HTTP around the product, and the commands.
//!
//! The pages come from `app`, the rules from `handoff`. What is here speaks HTTP, keeps cookies, streams
//! what happens, and does the outgoing work.

pub mod api;
pub mod cli;
pub mod demo;
pub mod json;
pub mod serve;
pub mod transcript;
