//! Time zones: the wall clock at an instant, the next clock change, and names people get wrong.
//!
//! The rules come with the binary (`chrono-tz`); the machine's own zone and files play no part.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::day::DAY;
use crate::{clock::Instant, problem::nearest};

/// How far ahead a clock change is looked for, in days: beyond a year no zone plans one.
const CHANGE_HORIZON: i64 = 400;

/// The clock is put forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// The first instant with the new time.
    pub at: Instant,
    /// What the wall clock would have shown then: `02:00` of "02:00 becomes 03:00".
    pub before: NaiveDateTime,
    /// What it shows instead.
    pub after: NaiveDateTime,
}

/// The zone with this IANA name, or a sentence saying what to write.
///
/// ```
/// use handoff::schedule::zone_named;
///
/// assert!(zone_named("Europe/Madrid").is_ok());
/// assert_eq!(
///     zone_named("Madrid").unwrap_err(),
///     "“Madrid” is not a time zone. Did you mean “Europe/Madrid”?"
/// );
/// ```
pub fn zone_named(name: &str) -> Result<Tz, String> {
    if name.trim().is_empty() {
        return Err("Write a place, such as “Europe/Madrid”, or “UTC”.".to_owned());
    }
    name.trim()
        .parse()
        .map_err(|_| match suggestion(name.trim()) {
            Some(near) => format!("“{name}” is not a time zone. Did you mean “{near}”?"),
            None => format!(
                "“{name}” is not a time zone. Write a place, such as “Europe/Madrid”, or “UTC”."
            ),
        })
}

/// The next time the clock is put forward or back after `now`; None where that is not done.
///
/// ```
/// use chrono_tz::Europe::Madrid;
/// use handoff::{clock::from_millis, schedule::next_clock_change};
///
/// let change = next_clock_change(Madrid, from_millis(1_766_000_000_000)).unwrap();
/// assert_eq!(change.before.to_string(), "2026-03-29 02:00:00");
/// assert_eq!(change.after.to_string(), "2026-03-29 03:00:00");
/// ```
#[must_use]
pub fn next_clock_change(zone: Tz, now: Instant) -> Option<ClockChange> {
    first_change(
        zone,
        now.timestamp(),
        now.timestamp() + CHANGE_HORIZON * DAY,
    )
}

/// The clock change that `date` begins or ends with, or that happens within it.
pub(super) fn change_on(zone: Tz, date: NaiveDate) -> Option<ClockChange> {
    let midnight = midnight(date);
    let change = first_change(zone, midnight - 2 * DAY, midnight + 3 * DAY)?;
    (change.before.date() == date || change.after.date() == date).then_some(change)
}

/// Seconds the wall clock is ahead of UTC.
pub(super) fn offset_at(zone: Tz, second: i64) -> i64 {
    DateTime::from_timestamp(second, 0).map_or(0, |at| {
        zone.offset_from_utc_datetime(&at.naive_utc())
            .fix()
            .local_minus_utc()
            .into()
    })
}

/// How long from `second` on the wall clock runs evenly, at most until `limit`.
///
/// The limit may be a day away at most: two clock changes are never closer than a week, so comparing
/// the ends is enough to see whether there is one between them.
pub(super) fn steady_until(zone: Tz, second: i64, limit: i64) -> i64 {
    let offset = offset_at(zone, second);
    if offset_at(zone, limit) == offset {
        return limit;
    }
    let (mut same, mut different) = (second, limit);
    while different - same > 1 {
        let middle = same + (different - same) / 2;
        if offset_at(zone, middle) == offset {
            same = middle;
        } else {
            different = middle;
        }
    }
    different
}

/// The second at which a civil date would begin if its clock showed UTC.
pub(super) fn midnight(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days()) * DAY
}

/// The civil date of a second on the wall clock.
pub(super) fn date_of(local: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(local.div_euclid(DAY)).ok()?)
}

fn first_change(zone: Tz, from: i64, until: i64) -> Option<ClockChange> {
    let mut second = from;
    while second < until {
        let next = steady_until(zone, second, second + DAY);
        let (before, after) = (offset_at(zone, second), offset_at(zone, next));
        if before != after {
            let shown =
                |offset| DateTime::from_timestamp(next + offset, 0).map(|at| at.naive_utc());
            return Some(ClockChange {
                at: DateTime::from_timestamp(next, 0)?,
                before: shown(before)?,
                after: shown(after)?,
            });
        }
        second = next;
    }
    None
}

/// The zone whose name or city is most like what was written.
fn suggestion(name: &str) -> Option<&'static str> {
    let written = name.replace(' ', "_");
    let names = || TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = |zone: &'static str| zone.rsplit('/').next().unwrap_or(zone);
    names()
        .find(|zone| zone.eq_ignore_ascii_case(&written))
        .or_else(|| {
            names().find(|zone| zone.contains('/') && city(zone).eq_ignore_ascii_case(&written))
        })
        .or_else(|| nearest(&written, names()))
        .or_else(|| {
            let near = nearest(
                &written,
                names().filter(|zone| zone.contains('/')).map(city),
            )?;
            names().find(|zone| zone.contains('/') && city(zone) == near)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_does_not_exist_is_refused_with_the_nearest_one() {
        for (wrong, right) in [
            ("europe/london", "Europe/London"),
            ("New York", "America/New_York"),
            ("Amercia/New_York", "America/New_York"),
            ("Kathmandu", "Asia/Kathmandu"),
            ("Berlni", "Europe/Berlin"),
        ] {
            let refusal = zone_named(wrong).unwrap_err();
            assert!(
                refusal.ends_with(&format!("Did you mean “{right}”?")),
                "{refusal}"
            );
        }
        for hopeless in ["", "+02:00", "Mars/Olympus_Mons"] {
            assert!(
                zone_named(hopeless).unwrap_err().contains("Write a place"),
                "{hopeless}"
            );
        }
    }

    #[test]
    fn kolkata_never_changes_its_clock() {
        assert_eq!(
            next_clock_change(chrono_tz::Asia::Kolkata, Instant::default()),
            None
        );
    }
}
