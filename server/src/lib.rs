//! The server: HTTP around the product, and the commands.
//!
//! The pages come from `app`, the rules from `handoff`. What is here speaks HTTP, keeps cookies, streams
//! what happens, and does the outgoing work.

mod address;
pub mod api;
pub mod assets;
pub mod channel;
pub mod cli;
pub mod delivery;
pub mod demo;
pub mod guard;
pub mod jobs;
pub mod json;
pub mod live;
pub mod llm;
pub mod mail;
mod mcp;
pub mod outgoing;
mod patience;
pub mod router;
pub mod serve;
pub mod session;
pub mod telemetry;
pub mod transcript;
pub mod widget;
