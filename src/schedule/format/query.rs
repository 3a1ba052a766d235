//! One question a line: is somebody there at this instant? For asking about many instants at once.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use super::{inline, reader::Reader};
use crate::{clock::Instant, problem::Problem, schedule::Schedule};

const QUESTION: &str = r#"{"id": "1", "zone": "Europe/Madrid", "weekly_hours": {}, "instant": "2026-01-12T10:30:00Z"}"#;
const KNOWN: [&str; 7] = [
    "id",
    "zone",
    "timezone",
    "open_24",
    "weekly_hours",
    "date_exceptions",
    "instant",
];

/// Answers one line, or says in an `error` what is wrong with it.
///
/// What the line leaves out comes from `default`; weekly hours in the line also take the place of a
/// default that is always open.
///
/// ```
/// use handoff::schedule::answer_query;
///
/// let line = r#"{"id": "a", "zone": "Europe/London", "instant": "2026-01-12T10:30:00Z",
///                "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}}"#;
/// let answer = answer_query(None, line).unwrap();
/// assert_eq!(answer.to_string(), r#"{"id":"a","open":true,"opens_at":null,"closes_at":"2026-01-12T17:00:00Z"}"#);
/// ```
///
/// # Errors
/// The same shape with the `id`, if it could be read, and one sentence for each mistake.
pub fn answer_query(default: Option<&Schedule>, line: &str) -> Result<Value, Value> {
    let question: Value = serde_json::from_str(line).map_err(
        |error| json!({"id": null, "error": format!("This line is not JSON: {error}.")}),
    )?;
    let id = question.get("id").cloned().unwrap_or_default();
    let (schedule, instant) = read(default, &question).map_err(|problems| {
        let sentences: Vec<String> = problems.iter().map(Problem::to_string).collect();
        json!({"id": id, "error": sentences.join(" ")})
    })?;
    let status = schedule.status(instant);
    let written = |instant: Option<Instant>| {
        instant.map(|instant| instant.to_rfc3339_opts(SecondsFormat::Secs, true))
    };
    Ok(json!({
        "id": id,
        "open": status.is_open,
        "opens_at": written(status.opens_at),
        "closes_at": written(status.closes_at),
    }))
}

fn read(default: Option<&Schedule>, question: &Value) -> Result<(Schedule, Instant), Vec<Problem>> {
    let mut reader = Reader::default();
    let read = reader.object("", question, QUESTION).and_then(|fields| {
        reader.only("", fields, &KNOWN);
        let schedule = schedule(&mut reader, default, fields);
        let instant = instant(&mut reader, fields);
        Some((schedule?, instant?))
    });
    reader.finish(read)
}

fn schedule(
    reader: &mut Reader,
    default: Option<&Schedule>,
    fields: &Map<String, Value>,
) -> Option<Schedule> {
    let zone = inline::zone(reader, fields, default.map(|schedule| schedule.zone));
    let Some(default) = default else {
        return inline::hours(reader, fields, zone);
    };
    let Value::Object(mut merged) = default.to_json() else {
        return None;
    };
    if fields.contains_key("weekly_hours") {
        merged.remove("open_24");
    }
    merged.extend(fields.clone());
    inline::hours(reader, &merged, zone)
}

fn instant(reader: &mut Reader, fields: &Map<String, Value>) -> Option<Instant> {
    let text = reader.text("/instant", fields.get("instant").unwrap_or(&Value::Null))?;
    let read = text.trim().parse();
    if read.is_err() {
        reader.refuse(
            "/instant",
            format!("“{text}” is not an instant. Write it as “2026-01-12T10:30:00Z”."),
        );
    }
    read.ok()
}
