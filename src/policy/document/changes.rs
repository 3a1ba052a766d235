//! What is different between two configuration documents, in plain words.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::Document;
use crate::{
    problem::step,
    schedule::{FIELDS, Schedule},
    wording::capitalised,
};

/// The longest value that is repeated, in characters.
const SHOWN_MAX: usize = 120;

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ConfigurationChange)]
pub struct Change {
    /// Where it stands in the new document; for what is gone, in the old one.
    pub pointer: String,
    /// In plain sentences.
    pub detail: String,
}

/// The sections that are lists of things with names: what one is called, and the field of its name.
const LISTS: [(&str, &str, &str); 7] = [
    ("generic_guidelines", "predefined reason", "name"),
    ("custom_guidelines", "guideline", "name"),
    ("routing_profiles", "routing profile", "name"),
    ("queues", "queue", "name"),
    ("handoffs", "handoff", "name"),
    ("transfer_functions", "transfer function", "name"),
    ("topics", "topic", "title"),
];

/// What places are called. Others are called by their last two names.
const CALLED: [(&str, &str); 24] = [
    ("/is_active", "Counts"),
    ("/user_ids", "The people for it, by their numbers"),
    ("/settings/is_active", "Human Handoff"),
    ("/settings/keywords", "Keywords"),
    (
        "/settings/ai_summary_active",
        "The summary for the operator",
    ),
    ("/settings/topic_based_routing_active", "Routing by topic"),
    ("/settings/question_message", "The question that asks first"),
    ("/settings/confirmation_message", "The message after a yes"),
    (
        "/settings/confirmation_outside_working_hours_message",
        "The message outside hours",
    ),
    ("/settings/working_hours_active", "Working hours"),
    ("/settings/timezone", "The time zone"),
    ("/settings/send_email_notification", "E-mail to the team"),
    ("/settings/emails", "The addresses that are told"),
    ("/messages/waiting_for_agent", "The message while waiting"),
    (
        "/messages/agent_connected",
        "The message when somebody takes over",
    ),
    ("/outside_hours/action", "What happens outside hours"),
    (
        "/triggers/explicit_request/enabled",
        "Handing over when somebody asks for a person",
    ),
    (
        "/triggers/frustration/sentiment_threshold",
        "The mood from which on somebody is frustrated",
    ),
    (
        "/triggers/low_confidence/threshold",
        "The confidence below which an answer is too unsure",
    ),
    (
        "/triggers/max_exchanges/enabled",
        "Handing over after many exchanges",
    ),
    (
        "/triggers/max_exchanges/exchanges",
        "How many exchanges are too many",
    ),
    ("/triggers/forbidden_topics", "Forbidden topics"),
    ("/triggers/keyword/enabled", "Whether keywords count"),
    (
        "/assignment/priority_boost_on_sentiment",
        "A higher priority for whoever is upset",
    ),
];

impl Document {
    /// Everything that is different in `after`, section by section.
    ///
    /// ```
    /// use handoff::policy::Document;
    /// use serde_json::json;
    /// let before = json!({"settings": {"is_active": false}, "queues": [{"name": "Sales"}]});
    /// let after = json!({"settings": {"is_active": true}, "queues": []});
    /// let changes = Document::changes(&before, &after);
    /// assert_eq!(changes[0].detail, "Human Handoff: on (was off).");
    /// assert_eq!(changes[1].detail, "The queue “Sales” goes.");
    /// ```
    #[must_use]
    pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
        let mut changes = Vec::new();
        let empty = Map::new();
        let (old, new) = (
            before.as_object().unwrap_or(&empty),
            after.as_object().unwrap_or(&empty),
        );
        let more = new.keys().filter(|key| !old.contains_key(*key));
        for section in old.keys().chain(more) {
            let values = (
                old.get(section).unwrap_or(&Value::Null),
                new.get(section).unwrap_or(&Value::Null),
            );
            match LISTS.iter().find(|(name, _, _)| name == section) {
                Some(list) => in_list(*list, values, &mut changes),
                // What the first queue says of hours, it says more exactly.
                None if section == "availability" => {}
                None => in_leaves(&step(section), values, &mut changes),
            }
        }
        changes
    }
}

