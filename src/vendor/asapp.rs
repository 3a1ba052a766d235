//! The destination of a handoff: a list of queue objects with their hours, dates, channels and languages.

use serde_json::{Map, Value, json};

use super::{Around, Draft, Export, Fate, Line, Vendor};
use crate::{
    handoff::{DESTINATION_FIELDS, Destination, TransferFunction, function_name},
    problem::Problem,
};

pub(super) struct Asapp;

/// The channels that the format knows.
const CHANNELS: [&str; 2] = ["voice", "chat"];

/// What a date can be in it.
const DATE_FIELDS: [&str; 3] = ["closed", "open_24", "intervals"];

impl Vendor for Asapp {
    fn name(&self) -> &'static str {
        "asapp"
    }

    fn title(&self) -> &'static str {
        "ASAPP"
    }

    fn holds(&self) -> &'static str {
        "the destination of one handoff: a list of queues with their hours"
    }

    fn example(&self) -> &'static str {
        r#"[{"name": "Billing Support", "type": "Agent_queue", "enabled": true, "open_24": true, …}]"#
    }

    fn places(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    fn read(&self, written: &Value, draft: &mut Draft) {
        let Some(destinations) = destinations(written, draft) else {
            return;
        };
        for (row, destination) in destinations.iter().enumerate() {
            put_function(row, destination, draft);
            put_queue(destination, draft);
        }
        lead(&destinations, draft);
    }

    fn write(&self, document: &Value, around: &Around) -> Export {
        let mut report = Vec::new();
        let (at, names) = asked_for(document, around.handoff, &mut report);
        let queues = document["queues"].as_array().map_or(&[][..], Vec::as_slice);
        let mut written = Vec::new();
        for name in names {
            let found = queues.iter().position(|queue| queue["name"] == *name);
            if let Some(row) = found {
                written.push(queue(&queues[row], row, &mut report));
            }
        }
        if !at.is_empty() {
            let detail = "The handoff’s name, its description and its instructions are not part of the destination. Copy them by hand.";
            report.push(Line::new(at, Fate::Lost, detail));
        }
        Export {
            json: Value::Array(written),
            report,
        }
    }
}

/// The destinations, or None with every mistake noted.
fn destinations(written: &Value, draft: &mut Draft) -> Option<Vec<Destination>> {
    let Some(rows) = written.as_array() else {
        draft.refuse(
            "",
            "Write a list of queues here: [{\"name\": \"Billing Support\", …}].",
        );
        return None;
    };
    if rows.is_empty() {
        draft.refuse("", "The list is empty, so nobody would ever be reached.");
        return None;
    }
    let mut read: Vec<Destination> = Vec::new();
    for (row, value) in rows.iter().enumerate() {
        let at = format!("/{row}");
        match Destination::read(&only_known(value)) {
            Ok(destination) => {
                if read
                    .iter()
                    .any(|other| is_called(&other.name, &destination.name))
                {
                    let detail = format!("“{}” is in this list already.", destination.name);
                    draft.refuse(format!("{at}/name"), detail);
                }
                read.push(destination);
            }
            Err(found) => draft.refuse_all(&at, found),
        }
    }
    (read.len() == rows.len()).then_some(read)
}

/// The fields that a destination object has. What else there is, is reported as lost.
fn only_known(value: &Value) -> Value {
    let mut known = value.clone();
    if let Value::Object(fields) = &mut known {
        fields.retain(|key, _| DESTINATION_FIELDS.contains(&key.as_str()));
    }
    known
}

