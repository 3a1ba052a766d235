//! The judge that is built in: rules, word lists and a table of vectors; no network. What it reads is in `judge::read`.

pub(crate) mod background;
pub(crate) mod consent;
pub(crate) mod embedding;
pub(crate) mod explicit_request;
pub mod frustration;
pub(crate) mod language;
#[cfg(test)]
mod languages;
pub(crate) mod matching;
pub(crate) mod mood;
pub(crate) mod repetition;
pub(crate) mod sentiment;
pub mod urgency;