/// What came, went and changed in a list of things with names.
fn in_list(
    (section, what, field): (&str, &str, &str),
    (before, after): (&Value, &Value),
    changes: &mut Vec<Change>,
) {
    let rows = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (before, after) = (rows(before), rows(after));
    let name = |row: &Value| row[field].as_str().unwrap_or_default().trim().to_owned();
    let same = |rows: &[Value], wanted: &str| {
        let wanted = wanted.to_lowercase();
        rows.iter()
            .find(|row| name(row).to_lowercase() == wanted)
            .cloned()
    };
    for (row, gone) in before.iter().enumerate() {
        let name = name(gone);
        if same(&after, &name).is_none() {
            let detail = format!("The {what} “{name}” goes.");
            changes.push(Change {
                pointer: format!("/{section}/{row}"),
                detail,
            });
        }
    }
    for (row, now) in after.iter().enumerate() {
        let name = name(now);
        let said = match same(&before, &name) {
            None => Some(format!("The {what} “{name}” is new{}.", described(now))),
            Some(old) => {
                let parts = parts(&old, now);
                (!parts.is_empty())
                    .then(|| format!("The {what} “{name}” changes. {}", parts.join(" ")))
            }
        };
        changes.extend(said.map(|detail| Change {
            pointer: format!("/{section}/{row}"),
            detail,
        }));
    }
}

/// The hours of a queue that is new, or where a handoff leads.
fn described(row: &Value) -> String {
    if let Some(hours) = hours(row) {
        return format!(": {hours}");
    }
    match row.get("queues").and_then(Value::as_array) {
        Some(queues) if !queues.is_empty() => {
            format!(" and leads to {}", shown(&row["queues"]))
        }
        _ => String::new(),
    }
}

/// What is different between two things of the same name, a sentence each.
fn parts(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let (was, is) = (hours(old), hours(new));
    if was != is
        && let Some(is) = is
    {
        found.push(format!(
            "Hours: {is} (were {}).",
            was.as_deref().unwrap_or("none")
        ));
    }
    let strip = |value: &Value| {
        let mut value = value.clone();
        if let Value::Object(fields) = &mut value {
            for field in FIELDS.iter().chain(&["id"]) {
                fields.shift_remove(*field);
            }
        }
        value
    };
    let mut changes = Vec::new();
    in_leaves("", (&strip(old), &strip(new)), &mut changes);
    found.extend(changes.into_iter().map(|change| change.detail));
    found
}

/// The hours of something that has some, in words: “Mon–Fri 09:00–17:00, Europe/Madrid, 2 special dates”.
fn hours(row: &Value) -> Option<String> {
    let fields = row.as_object().filter(|row| row.contains_key("timezone"))?;
    let schedule = Schedule::from_fields(fields).ok()?;
    let dates = match schedule.exceptions.iter().count() {
        0 => String::new(),
        1 => ", one special date".to_owned(),
        count => format!(", {count} special dates"),
    };
    Some(format!(
        "{}, {}{dates}",
        schedule.in_words(),
        schedule.zone.name()
    ))
}

/// What is different in values that are no lists of things with names.
fn in_leaves(at: &str, (before, after): (&Value, &Value), changes: &mut Vec<Change>) {
    if let (Value::Object(old), Value::Object(new)) = (before, after) {
        let more = new.keys().filter(|key| !old.contains_key(*key));
        for key in old.keys().chain(more) {
            let values = (
                old.get(key).unwrap_or(&Value::Null),
                new.get(key).unwrap_or(&Value::Null),
            );
            in_leaves(&format!("{at}{}", step(key)), values, changes);
        }
        return;
    }
    let is_number = |value: &Value| value.as_f64();
    let is_same = before == after
        || matches!((is_number(before), is_number(after)), (Some(one), Some(other)) if one.total_cmp(&other).is_eq());
    if !is_same && (shown(before) != shown(after)) {
        let detail = format!("{}: {} (was {}).", called(at), shown(after), shown(before));
        changes.push(Change {
            pointer: at.to_owned(),
            detail,
        });
    }
}

fn called(at: &str) -> String {
    if let Some((_, name)) = CALLED.iter().find(|(pointer, _)| *pointer == at) {
        return (*name).to_owned();
    }
    let names: Vec<String> = at
        .split('/')
        .skip(1)
        .map(|name| name.replace("~1", "/").replace("~0", "~").replace('_', " "))
        .collect();
    let last = names.len().saturating_sub(2);
    let name = names[last..].join(", ");
    if name.is_empty() {
        return "All of it".to_owned();
    }
    capitalised(&name)
}

/// A value as people read it.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => "not set".to_owned(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::String(text) if text.trim().is_empty() => "empty".to_owned(),
        Value::String(text) => format!("“{text}”"),
        Value::Array(rows) if rows.is_empty() => "none".to_owned(),
        Value::Array(rows) => {
            let named = rows.iter().map(|row| shown(row.get("name").unwrap_or(row)));
            named.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    if text.chars().count() <= SHOWN_MAX {
        return text;
    }
    let cut: String = text.chars().take(SHOWN_MAX - 1).collect();
    format!("{cut}…")
}
