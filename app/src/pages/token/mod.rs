//! API tokens: what a program needs to talk to this server.

pub mod list;
