//! WHERE it goes: the queues in which conversations wait.

mod opening;
mod queue;

pub use opening::{city, opening_in, opening_in_words, wait_in, wait_in_words};
pub use queue::{Availability, Queue, Skipped, availability};
