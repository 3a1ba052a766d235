//! Queues as kept.

mod find;
mod groups;
mod hours;
mod keep;
mod row;

pub(super) use keep::changed_one;
pub(super) use row::Kept;
pub use row::SavedQueue;
