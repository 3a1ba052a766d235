//! Hours as a list of seven days by number, Sunday first: Chatwoot's `working_hours`.

use chrono::Weekday;
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::{dates_refused, day_key, reader::Reader};
use crate::{
    problem::Problem,
    schedule::{Exceptions, Interval, Minute, Schedule, WEEKDAYS, Weekly},
};

const DAY: &str = r#"{"day_of_week": 1, "open_hour": 9, "open_minutes": 0, "close_hour": 17, "close_minutes": 0}"#;

impl Schedule {
    /// Reads the days. One that is not in the list is closed; members that hours have no use for are passed over.
    ///
    /// ```
    /// use handoff::schedule::Schedule;
    /// let days = serde_json::json!([
    ///     {"day_of_week": 0, "closed_all_day": true},
    ///     {"day_of_week": 1, "open_hour": 9, "open_minutes": 30, "close_hour": 17, "close_minutes": 0}]);
    /// let week = Schedule::from_working_hours(chrono_tz::Europe::London, &days).unwrap();
    /// assert_eq!(week.in_words(), "Mon 09:30–17:00");
    /// ```
    pub fn from_working_hours(zone: Tz, days: &Value) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let mut weekly = Weekly::default();
        let mut seen: Vec<Weekday> = Vec::new();
        let rows = reader.list("", days, &format!("[{DAY}]"));
        for (row, value) in rows.iter().enumerate() {
            let at = format!("/{row}");
            let Some(fields) = reader.object(&at, value, DAY) else {
                continue;
            };
            let number = fields.get("day_of_week").and_then(Value::as_u64);
            let Some(day) = number.and_then(weekday) else {
                let detail = "Write the day as a number from 0, which is Sunday, to 6.";
                reader.refuse(format!("{at}/day_of_week"), detail);
                continue;
            };
            if seen.contains(&day) {
                let detail = "This day is in the list already.";
                reader.refuse(format!("{at}/day_of_week"), detail);
            }
            seen.push(day);
            weekly.set(day, hours(&mut reader, &at, fields).into_iter().collect());
        }
        reader.finish(Some(Self {
            zone,
            open_24: false,
            weekly,
            exceptions: Exceptions::default(),
        }))
    }

    /// The same hours as seven days, or what cannot be said so.
    pub fn to_working_hours(&self) -> Result<Value, Vec<Problem>> {
        let mut refused = dates_refused(self);
        let mut days = Vec::new();
        for number in 0..7 {
            let Some(day) = weekday(number) else { continue };
            let mut said =
                json!({"day_of_week": number, "closed_all_day": false, "open_all_day": false});
            match self.ordinary_weekday(day) {
                [] => said["closed_all_day"] = json!(true),
                [all] if *all == Interval::ALL_DAY => said["open_all_day"] = json!(true),
                [hours] if hours.end() != Minute::END => {
                    let (start, end) = (hours.start().get(), hours.end().get());
                    said["open_hour"] = json!(start / 60);
                    said["open_minutes"] = json!(start % 60);
                    said["close_hour"] = json!(end / 60);
                    said["close_minutes"] = json!(end % 60);
                }
                [_] => refused.push(Problem::new(
                    format!("/weekly_hours/{}/0", day_key(day)),
                    "This form has no 24:00. End this day at 23:59, or open all of it.",
                )),
                _ => refused.push(Problem::new(
                    format!("/weekly_hours/{}/1", day_key(day)),
                    "This form has one start and one end a day. Make the hours of this day one.",
                )),
            }
            days.push(said);
        }
        if refused.is_empty() {
            Ok(Value::Array(days))
        } else {
            Err(refused)
        }
    }
}

/// The day of a number, counted from Sunday.
fn weekday(number: u64) -> Option<Weekday> {
    let place = usize::try_from(number).ok().filter(|place| *place < 7)?;
    WEEKDAYS.get((place + 6) % 7).copied()
}

fn hours(reader: &mut Reader, at: &str, fields: &Map<String, Value>) -> Option<Interval> {
    let mut is_set = |key: &str| {
        let value = fields.get(key).filter(|value| !value.is_null());
        value.is_some_and(|value| reader.flag(&format!("{at}/{key}"), value))
    };
    let (is_closed, is_open_all_day) = (is_set("closed_all_day"), is_set("open_all_day"));
    if is_closed {
        return None;
    }
    if is_open_all_day {
        return Some(Interval::ALL_DAY);
    }
    let start = minute(reader, at, fields, ("open_hour", "open_minutes"));
    let end = minute(reader, at, fields, ("close_hour", "close_minutes"));
    let read = Interval::new(start?, end?);
    read.map_err(|error| reader.refuse(format!("{at}/open_hour"), error.to_string()))
        .ok()
}

fn minute(
    reader: &mut Reader,
    at: &str,
    fields: &Map<String, Value>,
    (hour, minutes): (&str, &str),
) -> Option<Minute> {
    let mut number = |key: &str, most: u64, default: Option<u64>| {
        let given = fields.get(key).filter(|value| !value.is_null());
        let number = given.map_or(default, Value::as_u64);
        let number = number.filter(|number| *number <= most);
        if number.is_none() {
            let detail = format!("Write a whole number from 0 to {most}.");
            reader.refuse(format!("{at}/{key}"), detail);
        }
        number
    };
    let (hour, minutes) = (number(hour, 23, None), number(minutes, 59, Some(0)));
    Minute::new(u16::try_from(hour? * 60 + minutes?).ok()?)
}
