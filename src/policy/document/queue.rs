//! The queues of a document: destination objects, with what our queues know besides.

use serde_json::{Map, Value};

use crate::{
    handoff::{Destination, Queue},
    id::{OperatorId, QueueId},
    policy::NAME_MAX,
    problem::Problem,
};

/// What our queues know besides the fields of a destination object.
const OURS: [&str; 5] = ["capacity", "needs_presence", "members", "groups", "sharing"];

/// A queue with its hours inline.
#[derive(Debug, Clone)]
pub(super) struct QueueSection {
    pub(super) destination: Destination,
    capacity: Option<u32>,
    needs_presence: bool,
    members: Vec<OperatorId>,
    groups: Vec<String>,
    /// How its conversations are shared out; the queue it falls back to is named.
    pub(super) sharing: Option<Value>,
}

impl QueueSection {
    /// Reads one, with everything that is wrong with it; what is left out is as it usually is. One that
    /// cannot be read is stood in for by one of its name, so that those who name it do not name nothing.
    pub(super) fn read(value: &Value, row: usize) -> (Option<Self>, Vec<Problem>) {
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
        let members = given("members").map(|value| serde_json::from_value(value.clone()));
        if matches!(members, Some(Err(_))) {
            let detail = "List who works on it by their numbers, such as [1, 2].";
            problems.push(Problem::new("/members", detail));
        }
        let groups = given("groups").map(|value| serde_json::from_value(value.clone()));
        if matches!(groups, Some(Err(_))) {
            let detail = "List the groups that work on it by their names, such as [\"Billing\"].";
            problems.push(Problem::new("/groups", detail));
        }
        let destination = read.ok().or_else(|| stand_in(value, row));
        let section = destination.map(|destination| Self {
            destination,
            capacity: capacity.flatten(),
            needs_presence: needs_presence.flatten().unwrap_or(false),
            members: members.and_then(Result::ok).unwrap_or_default(),
            groups: groups.and_then(Result::ok).unwrap_or_default(),
            sharing: given("sharing").cloned(),
        });
        (section, problems)
    }

    pub(super) fn build(&self, id: QueueId) -> Queue {
        Queue {
            capacity: self.capacity,
            needs_presence: self.needs_presence,
            // Without a database nobody is known but who is named.
            people: self.members.clone(),
            members: self.members.clone(),
            groups: self.groups.clone(),
            ..self.destination.queue(id)
        }
    }
}

/// A queue of that name which is always open.
fn stand_in(value: &Value, row: usize) -> Option<Destination> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::trim);
    let usable = |text: &&str| (1..=NAME_MAX).contains(&text.chars().count());
    let mut written = Map::new();
    let name = text("name").filter(usable).map(str::to_owned);
    let name = name.unwrap_or_else(|| format!("Queue {}", row + 1));
    written.insert("name".into(), name.into());
    written.insert("open_24".into(), true.into());
    written.insert("timezone".into(), "UTC".into());
    if let Some(function) = text("transfer_function_name").filter(usable) {
        written.insert("transfer_function_name".into(), function.into());
    }
    Destination::read_loosely(&Value::Object(written), &[]).ok()
}
