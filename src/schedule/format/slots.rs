//! Hours as a list of day spans (`monday-friday`, from, to): the `availability` section of the
//! configuration. It has one zone beside it and knows no dates.

use chrono::Weekday;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{dates_refused, day_name, reader::Reader};
use crate::{
    problem::{Problem, nearest},
    schedule::{Exceptions, Interval, Schedule, WEEKDAYS, Weekly},
};

const SLOT: &str = r#"{"day_span": "monday-friday", "start_time": "09:00", "end_time": "17:00"}"#;

/// The same hours on one day or on several days in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    /// Its number, from 1; 0 for one that has none yet.
    #[serde(default)]
    pub id: i64,
    /// `monday`, or the first and the last of several: `monday-friday`.
    pub day_span: String,
    /// `HH:MM`
    pub start_time: String,
    /// `HH:MM`; `24:00` is the end of the day, and a time before the start is on the next day.
    pub end_time: String,
}

impl Schedule {
    /// Reads a list of slots. The `id` of a slot may be left out.
    ///
    /// ```
    /// use chrono_tz::Europe::London;
    /// use handoff::schedule::Schedule;
    /// use serde_json::json;
    ///
    /// let slots = json!([{"id": 1, "day_span": "monday-friday", "start_time": "09:00", "end_time": "17:00"}]);
    /// let schedule = Schedule::from_slots(London, &slots).unwrap();
    /// assert_eq!(schedule.in_words(), "Mon–Fri 09:00–17:00");
    /// assert_eq!(serde_json::to_value(schedule.to_slots().unwrap()).unwrap(), slots);
    /// ```
    pub fn from_slots(zone: Tz, slots: &Value) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let mut days: [Vec<Interval>; 7] = Default::default();
        for (index, slot) in reader
            .list("", slots, &format!("[{SLOT}]"))
            .iter()
            .enumerate()
        {
            let Some((span, interval)) = read_slot(&mut reader, &format!("/{index}"), slot) else {
                continue;
            };
            for day in span {
                days[day.num_days_from_monday() as usize].push(interval);
            }
        }
        let mut weekly = Weekly::default();
        for (day, mut intervals) in WEEKDAYS.into_iter().zip(days) {
            intervals.sort();
            weekly.set(day, intervals);
        }
        reader.finish(Some(Self {
            zone,
            open_24: false,
            weekly,
            exceptions: Exceptions::default(),
        }))
    }

    /// The same hours as slots, or why that cannot be: slots know no dates.
    pub fn to_slots(&self) -> Result<Vec<Slot>, Vec<Problem>> {
        let refused = dates_refused(self);
        if !refused.is_empty() {
            return Err(refused);
        }
        let mut distinct: Vec<Interval> = Vec::new();
        for day in WEEKDAYS {
            let mut intervals = self.ordinary_weekday(day).to_vec();
            intervals.sort();
            intervals.retain(|interval| !distinct.contains(interval));
            intervals.dedup();
            distinct.extend(intervals);
        }
        let runs = distinct.into_iter().flat_map(|interval| {
            self.runs(interval)
                .into_iter()
                .map(move |run| (run, interval))
        });
        Ok(runs
            .zip(1..)
            .map(|((run, interval), id)| slot(id, &run, interval))
            .collect())
    }

    /// The days in a row on which `interval` is written. A day that has it twice is in two runs.
    fn runs(&self, interval: Interval) -> Vec<Vec<Weekday>> {
        let times = |day: Weekday| {
            self.ordinary_weekday(day)
                .iter()
                .filter(|other| **other == interval)
                .count()
        };
        let most = WEEKDAYS.into_iter().map(times).max().unwrap_or_default();
        let layers = (1..=most).flat_map(|layer| {
            let days = WEEKDAYS
                .chunk_by(move |one, next| (times(*one) >= layer) == (times(*next) >= layer));
            days.filter(move |run| times(run[0]) >= layer)
        });
        layers.map(<[Weekday]>::to_vec).collect()
    }
}

fn read_slot(reader: &mut Reader, at: &str, slot: &Value) -> Option<(Vec<Weekday>, Interval)> {
    let fields = reader.object(at, slot, SLOT)?;
    reader.only(at, fields, &["id", "day_span", "start_time", "end_time"]);
    if fields
        .get("id")
        .is_some_and(|id| !id.is_null() && !id.is_i64())
    {
        reader.refuse(
            format!("{at}/id"),
            "Write a whole number here, or leave “id” out.",
        );
    }
    let span_at = format!("{at}/day_span");
    if !fields.contains_key("day_span") {
        reader.refuse(
            span_at.as_str(),
            "“day_span” is missing. Write a day or a span, such as “monday-friday”.",
        );
    }
    let text = fields
        .get("day_span")
        .and_then(|text| reader.text(&span_at, text));
    let span = text.and_then(|text| {
        days(text)
            .map_err(|detail| reader.refuse(span_at, detail))
            .ok()
    });
    let interval = reader.interval(at, fields, ("start_time", "end_time"));
    Some((span?, interval?))
}

/// The days of `monday`, `monday-friday` or, over the weekend, `friday-monday`.
fn days(span: &str) -> Result<Vec<Weekday>, String> {
    let (first, last) = span.split_once(['-', '–']).unwrap_or((span, span));
    let (mut day, last) = (weekday(first)?, weekday(last)?);
    let mut days = vec![day];
    while day != last {
        day = day.succ();
        days.push(day);
    }
    Ok(days)
}

fn weekday(name: &str) -> Result<Weekday, String> {
    let lower = name.trim().to_lowercase();
    WEEKDAYS.into_iter().find(|day| day_name(*day) == lower).ok_or_else(|| {
        let short = WEEKDAYS.into_iter().map(day_name).find(|day| lower.len() >= 3 && day.starts_with(&lower));
        match short.or_else(|| nearest(&lower, WEEKDAYS.map(day_name))) {
            Some(near) => format!("“{name}” is not a day. Write it as “{near}”."),
            None => format!("“{name}” is not a day. Write a day or a span, such as “monday” or “monday-friday”."),
        }
    })
}

fn slot(id: i64, run: &[Weekday], interval: Interval) -> Slot {
    let day_span = match run {
        [first, .., last] => format!("{}-{}", day_name(*first), day_name(*last)),
        days => days.iter().map(|day| day_name(*day)).collect(),
    };
    Slot {
        id,
        day_span,
        start_time: interval.start().to_string(),
        end_time: interval.end().to_string(),
    }
}
