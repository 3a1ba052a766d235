//! WHEN people are there: weekly hours, the dates that are different, and the next opening or closing.
//!
//! A [`Schedule`] is read on the wall clock of its zone: an instant is open if its local time lies in
//! `[start, end)` of that civil date's hours. It is never turned into UTC in advance, so a clock
//! change simply shows the wall clock some times twice, or never. Who is there right now is not known here.

mod check;
mod coverage;
mod day;
mod effective;
mod exception;
mod format;
mod holiday;
mod interval;
mod plan;
mod search;
mod weekly;
mod zone;

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;

use crate::clock::Instant;
use day::{DAY, Day};

pub use coverage::{Period, Staffed, staffed};
pub use effective::{EffectiveDay, OpenStretch};
pub use exception::{Exception, Exceptions, SpecialHours};
pub use format::{Calendar, FIELDS, Slot, answer_query};
pub use holiday::{COUNTRIES, Country, Holiday, YEARS as HOLIDAY_YEARS, country_of, holidays};
pub use interval::{Interval, Minute, TimeError};
pub use plan::WrittenPlan;
pub use weekly::{WEEKDAYS, Weekly};
pub use zone::{ClockChange, next_clock_change, zone_named};

/// When people are there.
///
/// ```
/// use chrono_tz::Europe::Madrid;
/// use handoff::schedule::{Interval, Schedule};
///
/// let office = Schedule::weekdays(Madrid, Interval::parse("09:00", "17:00")?);
/// let friday_evening = "2026-11-20T19:00:00Z".parse()?;
/// let status = office.status(friday_evening);
/// assert!(!status.is_open);
/// assert_eq!(status.opens_at, Some("2026-11-23T08:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Where the wall clock hangs.
    pub zone: Tz,
    /// Open at all times, whatever the weekly hours say; exceptions still count.
    pub open_24: bool,
    /// The hours of an ordinary week.
    pub weekly: Weekly,
    /// The dates that are different.
    pub exceptions: Exceptions,
}

/// Whether somebody is there at an instant, and until when that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Somebody is there.
    pub is_open: bool,
    /// The next opening. None while open, and when it never opens again.
    pub opens_at: Option<Instant>,
    /// The next closing. None while closed, and when it never closes.
    pub closes_at: Option<Instant>,
}

impl Schedule {
    /// Somebody is always there.
    #[must_use]
    pub fn always(zone: Tz) -> Self {
        Self {
            zone,
            open_24: true,
            weekly: Weekly::default(),
            exceptions: Exceptions::default(),
        }
    }

    /// The same hours from Monday to Friday.
    #[must_use]
    pub fn weekdays(zone: Tz, hours: Interval) -> Self {
        let mut weekly = Weekly::default();
        for day in &WEEKDAYS[..5] {
            weekly.add(*day, hours);
        }
        Self {
            zone,
            open_24: false,
            weekly,
            exceptions: Exceptions::default(),
        }
    }

    /// Somebody is there at `now`.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        let second = now.timestamp();
        let local = second + zone::offset_at(self.zone, second);
        zone::date_of(local).is_some_and(|date| self.day(date).is_open_at(local.rem_euclid(DAY)))
    }

    /// The first instant from `now` on at which somebody is there: `now` itself while open.
    ///
    /// Looks ten years ahead, and at every date written down after that; then None.
    #[must_use]
    pub fn next_opening(&self, now: Instant) -> Option<Instant> {
        if self.is_open(now) {
            Some(now)
        } else {
            self.first(search::Wanted::Open, now)
        }
    }

    /// The first instant from `now` on at which nobody is there: `now` itself while closed.
    #[must_use]
    pub fn next_closing(&self, now: Instant) -> Option<Instant> {
        if self.is_open(now) {
            self.first(search::Wanted::Closed, now)
        } else {
            Some(now)
        }
    }

    /// Whether somebody is there at `now`, and until when that holds.
    #[must_use]
    pub fn status(&self, now: Instant) -> Status {
        if self.is_open(now) {
            Status {
                is_open: true,
                opens_at: None,
                closes_at: self.first(search::Wanted::Closed, now),
            }
        } else {
            Status {
                is_open: false,
                opens_at: self.first(search::Wanted::Open, now),
                closes_at: None,
            }
        }
    }

    /// The clock change after `now` where this schedule's wall clock hangs.
    #[must_use]
    pub fn next_clock_change(&self, now: Instant) -> Option<ClockChange> {
        next_clock_change(self.zone, now)
    }

    /// Minutes on the wall clock in an ordinary week.
    #[must_use]
    pub fn weekly_minutes(&self) -> u32 {
        if self.open_24 {
            7 * u32::from(Minute::END.get())
        } else {
            self.weekly.minutes()
        }
    }

    /// The ordinary week in plain words: `Mon–Fri 09:00–12:30, 13:30–18:00; Sat 10:00–16:00`.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.open_24 {
            "Open 24 h".to_owned()
        } else {
            self.weekly.in_words()
        }
    }

    /// What a civil date is made of. An exception replaces all of it, the evening before included.
    fn day(&self, date: NaiveDate) -> Day<'_> {
        match (self.exceptions.on(date), date.pred_opt()) {
            (Some(exception), _) => Day::new(exception.hours.intervals(), &[]),
            (None, Some(before)) => Day::new(self.ordinary(date), self.starting_on(before)),
            (None, None) => Day::new(self.ordinary(date), &[]),
        }
    }

    fn starting_on(&self, date: NaiveDate) -> &[Interval] {
        self.exceptions.on(date).map_or_else(
            || self.ordinary(date),
            |exception| exception.hours.intervals(),
        )
    }

    fn ordinary(&self, date: NaiveDate) -> &[Interval] {
        self.ordinary_weekday(date.weekday())
    }

    fn ordinary_weekday(&self, day: Weekday) -> &[Interval] {
        if self.open_24 {
            &[Interval::ALL_DAY]
        } else {
            self.weekly.on(day)
        }
    }
}
