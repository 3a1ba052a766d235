//! The commands, as somebody at a shell meets them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot get on should stop where it is"
)]

mod backup;
mod batch;
mod delivered;
mod examples;
mod keep;
mod killed;
#[cfg(unix)]
mod model;
mod program;
mod stop;
mod vendor;
