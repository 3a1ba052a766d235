//! The next opening and the next closing, to the second, without trying every minute.
//!
//! The search follows real time. It skips the dates that cannot hold what is wanted, and between two
//! clock changes, where the wall clock runs evenly, it adds and subtracts.

use chrono::{DateTime, Datelike, Days, NaiveDate};

use super::{
    Exception, Schedule, WEEKDAYS,
    day::{DAY, Day},
    zone::{date_of, midnight, offset_at, steady_until},
};
use crate::clock::Instant;

/// How many days ahead the week and the yearly exceptions are followed. The 29th of February can be
/// eight years away.
const HORIZON_DAYS: u64 = 3_660;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Open,
    Closed,
}

impl Wanted {
    /// The first such second of a day, from `from` on.
    fn first_of(self, day: Day<'_>, from: i64) -> Option<i64> {
        match self {
            Self::Open => day.first_open(from),
            Self::Closed => day.first_closed(from),
        }
    }
}

impl Schedule {
    /// The first whole second after `now` that is as wanted. The caller has looked at `now` itself.
    pub(super) fn first(&self, wanted: Wanted, now: Instant) -> Option<Instant> {
        let mut second = now.timestamp();
        let horizon = now
            .date_naive()
            .checked_add_days(Days::new(HORIZON_DAYS))
            .unwrap_or(NaiveDate::MAX);
        loop {
            let today = date_of(second + offset_at(self.zone, second))?;
            // One day back, because a clock put back at midnight shows yesterday's evening again.
            let date = self.next_date(wanted, today.pred_opt().unwrap_or(today), horizon)?;
            // No zone is two days away from UTC, so from here on nothing of that date is missed.
            second = second.max(midnight(date) - 2 * DAY);
            let until = steady_until(self.zone, second, second + DAY);
            if let Some(found) = self.first_between(wanted, second, until) {
                return DateTime::from_timestamp(found, 0);
            }
            second = until;
        }
    }

    /// The first date from `from` on that holds what is wanted, if its clock runs evenly.
    ///
    /// Such a date is an ordinary one, or is written down, or comes after one that is: an exception's
    /// hours may run on into it, or no longer do.
    fn next_date(&self, wanted: Wanted, from: NaiveDate, horizon: NaiveDate) -> Option<NaiveDate> {
        let holds = |date: &NaiveDate| *date >= from && self.holds(wanted, *date);
        let with_next = |date: NaiveDate| date.iter_days().take(2).find(holds);
        // A closed date can hold no opening, and after it only the ordinary hours can.
        let matters = |exception: &Exception| {
            wanted == Wanted::Closed || !exception.hours.intervals().is_empty()
        };
        let before = from.pred_opt().unwrap_or(from);
        let dated = self.exceptions.dated_from(before);
        let written = dated
            .filter(|(_, exception)| matters(exception))
            .find_map(|(date, _)| with_next(date));
        let until = written.unwrap_or(horizon).min(horizon);
        let ordinary = self.next_ordinary(wanted, from, until);
        let until = ordinary.unwrap_or(until);
        let yearly = self.exceptions.yearly().filter(|(_, day)| matters(day));
        let returns = yearly.filter_map(|((month, day), _)| {
            let mut years = before.year()..=until.year();
            years.find_map(|year| {
                let date = NaiveDate::from_ymd_opt(year, month, day)?;
                with_next(date).filter(|found| *found <= until)
            })
        });
        [written, returns.min(), ordinary]
            .into_iter()
            .flatten()
            .min()
    }

    /// The first date of `[from, until]` without an exception that holds what is wanted.
    fn next_ordinary(
        &self,
        wanted: Wanted,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Option<NaiveDate> {
        let days = WEEKDAYS.map(|day| {
            let (own, before) = (
                self.ordinary_weekday(day),
                self.ordinary_weekday(day.pred()),
            );
            wanted.first_of(Day::new(own, before), 0).is_some()
        });
        if !days.contains(&true) {
            return None;
        }
        let written = self.exceptions.dated_from(from);
        let mut written = written.map(|(date, _)| date).peekable();
        let dates = from.iter_days().take_while(|date| *date <= until);
        let ordinary = dates.filter(|date| {
            while written.next_if(|other| other < date).is_some() {}
            written.peek() != Some(date)
                && days[date.weekday().num_days_from_monday() as usize]
                && !self.exceptions.is_yearly(*date)
        });
        // The evening before may be an exception, so the week alone does not decide.
        ordinary.into_iter().find(|date| self.holds(wanted, *date))
    }

    fn holds(&self, wanted: Wanted, date: NaiveDate) -> bool {
        wanted.first_of(self.day(date), 0).is_some()
    }

    /// The first wanted second of `[from, until)`, in which the clock is not changed.
    fn first_between(&self, wanted: Wanted, from: i64, until: i64) -> Option<i64> {
        let offset = offset_at(self.zone, from);
        let (from, until) = (from + offset, until + offset);
        let dates = date_of(from)?
            .iter_days()
            .take_while(|date| midnight(*date) < until);
        dates
            .filter_map(|date| {
                Some(
                    midnight(date)
                        + wanted.first_of(self.day(date), (from - midnight(date)).max(0))?,
                )
            })
            .find(|found| *found < until)
            .map(|found| found - offset)
    }
}