fn is_called(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Makes the transfer function that a destination names, where there is none of that name.
fn put_function(row: usize, destination: &Destination, draft: &mut Draft) {
    let Some(name) = &destination.transfer_function else {
        return;
    };
    let functions = draft.rows("/transfer_functions");
    if functions.iter().any(|known| known["name"] == **name) {
        return;
    }
    let at = format!("/{row}/transfer_function_name");
    let new = json!({"name": name, "kind": "queue"});
    let function = match TransferFunction::from_json(&new, &[]) {
        Ok(function) => function,
        Err(found) => {
            for Problem { detail, .. } in found {
                draft.refuse(at.clone(), detail);
            }
            return;
        }
    };
    if let Some(Value::Array(functions)) = draft.document.pointer_mut("/transfer_functions") {
        functions.push(function.to_json());
    }
    let detail = format!(
        "There was no transfer function “{name}”, so one is made that puts conversations into the queue here. What it sends to which system is not part of this JSON; set it up under Transfers."
    );
    draft.changed(at, detail);
}

/// A queue of that name becomes what the destination says and keeps what it cannot say; else it is a new one.
fn put_queue(destination: &Destination, draft: &mut Draft) {
    let Value::Object(said) = destination.to_json() else {
        return;
    };
    let Some(Value::Array(queues)) = draft.document.pointer_mut("/queues") else {
        return;
    };
    let known = queues.iter_mut().find(|known| {
        let name = known["name"].as_str().unwrap_or_default();
        is_called(name, &destination.name)
    });
    match known {
        Some(Value::Object(known)) => {
            let ours = known.clone().into_iter();
            let ours = ours.filter(|(key, _)| !DESTINATION_FIELDS.contains(&key.as_str()));
            let ours: Map<String, Value> = ours.collect();
            *known = said;
            known.extend(ours);
        }
        _ => queues.push(Value::Object(said)),
    }
}

/// Has a handoff lead to the queues: the one that is asked for, or one of the first queue's name.
fn lead(destinations: &[Destination], draft: &mut Draft) {
    let names: Vec<&str> = destinations.iter().map(|one| one.name.as_str()).collect();
    let Some(first) = names.first() else {
        return;
    };
    let name = draft.around.handoff.unwrap_or(first).trim().to_owned();
    let function = function_name(&name);
    let handoffs = draft.rows("/handoffs");
    let known = handoffs.iter().position(|known| {
        known["name"].as_str().map(function_name).as_deref() == Some(function.as_str())
    });
    let is_first = handoffs.is_empty();
    if let Some(row) = known {
        draft.set(&format!("/handoffs/{row}/queues"), json!(names));
    } else {
        let new = json!({"name": name, "description": "", "available_instructions": "",
            "unavailable_instructions": "", "queues": names});
        if let Some(Value::Array(handoffs)) = draft.document.pointer_mut("/handoffs") {
            handoffs.push(new);
        }
        let detail = format!(
            "A destination says where, not when. So a handoff “{name}” is made that leads there; write its description and its instructions under Handoffs. An AI calls it as {function}."
        );
        draft.kept("", detail);
    }
    if is_first {
        let detail = "It is the first handoff here, so whatever no other one fits goes there too.";
        draft.kept("", detail);
    }
}

/// The names of the queues to write, and the pointer of the handoff that leads to them.
fn asked_for<'d>(
    document: &'d Value,
    handoff: Option<&str>,
    report: &mut Vec<Line>,
) -> (String, Vec<&'d str>) {
    let rows = |pointer: &str| {
        let rows = document.pointer(pointer).and_then(Value::as_array);
        rows.map_or(&[][..], Vec::as_slice)
    };
    let handoffs = rows("/handoffs");
    let found = match handoff {
        Some(wanted) => handoffs.iter().position(|known| {
            known["name"].as_str().map(function_name) == Some(function_name(wanted))
        }),
        None => (handoffs.len() == 1).then_some(0),
    };
    let texts = |rows: &'d [Value]| rows.iter().filter_map(Value::as_str).collect();
    let queues = found.map(|row| &handoffs[row]["queues"]);
    let queues = queues
        .and_then(Value::as_array)
        .filter(|rows| !rows.is_empty());
    if let (Some(row), Some(queues)) = (found, queues) {
        return (format!("/handoffs/{row}"), texts(queues));
    }
    if let Some(wanted) = handoff.filter(|_| found.is_none()) {
        let detail = format!("There is no handoff “{wanted}”, so every queue is written.");
        report.push(Line::new("/handoffs", Fate::Changed, detail));
    } else if handoffs.len() > 1 {
        let detail =
            "No handoff was named, so every queue is written. Name one to have its queues alone.";
        report.push(Line::new("/handoffs", Fate::Changed, detail));
    }
    let names = rows("/queues")
        .iter()
        .filter_map(|queue| queue["name"].as_str());
    (String::new(), names.collect())
}

/// One queue as the format has it.
fn queue(queue: &Value, row: usize, report: &mut Vec<Line>) -> Value {
    let at = format!("/queues/{row}");
    let mut lost = |pointer: String, detail: &str| {
        report.push(Line::new(pointer, Fate::Lost, detail));
    };
    let mut written = only_known(queue);
    if let Some(Value::Array(names)) = written.get_mut("supported_channel_types") {
        let known = |name: &str| CHANNELS.contains(&name);
        if names.iter().any(|name| !name.as_str().is_some_and(known)) {
            let detail = "It knows the channels voice and chat alone; the others are left out.";
            lost(format!("{at}/supported_channel_types"), detail);
        }
        // In the order in which its own examples name them.
        let there = CHANNELS
            .iter()
            .filter(|known| names.iter().any(|name| name == *known));
        *names = there.map(|name| json!(name)).collect();
    }
    if let Some(Value::Object(dates)) = written.get_mut("date_exceptions") {
        for (date, said) in dates.iter_mut() {
            let Value::Object(said) = said else { continue };
            let before = said.len();
            said.retain(|key, _| DATE_FIELDS.contains(&key.as_str()));
            if said.len() < before {
                let detail = "A date has no name in it and is not repeated every year.";
                lost(format!("{at}/date_exceptions/{date}"), detail);
            }
        }
    }
    if written.get("transfer_function_name").is_none() {
        let detail = "The format wants a transfer function, and this queue has none. Choose one under Queues.";
        lost(format!("{at}/transfer_function_name"), detail);
    }
    for (field, detail) in [
        ("capacity", "How many may wait has no place in it."),
        (
            "needs_presence",
            "That somebody must be online has no place in it.",
        ),
        ("members", "Who works on the queue has no place in it."),
    ] {
        let is_set = |value: &Value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Array(rows) => !rows.is_empty(),
            _ => true,
        };
        if queue.get(field).is_some_and(is_set) {
            lost(format!("{at}/{field}"), detail);
        }
    }
    written
}
