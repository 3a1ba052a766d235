//! The hours as a form: from what is stored, and what its row buttons do. Reading it back is in `read.rs`.

use std::collections::BTreeMap;

use handoff::{
    policy::Action,
    schedule::{Exception, Interval, Schedule, SpecialHours},
};
use serde::Deserialize;

use crate::form::{RowOp, Rows, TICKED, is_ticked, renumber, tick};
use crate::pages::set_up::DAYS;

/// Most hours a day takes, and most dates that are different.
const INTERVALS_MAX: usize = 8;
const DATES_MAX: usize = 200;

/// The lists of the form, as [`RowOp`] names them. A weekday's hours go by the day's own name.
pub const DATES: &str = "date_exceptions";
pub const DATE_HOURS: &str = "date";

/// What a reply time can be chosen from, in minutes, besides a number of one's own.
pub const REPLY_MINUTES: [(u32, &str); 5] = [
    (5, "5 minutes"),
    (15, "15 minutes"),
    (60, "1 hour"),
    (240, "4 hours"),
    (1440, "1 day"),
];
/// The choice of a number of one's own.
pub const OWN_NUMBER: &str = "own";

/// The form as it arrives. The names are the pointers of the core's problems.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawHours {
    pub op: String,
    /// The versions it was made from: of the hours, and of the action that holds the rest.
    pub schedule_revision: String,
    pub action_revision: String,
    pub zone: String,
    /// `weekly` or `open_24`
    pub kind: String,
    /// `mon` … `sun`, ticked when open.
    pub open_days: BTreeMap<String, String>,
    pub weekly_hours: BTreeMap<String, Rows<RawInterval>>,
    /// For each day, the days its hours are to be copied to.
    pub copy: BTreeMap<String, BTreeMap<String, String>>,
    pub date_exceptions: Rows<RawException>,
    /// Minutes, or [`OWN_NUMBER`].
    pub reply: String,
    pub reply_minutes: String,
    pub outside_hours: RawOutside,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawInterval {
    pub start: String,
    pub end: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawException {
    /// `2026-12-24`
    pub date: String,
    pub name: String,
    /// `closed`, `open_24` or `hours`
    pub kind: String,
    pub intervals: Rows<RawInterval>,
    pub yearly: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawOutside {
    pub action: String,
    pub message: String,
}

impl RawHours {
    /// The form of what is stored, with the revisions of the hours and of the action.
    pub fn of(schedule: &Schedule, action: &Action, revisions: (i64, i64)) -> Self {
        let week = || DAYS.iter().zip(schedule.weekly.days());
        let minutes = action.reply_minutes;
        let is_usual = REPLY_MINUTES.iter().any(|(usual, _)| *usual == minutes);
        Self {
            op: String::new(),
            schedule_revision: revisions.0.to_string(),
            action_revision: revisions.1.to_string(),
            zone: schedule.zone.name().to_owned(),
            kind: if schedule.open_24 {
                "open_24"
            } else {
                "weekly"
            }
            .to_owned(),
            open_days: week()
                .filter(|(_, (_, hours))| !hours.is_empty())
                .map(|((key, _), _)| ((*key).to_owned(), TICKED.to_owned()))
                .collect(),
            weekly_hours: week()
                .filter(|(_, (_, hours))| !hours.is_empty())
                .map(|((key, _), (_, hours))| ((*key).to_owned(), rows(hours)))
                .collect(),
            copy: BTreeMap::new(),
            date_exceptions: (0..)
                .zip(schedule.exceptions.iter())
                .map(|(index, (date, exception))| {
                    (index, RawException::of(&date.to_string(), exception))
                })
                .collect(),
            reply: if is_usual {
                minutes.to_string()
            } else {
                OWN_NUMBER.to_owned()
            },
            reply_minutes: minutes.to_string(),
            outside_hours: RawOutside {
                action: action.outside_hours.action.as_str().to_owned(),
                message: action.outside_hours.message.clone(),
            },
        }
    }

    /// Adds, removes or copies hours and dates. False when nothing was asked for that this form has.
    pub fn apply(&mut self) -> bool {
        if let Some(day) = self.op.strip_prefix("copy:") {
            let day = day.to_owned();
            self.copy_day(&day);
            return true;
        }
        let Some(op) = RowOp::read(&self.op) else {
            return false;
        };
        match op.list().split_once(':') {
            None if op.list() == DATES => {
                op.apply(&mut self.date_exceptions, DATES_MAX);
                true
            }
            None if is_day(op.list()) => {
                self.change_day(&op);
                true
            }
            Some((DATE_HOURS, index)) => {
                let at: Option<u32> = index.parse().ok();
                if let Some(date) = at.and_then(|at| self.date_exceptions.get_mut(&at)) {
                    op.apply(&mut date.intervals, INTERVALS_MAX);
                }
                true
            }
            _ => false,
        }
    }

    /// Numbers all rows from 0.
    pub fn renumber(&mut self) {
        self.weekly_hours.values_mut().for_each(renumber);
        renumber(&mut self.date_exceptions);
        for date in self.date_exceptions.values_mut() {
            renumber(&mut date.intervals);
        }
    }

    pub fn is_open_on(&self, day: &str) -> bool {
        self.open_days
            .get(day)
            .is_some_and(|value| is_ticked(value))
    }

    /// A day with hours is open and one without is closed.
    fn change_day(&mut self, op: &RowOp) {
        let day = op.list();
        let hours = self.weekly_hours.entry(day.to_owned()).or_default();
        let was_empty = hours.is_empty();
        op.apply(hours, INTERVALS_MAX);
        if let Some(first) = hours.values_mut().next().filter(|_| was_empty) {
            *first = RawInterval {
                start: "09:00".to_owned(),
                end: "17:00".to_owned(),
            };
        }
        if hours.is_empty() {
            self.open_days.remove(day);
        } else if matches!(op, RowOp::Add { .. }) {
            self.open_days.insert(day.to_owned(), TICKED.to_owned());
        }
    }

    fn copy_day(&mut self, from: &str) {
        let hours = self.weekly_hours.get(from).cloned().unwrap_or_default();
        let state = tick(self.is_open_on(from));
        let to = self.copy.remove(from).unwrap_or_default();
        for day in to.into_keys().filter(|day| is_day(day)) {
            self.weekly_hours.insert(day.clone(), hours.clone());
            self.open_days.insert(day, state.clone());
        }
    }
}

impl RawInterval {
    pub fn is_blank(&self) -> bool {
        self.start.trim().is_empty() && self.end.trim().is_empty()
    }
}

impl RawException {
    fn of(date: &str, exception: &Exception) -> Self {
        let kind = match exception.hours {
            SpecialHours::Closed => "closed",
            SpecialHours::Open24 => "open_24",
            SpecialHours::Intervals(_) => "hours",
        };
        let intervals = match &exception.hours {
            SpecialHours::Intervals(intervals) => rows(intervals),
            _ => Rows::new(),
        };
        Self {
            date: date.to_owned(),
            name: exception.name.clone().unwrap_or_default(),
            kind: kind.to_owned(),
            intervals,
            yearly: tick(exception.yearly),
        }
    }
}

fn rows(hours: &[Interval]) -> Rows<RawInterval> {
    let raw = hours.iter().map(|interval| RawInterval {
        start: interval.start().to_string(),
        end: interval.end().to_string(),
    });
    (0..).zip(raw).collect()
}

fn is_day(name: &str) -> bool {
    DAYS.iter().any(|(key, _)| *key == name)
}
