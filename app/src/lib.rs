//! Handoff's pages: HTML and nothing else.
//!
//! A page is a function from a struct to a `String`; the handler beside it loads the struct and sends
//! the document. Nothing here needs a script to work, and nothing is written inline, so the content
//! policy can stay strict. There is no SQL and no JSON here.

// A page is one type as deep as its markup, and the largest are deeper than what a compiler expects.
#![recursion_limit = "256"]
#![expect(
    clippy::needless_pass_by_value,
    reason = "components own their properties: the view they return outlives the call"
)]

pub mod buttons;
pub mod csv;
pub mod document;
pub mod download;
pub mod form;
pub mod pages;
pub mod person;
pub mod request;
pub mod routes;
pub mod shell;
pub mod site;
pub mod ui;

#[cfg(test)]
mod gallery;
