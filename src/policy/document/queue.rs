//! The queues of a document: destination objects, with what our queues know besides.

use serde_json::Value;

use crate::{
    handoff::{Destination, Queue},
    id::QueueId,
    problem::Problem,
};

/// What our queues know besides the fields of a destination object.
const OURS: [&str; 2] = ["capacity", "needs_presence"];

/// A queue with its hours inline.
#[derive(Debug, Clone)]
pub(super) struct QueueSection {
    pub(super) destination: Destination,
    capacity: Option<u32>,
    needs_presence: bool,
}

impl QueueSection {
    /// Reads one; what is left out is as it usually is.
    pub(super) fn parse(value: &Value) -> Result<Self, Vec<Problem>> {
        let read = Destination::read_loosely(value, &OURS);
        let mut problems = read.as_ref().err().cloned().unwrap_or_default();
        let given = |key: &str| value.get(key).filter(|value| !value.is_null());
        let capacity = given("capacity").map(|value| {
            value
                .as_u64()
                .and_then(|count| u32::try_from(count).ok())
                .filter(|count| *count > 0)
        });
        if capacity == Some(None) {
            let detail = "Write how many may wait, as a whole number from 1 on.";
            problems.push(Problem::new("/capacity", detail));
        }
        let needs_presence = given("needs_presence").map(Value::as_bool);
        if needs_presence == Some(None) {
            let detail = "Write true or false here, without quotes.";
            problems.push(Problem::new("/needs_presence", detail));
        }
        match read {
            Ok(destination) if problems.is_empty() => Ok(Self {
                destination,
                capacity: capacity.flatten(),
                needs_presence: needs_presence.flatten().unwrap_or(false),
            }),
            _ => Err(problems),
        }
    }

    pub(super) fn build(&self, id: QueueId) -> Queue {
        Queue {
            capacity: self.capacity,
            needs_presence: self.needs_presence,
            ..self.destination.queue(id)
        }
    }
}
