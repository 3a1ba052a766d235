//! The destination of a handoff as other systems write it: a JSON list of queue objects, read with every
//! mistake at once, and written again.

mod reader;
mod written;

use reader::Reader;
use serde_json::{Map, Value, json};
pub use written::{DestinationExample, write_destinations};

use super::{Queue, channel_names};
use crate::{
    channel::Channel,
    id::QueueId,
    problem::{Fault, Problem, faults, nearest, read_json, step},
    schedule::Schedule,
};

/// Every field of a destination object, in the order they are written.
pub const DESTINATION_FIELDS: [&str; 10] = [
    "name",
    "type",
    "enabled",
    "open_24",
    "weekly_hours",
    "date_exceptions",
    "timezone",
    "supported_channel_types",
    "supported_languages",
    "transfer_function_name",
];

/// The only kind of destination there is.
const KIND: &str = "Agent_queue";

/// The longest name of a queue, in characters.
const NAME_MAX: usize = 100;

/// A queue as a destination object says it: its hours inline, its transfer function by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Destination {
    pub name: String,
    pub enabled: bool,
    pub schedule: Schedule,
    pub channels: Vec<Channel>,
    pub languages: Vec<String>,
    pub transfer_function: Option<String>,
}

/// Reads a text of destination objects. `functions` are the transfer functions there are.
///
/// ```
/// use handoff::handoff::parse_destinations;
/// let text = r#"[{"name": "Sales", "type": "Agent_queue", "enabled": true, "open_24": true,
///   "timezone": "America/New_York", "transfer_function_name": "default_transfr"}]"#;
/// let faults = parse_destinations(text, &["default_transfer"]).unwrap_err();
/// assert_eq!(faults[0].in_words(), "Line 2, [0].transfer_function_name: \
///     There is no transfer function “default_transfr”. Did you mean “default_transfer”?");
/// ```
pub fn parse_destinations(text: &str, functions: &[&str]) -> Result<Vec<Destination>, Vec<Fault>> {
    let value = read_json(text).map_err(|fault| vec![fault])?;
    read_list(&value, functions).map_err(|problems| faults(text, problems))
}

