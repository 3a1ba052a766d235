//! Handoff's pages: plain data in, a finished HTML document out. No I/O, no database, no clock.
//!
//! A page is a function from a struct to a `String`; the handler that loads the struct lives in the
//! server. Nothing here needs a script to work, and nothing is written inline, so the content policy
//! can stay strict.

#![expect(
    clippy::needless_pass_by_value,
    reason = "components own their properties: the view they return outlives the call"
)]

pub mod document;
pub mod form;
pub mod pages;
pub mod person;
pub mod routes;
pub mod shell;
pub mod ui;

#[cfg(test)]
mod gallery;
