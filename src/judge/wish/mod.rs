//! When it suits somebody, out of their own words: “tomorrow after 3 pm”, “Freitag um 10”, “24 December”.

mod date;
mod time;

use chrono::{NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use self::{date::date, time::time};
use super::text::fold;
use crate::clock::Instant;

/// How far ahead a wish is understood, in days.
const HORIZON: i64 = 92;

/// The instant that suits somebody in `zone`; none when their words name no day and no time to come.
///
/// ```
/// use handoff::{clock::from_millis, judge::wished};
/// let monday = from_millis(1_768_212_000_000); // 12 January 2026, 10:00 UTC
/// let madrid = chrono_tz::Europe::Madrid;
/// assert_eq!(wished("tomorrow after 3 pm is best", monday, madrid).unwrap().to_rfc3339(), "2026-01-13T14:00:00+00:00");
/// assert_eq!(wished("whenever you like", monday, madrid), None);
/// ```
#[must_use]
pub fn wished(text: &str, now: Instant, zone: Tz) -> Option<Instant> {
    let words = words(text);
    let here = now.with_timezone(&zone);
    let (today, clock) = (here.date_naive(), here.time());
    let time = time(&words);
    let date = match (date(&words, today, clock, time), time) {
        (Some(date), _) => date,
        (None, Some(time)) if time > clock => today,
        (None, Some(_)) => today.succ_opt()?,
        (None, None) => return None,
    };
    let time = time.unwrap_or(NaiveTime::MIN);
    // A time that the clock skips on that day is taken an hour later.
    let at = zone
        .from_local_datetime(&date.and_time(time))
        .earliest()
        .or_else(|| {
            zone.from_local_datetime(&(date.and_time(time) + TimeDelta::hours(1)))
                .earliest()
        })?;
    let at = at.to_utc().max(now);
    ((at - now).num_days() <= HORIZON && date >= today).then_some(at)
}

/// The words without accents and apostrophes; figures keep their colons, dots, dashes and slashes.
fn words(text: &str) -> Vec<String> {
    let text = fold(
        &text
            .replace(['’', '\''], "")
            .replace("après-midi", "apresmidi"),
    );
    let pieces = text.split(|c: char| !(c.is_alphanumeric() || ":.-/".contains(c)));
    let trimmed = pieces.map(|piece| piece.trim_matches([':', '.', '-', '/']));
    trimmed
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 12 January 2026, 11:00 in Madrid.
    fn understood(text: &str) -> Option<String> {
        let now = "2026-01-12T10:00:00Z".parse().unwrap();
        let zone = chrono_tz::Europe::Madrid;
        wished(text, now, zone)
            .map(|at| at.with_timezone(&zone).format("%a %d %b %H:%M").to_string())
    }

    #[test]
    fn days_and_times_are_understood_as_people_write_them() {
        for (text, meant) in [
            ("tomorrow at 3pm", "Tue 13 Jan 15:00"),
            ("Tuesday morning", "Tue 13 Jan 09:00"),
            ("any time after 16:30 please", "Mon 12 Jan 16:30"),
            ("at 9", "Tue 13 Jan 09:00"),
            ("Freitag um 10 Uhr", "Fri 16 Jan 10:00"),
            ("mañana por la tarde", "Tue 13 Jan 14:00"),
            ("demain vers 15h30", "Tue 13 Jan 15:30"),
            ("on 24.1. in the evening", "Sat 24 Jan 18:00"),
            ("2026-02-03 12:15", "Tue 03 Feb 12:15"),
            ("February 5, 2 pm", "Thu 05 Feb 14:00"),
            ("today", "Mon 12 Jan 11:00"),
            ("Monday at 10:00", "Mon 19 Jan 10:00"),
        ] {
            assert_eq!(understood(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn words_without_a_time_are_no_wish() {
        for text in [
            "whenever",
            "my number is 612 345 678",
            "I may be out for a while",
            "2025-12-01",
            "the 3 chairs",
            "",
        ] {
            assert_eq!(understood(text), None, "{text}");
        }
    }
}