fn read_list(value: &Value, functions: &[&str]) -> Result<Vec<Destination>, Vec<Problem>> {
    let Some(rows) = value.as_array() else {
        let detail = "Write a list of queues here: [{\"name\": \"Billing Support\", …}].";
        return Err(vec![Problem::new("", detail)]);
    };
    let mut problems = Vec::new();
    let mut read: Vec<Destination> = Vec::new();
    if rows.is_empty() {
        let detail = "The list is empty, so nobody would ever be reached. Add a queue; the examples show how.";
        problems.push(Problem::new("", detail));
    }
    for (row, value) in rows.iter().enumerate() {
        let at = format!("/{row}");
        match Destination::read(value) {
            Ok(destination) => {
                let known = destination.transfer_function.as_deref();
                problems.extend(known.and_then(|name| unknown_function(name, functions, &at)));
                if read
                    .iter()
                    .any(|other| is_same(&other.name, &destination.name))
                {
                    let detail = format!("“{}” is in this list already.", destination.name);
                    problems.push(Problem::new(format!("{at}/name"), detail));
                }
                read.push(destination);
            }
            Err(found) => problems.extend(found.into_iter().map(|problem| problem.at(&at))),
        }
        // What cannot be read may still name a function that is not there.
        if let Some(name) = value.get("transfer_function_name").and_then(Value::as_str)
            && read.len() <= row
        {
            problems.extend(unknown_function(name, functions, &at));
        }
    }
    if problems.is_empty() {
        Ok(read)
    } else {
        Err(problems)
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn unknown_function(name: &str, functions: &[&str], at: &str) -> Option<Problem> {
    if functions.contains(&name) || name.trim().is_empty() {
        return None;
    }
    let detail = match nearest(name, functions.iter().copied()) {
        Some(near) => format!("There is no transfer function “{name}”. Did you mean “{near}”?"),
        None if functions.is_empty() => {
            format!("There is no transfer function “{name}”. Make one first, under Transfers.")
        }
        None => format!(
            "There is no transfer function “{name}”. There are {}.",
            functions.join(", ")
        ),
    };
    Some(Problem::new(format!("{at}/transfer_function_name"), detail))
}

impl Destination {
    /// Reads one destination object with every field the format requires. All mistakes come at once.
    pub fn read(value: &Value) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        if let Some(fields) = value.as_object() {
            problems.extend(missing(fields));
            problems.extend(unknown(fields));
        }
        match Self::read_loosely(value, &[]) {
            Ok(destination) if problems.is_empty() => {
                let found = destination.schedule.check();
                if found.is_empty() {
                    Ok(destination)
                } else {
                    Err(found)
                }
            }
            Ok(destination) => {
                problems.extend(destination.schedule.check());
                Err(problems)
            }
            Err(found) => {
                let is_new = |problem: &Problem| {
                    problems
                        .iter()
                        .all(|known| known.pointer != problem.pointer)
                };
                let hours = value.as_object().map(Schedule::check_fields);
                let found = found.into_iter().chain(hours.into_iter().flatten());
                let found: Vec<Problem> = found.filter(is_new).collect();
                problems.extend(found);
                Err(problems)
            }
        }
    }

    /// Reads one where what is left out holds as it usually is: enabled, always open. Members in `others`
    /// are left to the caller.
    pub fn read_loosely(value: &Value, others: &[&str]) -> Result<Self, Vec<Problem>> {
        let Some(fields) = value.as_object() else {
            let detail = "A queue is an object with a name and its hours.";
            return Err(vec![Problem::new("", detail)]);
        };
        let mut reader = Reader {
            fields,
            problems: Vec::new(),
        };
        let is_known = |key: &&String| {
            DESTINATION_FIELDS.contains(&key.as_str()) || others.contains(&key.as_str())
        };
        for key in fields.keys().filter(|key| !is_known(key)) {
            reader.problems.push(unknown_field(key));
        }
        let name = reader.text("name").map(|name| name.trim().to_owned());
        if fields.contains_key("name") {
            let length = name.as_ref().map_or(1, |name| name.chars().count());
            if length == 0 || length > NAME_MAX {
                reader.refuse(
                    "name",
                    format!("A queue's name has 1 to {NAME_MAX} characters."),
                );
            }
        } else {
            reader.refuse(
                "name",
                "The queue has no name. Write one, such as “Billing Support”.",
            );
        }
        if let Some(kind) = reader.text("type").filter(|kind| *kind != KIND) {
            reader.refuse(
                "type",
                format!("“{kind}” is not a kind of destination. Write “{KIND}”."),
            );
        }
        let enabled = reader.flag("enabled", true);
        let schedule = reader.schedule();
        let channels = reader.channels();
        let languages = reader.languages();
        let transfer_function = reader.text("transfer_function_name").map(str::to_owned);
        if transfer_function
            .as_deref()
            .is_some_and(|name| name.trim().is_empty())
        {
            reader.refuse(
                "transfer_function_name",
                "Write the name of a transfer function.",
            );
        }
        match (name, schedule, reader.problems) {
            (Some(name), Some(schedule), problems) if problems.is_empty() => Ok(Self {
                name,
                enabled,
                schedule,
                channels,
                languages,
                transfer_function,
            }),
            (_, _, problems) => Err(problems),
        }
    }

    /// The destination object of a queue whose transfer function has that name.
    #[must_use]
    pub fn of(queue: &Queue, transfer_function: Option<&str>) -> Self {
        Self {
            name: queue.name.clone(),
            enabled: queue.enabled,
            schedule: queue.schedule.clone(),
            channels: queue.channels.clone(),
            languages: queue.languages.clone(),
            transfer_function: transfer_function.map(str::to_owned),
        }
    }

    /// The object that [`Destination::read`] reads back as this.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Value::Object(mut hours) = self.schedule.to_json() else {
            return Value::Null;
        };
        let mut object = Map::new();
        for field in DESTINATION_FIELDS {
            let value = match field {
                "name" => json!(self.name),
                "type" => json!(KIND),
                "enabled" => json!(self.enabled),
                "supported_channel_types" if !self.channels.is_empty() => {
                    json!(channel_names(&self.channels))
                }
                "supported_languages" if !self.languages.is_empty() => json!(self.languages),
                "transfer_function_name" => match &self.transfer_function {
                    Some(name) => json!(name),
                    None => continue,
                },
                _ => match hours.shift_remove(field) {
                    Some(value) => value,
                    None => continue,
                },
            };
            object.insert(field.to_owned(), value);
        }
        Value::Object(object)
    }

    /// A queue as the destination says it. Its transfer function is the caller's to find.
    #[must_use]
    pub fn queue(&self, id: QueueId) -> Queue {
        Queue {
            enabled: self.enabled,
            channels: self.channels.clone(),
            languages: self.languages.clone(),
            ..Queue::new(id, self.name.clone(), self.schedule.clone())
        }
    }
}

/// What the format requires and is not there.
fn missing(fields: &Map<String, Value>) -> Vec<Problem> {
    let lacks = |key: &str| !fields.contains_key(key);
    let mut found = Vec::new();
    let required = [
        ("name", "Write the queue's name, such as “Billing Support”."),
        ("type", "Write “Agent_queue”."),
        ("enabled", "Write true, or false to switch the queue off."),
        (
            "open_24",
            "Write true if somebody is always there, else false with “weekly_hours”.",
        ),
        ("timezone", "Write a place, such as “America/New_York”."),
        (
            "transfer_function_name",
            "Write the name of a transfer function that is set up.",
        ),
    ];
    for (key, advice) in required.into_iter().filter(|(key, _)| lacks(key)) {
        found.push(Problem::new(
            step(key),
            format!("“{key}” is missing. {advice}"),
        ));
    }
    if fields.get("open_24") == Some(&Value::Bool(false)) && lacks("weekly_hours") {
        let detail = "“weekly_hours” is missing. With “open_24”: false, say when people are there: {\"mon\": [{\"start\": \"09:00\", \"end\": \"17:00\"}]}.";
        found.push(Problem::new("/weekly_hours", detail));
    }
    found
}

fn unknown(fields: &Map<String, Value>) -> Vec<Problem> {
    let keys = fields.keys();
    let unknown = keys.filter(|key| !DESTINATION_FIELDS.contains(&key.as_str()));
    unknown.map(|key| unknown_field(key)).collect()
}

fn unknown_field(key: &str) -> Problem {
    let detail = match nearest(key, DESTINATION_FIELDS) {
        Some(near) => format!("“{key}” is not known here. Did you mean “{near}”?"),
        None => format!(
            "“{key}” is not known here. Take it away; known are {}.",
            DESTINATION_FIELDS.join(", ")
        ),
    };
    Problem::new(step(key), detail)
}
