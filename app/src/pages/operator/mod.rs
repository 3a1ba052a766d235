//! The people who answer customers.

pub mod invite;
pub mod list;
