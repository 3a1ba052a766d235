//! Our own JSON, which is also how a queue's destination object shows its hours.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value, json};

use super::{day_key, reader::Reader};
use crate::{
    problem::{Problem, step},
    schedule::{Exception, Exceptions, Interval, Schedule, SpecialHours, WEEKDAYS, Weekly},
};

/// The members that belong to a schedule, also inside a larger object.
pub const FIELDS: [&str; 4] = ["timezone", "open_24", "weekly_hours", "date_exceptions"];

/// A document may say `zone`, as questions do.
const KNOWN: [&str; 5] = [
    "timezone",
    "open_24",
    "weekly_hours",
    "date_exceptions",
    "zone",
];
const INTERVALS: &str = r#"[{"start": "09:00", "end": "17:00"}]"#;
const WEEK: &str = r#"{"mon": [{"start": "09:00", "end": "17:00"}]}"#;
const DATES: &str = r#"{"2026-12-25": {"closed": true}}"#;

impl Schedule {
    /// Reads a document that is a schedule and nothing else. All mistakes come back at once.
    ///
    /// ```
    /// use handoff::schedule::Schedule;
    /// use serde_json::json;
    ///
    /// let problems = Schedule::from_json(&json!({
    ///     "timezone": "Europe/Madrid",
    ///     "weekly_hours": {"mon": [{"start": "09:00", "end": "17.00"}]}
    /// })).unwrap_err();
    /// assert_eq!(problems[0].pointer, "/weekly_hours/mon/0/end");
    /// assert_eq!(problems[0].detail, "“17.00” is not a time. Write it as “17:00”.");
    /// ```
    pub fn from_json(document: &Value) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let example = format!(r#"{{"timezone": "Europe/Madrid", "weekly_hours": {WEEK}}}"#);
        let read = reader.object("", document, &example).and_then(|fields| {
            reader.only("", fields, &KNOWN);
            schedule(&mut reader, fields)
        });
        reader.finish(read)
    }

    /// Reads the members in [`FIELDS`] out of a larger object and leaves the others to the caller.
    pub fn from_fields(fields: &Map<String, Value>) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let read = schedule(&mut reader, fields);
        reader.finish(read)
    }

    /// What cannot be meant among the hours that can be read, whatever else in [`FIELDS`] cannot: so that
    /// somebody who is told of mistakes is told of all of them.
    ///
    /// ```
    /// use handoff::schedule::Schedule;
    /// use serde_json::json;
    ///
    /// let fields = json!({"timezone": "Mars", "weekly_hours": {
    ///     "mon": [{"start": "9", "end": "12:00"}, {"start": "11:00", "end": "13:00"}],
    ///     "tue": [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}]}});
    /// let problems = Schedule::check_fields(fields.as_object().unwrap());
    /// assert_eq!(problems.len(), 1);
    /// assert_eq!(problems[0].pointer, "/weekly_hours/tue/1");
    /// ```
    #[must_use]
    pub fn check_fields(fields: &Map<String, Value>) -> Vec<Problem> {
        let mut unread = Reader::default();
        let read = hours(&mut unread, fields, Some(Tz::UTC));
        let found = read.map(|schedule| schedule.check()).unwrap_or_default();
        // Where one of several cannot be read, the others would be called by wrong numbers.
        let unread = unread.finish(None::<Schedule>).err().unwrap_or_default();
        let is_whole = |problem: &Problem| {
            let day = day_of(&problem.pointer);
            unread.iter().all(|other| day_of(&other.pointer) != day)
        };
        found.into_iter().filter(is_whole).collect()
    }

    /// The document that [`Schedule::from_json`] reads back as this schedule.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut document = json!({"timezone": self.zone.name(), "open_24": self.open_24});
        if !self.open_24 || !self.weekly.is_empty() {
            let days = self
                .weekly
                .days()
                .filter(|(_, intervals)| !intervals.is_empty());
            document["weekly_hours"] = days
                .map(|(day, intervals)| (day_key(day).to_owned(), interval_list(intervals)))
                .collect();
        }
        if !self.exceptions.is_empty() {
            let dates = self
                .exceptions
                .iter()
                .map(|(date, exception)| (date.to_string(), exception_value(exception)));
            document["date_exceptions"] = dates.collect();
        }
        document
    }
}

impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Schedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(&Value::deserialize(deserializer)?).map_err(|problems| {
            de::Error::custom(
                problems
                    .iter()
                    .map(Problem::to_string)
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
    }
}

/// The first two steps of a pointer: `/weekly_hours/mon` of `/weekly_hours/mon/1/end`.
fn day_of(pointer: &str) -> &str {
    let end = pointer
        .match_indices('/')
        .nth(2)
        .map_or(pointer.len(), |(at, _)| at);
    &pointer[..end]
}

fn schedule(reader: &mut Reader, fields: &Map<String, Value>) -> Option<Schedule> {
    let zone = zone(reader, fields, None);
    hours(reader, fields, zone)
}

/// The zone under either of its names, or else the one that holds without one.
pub(super) fn zone(
    reader: &mut Reader,
    fields: &Map<String, Value>,
    default: Option<Tz>,
) -> Option<Tz> {
    let written = ["timezone", "zone"]
        .into_iter()
        .find(|key| fields.contains_key(*key));
    if let Some(key) = written {
        return reader.zone(&format!("/{key}"), &fields[key]);
    }
    if default.is_none() {
        let detail = "The time zone is missing. Write a place, such as “Europe/Madrid”.";
        reader.refuse("/timezone", detail);
    }
    default
}

/// Everything but the zone.
pub(super) fn hours(
    reader: &mut Reader,
    fields: &Map<String, Value>,
    zone: Option<Tz>,
) -> Option<Schedule> {
    let open_24 = fields
        .get("open_24")
        .is_some_and(|value| reader.flag("/open_24", value));
    let written = |key: &str| fields.get(key).filter(|value| !value.is_null());
    let weekly = written("weekly_hours").map(|value| weekly(reader, value));
    let exceptions = written("date_exceptions").map(|value| exceptions(reader, value));
    if !open_24 && weekly.is_none() && exceptions.is_none() {
        let detail = format!("Say when people are there: {WEEK}, or “open_24”: true.");
        reader.refuse("/weekly_hours", detail);
    }
    Some(Schedule {
        zone: zone?,
        open_24,
        weekly: weekly.unwrap_or_default(),
        exceptions: exceptions.unwrap_or_default(),
    })
}

fn weekly(reader: &mut Reader, value: &Value) -> Weekly {
    let mut weekly = Weekly::default();
    let at = "/weekly_hours";
    let Some(days) = reader.object(at, value, WEEK) else {
        return weekly;
    };
    reader.only(at, days, &WEEKDAYS.map(day_key));
    for day in WEEKDAYS {
        if let Some(hours) = days.get(day_key(day)) {
            weekly.set(
                day,
                intervals(reader, &format!("{at}/{}", day_key(day)), hours),
            );
        }
    }
    weekly
}

fn exceptions(reader: &mut Reader, value: &Value) -> Exceptions {
    let at = "/date_exceptions";
    let dates = reader.object(at, value, DATES);
    let read = dates.into_iter().flatten().filter_map(|(key, value)| {
        let at = at.to_owned() + &step(key);
        let exception = exception(reader, &at, value);
        let Some(date) = date(key) else {
            reader.refuse(
                at,
                format!("“{key}” is not a date. Write year, month and day, such as “2026-12-25”."),
            );
            return None;
        };
        Some((date, exception?))
    });
    read.collect()
}

fn exception(reader: &mut Reader, at: &str, value: &Value) -> Option<Exception> {
    let fields = reader.object(at, value, r#"{"closed": true}"#)?;
    reader.only(
        at,
        fields,
        &["closed", "open_24", "intervals", "name", "yearly"],
    );
    let mut flag = |key: &str| {
        fields
            .get(key)
            .is_some_and(|value| reader.flag(&format!("{at}/{key}"), value))
    };
    let (is_closed, is_open_24, yearly) = (flag("closed"), flag("open_24"), flag("yearly"));
    let written = fields
        .get("intervals")
        .map(|value| intervals(reader, &format!("{at}/intervals"), value));
    let name = fields.get("name").filter(|value| !value.is_null());
    let name = name
        .and_then(|value| reader.text(&format!("{at}/name"), value))
        .map(str::to_owned);
    let hours = match (is_closed, is_open_24, written) {
        (true, false, None) => SpecialHours::Closed,
        (false, true, None) => SpecialHours::Open24,
        (false, false, Some(intervals)) => SpecialHours::Intervals(intervals),
        _ => {
            reader.refuse(
                at,
                "Write exactly one of “closed”: true, “open_24”: true and “intervals”.",
            );
            return None;
        }
    };
    Some(Exception {
        hours,
        name,
        yearly,
    })
}

fn intervals(reader: &mut Reader, at: &str, value: &Value) -> Vec<Interval> {
    let list = reader.list(at, value, INTERVALS);
    let read = list.iter().enumerate().filter_map(|(index, value)| {
        let at = format!("{at}/{index}");
        let fields = reader.object(&at, value, r#"{"start": "09:00", "end": "17:00"}"#)?;
        reader.only(&at, fields, &["start", "end"]);
        reader.interval(&at, fields, ("start", "end"))
    });
    read.collect()
}

/// A date written exactly as `2026-12-25`.
fn date(text: &str) -> Option<NaiveDate> {
    text.parse()
        .ok()
        .filter(|date: &NaiveDate| date.to_string() == text && text.len() == "2026-12-25".len())
}

fn interval_list(intervals: &[Interval]) -> Value {
    intervals
        .iter()
        .map(|interval| interval_value(*interval))
        .collect()
}

pub(super) fn interval_value(interval: Interval) -> Value {
    json!({"start": interval.start().to_string(), "end": interval.end().to_string()})
}

fn exception_value(exception: &Exception) -> Value {
    let mut value = match &exception.hours {
        SpecialHours::Closed => json!({"closed": true}),
        SpecialHours::Open24 => json!({"open_24": true}),
        SpecialHours::Intervals(intervals) => json!({"intervals": interval_list(intervals)}),
    };
    if let Some(name) = &exception.name {
        value["name"] = json!(name);
    }
    if exception.yearly {
        value["yearly"] = json!(true);
    }
    value
}
