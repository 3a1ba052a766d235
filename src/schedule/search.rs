//! The next opening and the next closing, to the second, without trying every minute.
//!
//! The search follows real time. It skips the dates that cannot hold what is wanted, and between two
//! clock changes, where the wall clock runs evenly, it adds and subtracts.

use chrono::{DateTime, Days, NaiveDate};

use super::{
    Schedule,
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
    fn next_date(&self, wanted: Wanted, from: NaiveDate, horizon: NaiveDate) -> Option<NaiveDate> {
        let holds = |date: &NaiveDate| wanted.first_of(self.day(*date), 0).is_some();
        // Without exceptions, what does not come within a week never comes.
        let reach = if self.exceptions.is_empty() {
            8
        } else {
            usize::MAX
        };
        let near = from
            .iter_days()
            .take(reach)
            .take_while(|date| *date <= horizon)
            .find(holds);
        near.or_else(|| {
            // An exception's hours may run on into the date after it.
            let written = self.exceptions.dates_from(from.pred_opt()?);
            let with_next = written.flat_map(|date| date.iter_days().take(2));
            with_next.filter(|date| *date >= from).find(holds)
        })
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
