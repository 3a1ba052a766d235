//! The working hours of an inbox, with its time zone and what it says outside them.

use serde_json::{Map, Value, json};

use super::{Around, Draft, Export, Fate, Line, Vendor, draft::first_hours};
use crate::schedule::{Exceptions, Schedule, zone_named};

pub(super) struct Chatwoot;

/// What is read of an inbox.
const PART: [&str; 4] = [
    "working_hours_enabled",
    "out_of_office_message",
    "timezone",
    "working_hours",
];

const OUTSIDE: &str = "/settings/confirmation_outside_working_hours_message";

impl Vendor for Chatwoot {
    fn name(&self) -> &'static str {
        "chatwoot"
    }

    fn title(&self) -> &'static str {
        "Chatwoot"
    }

    fn holds(&self) -> &'static str {
        "an inbox as its API answers; its working hours become those of the first queue"
    }

    fn example(&self) -> &'static str {
        r#"{"timezone": "Europe/Madrid", "out_of_office_message": "…", "working_hours": [{"day_of_week": 1, …}]}"#
    }

    fn part(&self) -> Option<&'static [&'static str]> {
        Some(&PART)
    }

    fn places(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (OUTSIDE, "/out_of_office_message"),
            ("/outside_hours/message", "/out_of_office_message"),
        ]
    }

    fn read(&self, written: &Value, draft: &mut Draft) {
        let Some(inbox) = written.as_object() else {
            let detail = "Write one inbox here, as the API answers: {\"timezone\": …, \"working_hours\": […]}.";
            return draft.refuse("", detail);
        };
        if inbox.keys().any(|key| !PART.contains(&key.as_str())) {
            let detail = "Only when somebody is there is taken along, and what is said when nobody is. Everything else of the inbox is not about that.";
            draft.lost("", detail);
        }
        match inbox.get("out_of_office_message") {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => draft.message(OUTSIDE, text),
            Some(_) => draft.refuse("/out_of_office_message", "Write a text in quotes here."),
        }
        if let Some(mut week) = week(inbox, draft) {
            week.open_24 = match inbox.get("working_hours_enabled") {
                None | Some(Value::Null | Value::Bool(true)) => false,
                Some(Value::Bool(false)) => true,
                Some(_) => {
                    let detail = "Write true or false here, without quotes.";
                    return draft.refuse("/working_hours_enabled", detail);
                }
            };
            draft.set_week(&week);
        }
    }

    fn write(&self, document: &Value, _: &Around) -> Export {
        let mut report = Vec::new();
        let mut inbox = Map::new();
        if let Some(hours) = first_hours(document) {
            inbox.insert("working_hours_enabled".into(), json!(!hours.open_24));
            inbox.insert("timezone".into(), json!(hours.zone.name()));
            inbox.extend(written_week(hours, &mut report));
        }
        if let Some(message) = document.pointer(OUTSIDE) {
            inbox.insert("out_of_office_message".into(), message.clone());
        }
        let detail = "It only has the hours of the first queue and the message outside them.";
        report.push(Line::new("", Fate::Lost, detail));
        Export {
            json: Value::Object(inbox),
            report,
        }
    }
}

fn week(inbox: &Map<String, Value>, draft: &mut Draft) -> Option<Schedule> {
    let zone = match inbox.get("timezone") {
        Some(Value::String(name)) => zone_named(name),
        Some(value) if !value.is_null() => Err("Write a place in quotes here.".to_owned()),
        _ => Err("The time zone is missing. Write a place, such as “Europe/Madrid”.".to_owned()),
    };
    if let Err(detail) = &zone {
        draft.refuse("/timezone", detail.clone());
    }
    let Some(days) = inbox.get("working_hours") else {
        draft.refuse(
            "/working_hours",
            "The working hours are missing. Write the days here.",
        );
        return None;
    };
    match Schedule::from_working_hours(zone.clone().unwrap_or(chrono_tz::UTC), days) {
        Ok(week) => zone.is_ok().then_some(week),
        Err(found) => {
            draft.refuse_all("/working_hours", found);
            None
        }
    }
}

fn written_week(hours: Schedule, report: &mut Vec<Line>) -> Option<(String, Value)> {
    if !hours.exceptions.is_empty() {
        let detail = "Dates with hours of their own have no place in it.";
        report.push(Line::new("/queues/0/date_exceptions", Fate::Lost, detail));
    }
    let week = Schedule {
        exceptions: Exceptions::default(),
        open_24: false,
        ..hours
    };
    let written = week.to_working_hours().map_err(|found| {
        let lines = found.into_iter().map(|problem| {
            Line::new(
                format!("/queues/0{}", problem.pointer),
                Fate::Lost,
                "This day cannot be said in it, so the working hours are left out.",
            )
        });
        report.extend(lines);
    });
    Some(("working_hours".to_owned(), written.ok()?))
}
