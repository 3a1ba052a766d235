//! A schedule as programs write it: a name, hours in one of the forms, and a calendar file with holidays.

use chrono_tz::Tz;
use handoff::{
    problem::Problem,
    schedule::{Calendar, Schedule, zone_named},
};
use serde_json::{Map, Value};

const OBJECT: &str = r#"Write an object, such as {"name": "Office", "timezone": "Europe/Madrid", "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}}."#;

const ZONE: &str = "The time zone is missing. Write a place, such as “Europe/Madrid”.";

/// The name and the hours, or everything that is wrong with them.
pub(super) fn read(body: Value) -> Result<(String, Schedule), Vec<Problem>> {
    let Value::Object(mut fields) = body else {
        return Err(vec![Problem::new("", OBJECT)]);
    };
    let mut problems = Vec::new();
    let name = text(&mut fields, "name", &mut problems).filter(|name| !name.trim().is_empty());
    if name.is_none() && problems.is_empty() {
        let detail = "The name is missing. Write one, such as “Office hours”.";
        problems.push(Problem::new("/name", detail));
    }
    let calendar = text(&mut fields, "holidays", &mut problems);
    let schedule = hours(fields).map_err(|found| problems.extend(found)).ok();
    let calendar = calendar.and_then(|calendar| holidays(&calendar, &mut problems));
    match (name, schedule) {
        (Some(name), Some(mut schedule)) if problems.is_empty() => {
            for (date, day) in calendar.into_iter().flat_map(|calendar| calendar.days) {
                schedule.exceptions.set(date, day);
            }
            Ok((name, schedule))
        }
        (_, schedule) => {
            // Saving looks at what hours mean; who is refused before is told of that as well.
            problems.extend(schedule.iter().flat_map(Schedule::check));
            Err(problems)
        }
    }
}

fn text(fields: &mut Map<String, Value>, key: &str, problems: &mut Vec<Problem>) -> Option<String> {
    match fields.shift_remove(key)? {
        Value::String(text) => Some(text),
        Value::Null => None,
        _ => {
            let detail = "Write a text in quotes here.";
            problems.push(Problem::new(format!("/{key}"), detail));
            None
        }
    }
}

/// The hours of what is left, in whichever form they are.
fn hours(mut fields: Map<String, Value>) -> Result<Schedule, Vec<Problem>> {
    if let Some(written) = fields.shift_remove("business_hours") {
        let beside = rest(&fields, "business_hours", &[]);
        let read = Schedule::from_business_hours(&written);
        return all_of(
            beside,
            read.map_err(|found| within("/business_hours", found)),
        );
    }
    for (form, read) in WITH_ZONE {
        if let Some(written) = fields.shift_remove(form) {
            return beside_zone(&fields, (form, read), &written);
        }
    }
    let hours = Schedule::check_fields(&fields);
    Schedule::from_json(&Value::Object(fields)).map_err(|mut found| {
        found.extend(hours);
        found
    })
}

/// The forms that have their zone beside them.
type Read = fn(Tz, &Value) -> Result<Schedule, Vec<Problem>>;
const WITH_ZONE: [(&str, Read); 2] = [
    ("availability", Schedule::from_slots),
    ("working_hours", Schedule::from_working_hours),
];

fn beside_zone(
    fields: &Map<String, Value>,
    (form, read): (&str, Read),
    written: &Value,
) -> Result<Schedule, Vec<Problem>> {
    let mut beside = rest(fields, form, &["timezone"]);
    let zone = fields.get("timezone").and_then(Value::as_str);
    let zone = zone.ok_or_else(|| ZONE.to_owned()).and_then(zone_named);
    let wrong = zone.as_ref().err();
    beside.extend(wrong.map(|detail| Problem::new("/timezone", detail)));
    // With a mistake in the zone the days are read all the same, so that all mistakes come at once.
    let read = read(zone.unwrap_or(Tz::UTC), written);
    all_of(
        beside,
        read.map_err(|found| within(&format!("/{form}"), found)),
    )
}

/// What was read, if nothing beside it is wrong either.
fn all_of(
    mut beside: Vec<Problem>,
    read: Result<Schedule, Vec<Problem>>,
) -> Result<Schedule, Vec<Problem>> {
    match read {
        Ok(hours) if beside.is_empty() => Ok(hours),
        Ok(_) => Err(beside),
        Err(found) => {
            beside.extend(found);
            Err(beside)
        }
    }
}

/// The same problems, seen from outside the member they are in.
fn within(at: &str, problems: Vec<Problem>) -> Vec<Problem> {
    let problems = problems.into_iter();
    problems.map(|problem| problem.at(at)).collect()
}

/// What stands beside a form that has no place for it.
fn rest(fields: &Map<String, Value>, form: &str, known: &[&str]) -> Vec<Problem> {
    let strange = fields.keys().filter(|key| !known.contains(&key.as_str()));
    strange
        .map(|key| {
            let detail = format!("“{key}” cannot stand beside “{form}”. Use one form of hours, and “holidays” for days that are different.");
            Problem::new(format!("/{key}"), detail)
        })
        .collect()
}

/// The days of a calendar file. One that brings something a date cannot say is not taken at all.
fn holidays(text: &str, problems: &mut Vec<Problem>) -> Option<Calendar> {
    let calendar = Calendar::read(text)
        .map_err(|problem| problems.push(problem.at("/holidays")))
        .ok()?;
    let refused = calendar
        .refused
        .iter()
        .map(|problem| Problem::new("/holidays", &*problem.detail));
    problems.extend(refused);
    Some(calendar)
}
