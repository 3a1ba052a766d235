//! The commands, as somebody at a shell meets them.

mod batch;
mod keep;
mod program;
