//! The store on a real SQLite file, and on PostgreSQL too where `HANDOFF_TEST_POSTGRES` names one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod backup;
mod customer;
mod database;
mod file;
mod handling;
mod once;
mod reach;
mod schema;
mod search;
mod statements;
mod surroundings;
mod writing;
