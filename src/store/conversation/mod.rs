//! Conversations as kept.

mod find;
mod keep;
mod line;
mod row;

pub use keep::Opening;
pub(super) use row::{COLUMNS, ConversationRow};
