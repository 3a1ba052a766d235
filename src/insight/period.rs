//! A range of civil dates in one zone.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::{clock::Instant, problem::Problem};

/// The most days that are looked at together: a year and a day.
pub const LONGEST_DAYS: i64 = 367;

/// From the beginning of one date to the end of another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub zone: Tz,
}

impl Period {
    /// The last `days` dates up to today, which is included.
    ///
    /// ```
    /// use handoff::insight::Period;
    /// let now = chrono::DateTime::from_timestamp(1_768_212_000, 0).unwrap(); // 2026-01-12, 10:00 UTC
    /// let week = Period::up_to(now, 7, chrono_tz::UTC);
    /// assert_eq!((week.first.to_string(), week.last.to_string()), ("2026-01-06".into(), "2026-01-12".into()));
    /// ```
    #[must_use]
    pub fn up_to(now: Instant, days: u64, zone: Tz) -> Self {
        let last = now.with_timezone(&zone).date_naive();
        let before = last.checked_sub_days(Days::new(days.saturating_sub(1)));
        Self {
            first: before.unwrap_or(last),
            last,
            zone,
        }
    }

    /// The dates as they were written, or everything wrong with them: `/from`, `/to`.
    pub fn read(from: &str, to: &str, zone: Tz) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut date = |pointer: &str, text: &str| {
            let read = text.trim().parse::<NaiveDate>().ok();
            if read.is_none() {
                let detail = format!("“{text}” is not a date. Write it as “2026-01-12”.");
                problems.push(Problem::new(pointer, detail));
            }
            read
        };
        let (first, last) = (date("/from", from), date("/to", to));
        let (Some(first), Some(last)) = (first, last) else {
            return Err(problems);
        };
        let period = Self { first, last, zone };
        let wrong = match period.days() {
            ..=0 => "The last date is before the first. Change one of them.".to_owned(),
            days if days > LONGEST_DAYS => {
                format!("These are {days} days. Look at no more than {LONGEST_DAYS} at a time.")
            }
            _ => return Ok(period),
        };
        Err(vec![Problem::new("/to", wrong)])
    }

    /// How many dates it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Its dates in order.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take_while(move |date| *date <= last)
    }

    /// The first instant that belongs to it.
    #[must_use]
    pub fn from(&self) -> Instant {
        start_of(self.first, self.zone)
    }

    /// The first instant that does not belong to it any more.
    #[must_use]
    pub fn until(&self) -> Instant {
        start_of(self.last.succ_opt().unwrap_or(self.last), self.zone)
    }
}

/// When a date begins. Where a clock change skips midnight, or a whole date, it begins with the first time
/// after it that the wall clock shows.
fn start_of(date: NaiveDate, zone: Tz) -> Instant {
    let midnight = date.and_time(NaiveTime::MIN);
    let shown = (0..=192).find_map(|quarter| {
        let local = midnight + TimeDelta::minutes(15 * quarter);
        zone.from_local_datetime(&local).earliest()
    });
    shown.map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_begins_and_ends_on_the_wall_clock_of_its_zone() {
        let cases = [
            (
                "2026-03-08",
                chrono_tz::America::New_York,
                "2026-03-08T05:00:00Z",
                "2026-03-09T04:00:00Z",
            ),
            // Midnight is skipped here.
            (
                "2026-04-24",
                chrono_tz::Africa::Cairo,
                "2026-04-23T22:00:00Z",
                "2026-04-24T21:00:00Z",
            ),
            (
                "2026-01-12",
                chrono_tz::Asia::Kathmandu,
                "2026-01-11T18:15:00Z",
                "2026-01-12T18:15:00Z",
            ),
        ];
        for (date, zone, from, until) in cases {
            let period = Period::read(date, date, zone).unwrap();
            assert_eq!(
                period.from(),
                from.parse::<Instant>().unwrap(),
                "{date} {zone}"
            );
            assert_eq!(
                period.until(),
                until.parse::<Instant>().unwrap(),
                "{date} {zone}"
            );
        }
    }

    #[test]
    fn everything_wrong_with_a_range_is_named_at_its_field() {
        let pointers = |from, to| {
            let problems = Period::read(from, to, chrono_tz::UTC).unwrap_err();
            problems
                .into_iter()
                .map(|problem| problem.pointer)
                .collect::<Vec<_>>()
        };
        assert_eq!(pointers("soon", "2026-02-30"), ["/from", "/to"]);
        assert_eq!(pointers("2026-02-02", "2026-02-01"), ["/to"]);
        assert_eq!(pointers("2024-01-01", "2026-01-01"), ["/to"]);
        assert_eq!(
            Period::read("2026-01-01", "2027-01-02", chrono_tz::UTC)
                .unwrap()
                .days(),
            LONGEST_DAYS
        );
    }
}
