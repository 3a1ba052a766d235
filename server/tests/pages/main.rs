//! The pages through the real router, as a browser without a script meets them.

#![expect(
    clippy::unwrap_used,
    reason = "what these tests are made of may panic like the tests themselves"
)]

mod browser;
#[path = "../support/database.rs"]
mod database;
mod door;
mod handoffs;
mod people;
mod settings;
mod trying;
