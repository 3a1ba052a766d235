//! The store on a real SQLite file, and on PostgreSQL too where `HANDOFF_TEST_POSTGRES` names one.

mod database;
mod schema;
mod statements;
mod writing;
