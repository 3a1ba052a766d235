//! The pages through the real router, as a browser without a script meets them.

#![expect(
    clippy::unwrap_used,
    reason = "what these tests are made of may panic like the tests themselves"
)]

mod browser;
#[path = "../support/database.rs"]
mod database;
mod delivery;
mod door;
#[expect(dead_code, reason = "the pages need less of it than the API")]
#[path = "../api/llm/fake.rs"]
mod fake;
mod file;
mod handoffs;
mod hostile;
mod inbox;
mod insight;
#[path = "../support/leaving.rs"]
mod leaving;
mod live;
mod people;
mod queue;
mod settings;
mod transfer_function;
mod trying;
mod vendor;
mod visibility;
