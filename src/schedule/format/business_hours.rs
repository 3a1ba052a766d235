//! Hours with one start and one end a day, under the days' whole names: `business_hours`.

use serde_json::{Value, json};

use super::{dates_refused, day_key, day_name, inline::interval_value, reader::Reader};
use crate::{
    problem::Problem,
    schedule::{Exceptions, Schedule, WEEKDAYS, Weekly},
};

const EXAMPLE: &str =
    r#"{"timezone": "Asia/Kolkata", "schedule": {"monday": {"start": "09:00", "end": "18:00"}}}"#;

impl Schedule {
    /// Reads `{"timezone": …, "schedule": {"monday": {"start": …, "end": …}}}`.
    pub fn from_business_hours(document: &Value) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let read = read(&mut reader, document);
        reader.finish(read)
    }

    /// The same hours with one start and one end a day, or what cannot be said so.
    pub fn to_business_hours(&self) -> Result<Value, Vec<Problem>> {
        let mut refused = dates_refused(self);
        let mut document = json!({"timezone": self.zone.name(), "schedule": {}});
        for day in WEEKDAYS {
            match self.ordinary_weekday(day) {
                [] => {}
                [interval] => document["schedule"][day_name(day)] = interval_value(*interval),
                _ => refused.push(Problem::new(
                    format!("/weekly_hours/{}/1", day_key(day)),
                    "This form has one start and one end a day. Make the hours of this day one.",
                )),
            }
        }
        if refused.is_empty() {
            Ok(document)
        } else {
            Err(refused)
        }
    }
}

fn read(reader: &mut Reader, document: &Value) -> Option<Schedule> {
    let fields = reader.object("", document, EXAMPLE)?;
    reader.only("", fields, &["timezone", "schedule"]);
    let zone = reader.zone("/timezone", fields.get("timezone").unwrap_or(&Value::Null));
    let days = reader.object(
        "/schedule",
        fields.get("schedule").unwrap_or(&Value::Null),
        EXAMPLE,
    )?;
    reader.only("/schedule", days, &WEEKDAYS.map(day_name));
    let mut weekly = Weekly::default();
    for day in WEEKDAYS {
        let at = format!("/schedule/{}", day_name(day));
        let hours = days
            .get(day_name(day))
            .and_then(|hours| reader.object(&at, hours, r#"{"start": "09:00", "end": "18:00"}"#));
        if let Some(hours) = hours {
            reader.only(&at, hours, &["start", "end"]);
            weekly.set(
                day,
                reader
                    .interval(&at, hours, ("start", "end"))
                    .into_iter()
                    .collect(),
            );
        }
    }
    Some(Schedule {
        zone: zone?,
        open_24: false,
        weekly,
        exceptions: Exceptions::default(),
    })
}
