//! By when something was promised, read from the promise itself. English; what names no time has none.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;

use crate::{
    clock::Instant,
    judge::text::{Word, words},
};

/// The last moment by which a promise that was made at `said_at` is kept; “today” and days are those of `zone`.
///
/// ```
/// use handoff::judge::summary::due;
/// let said_at = "2026-01-12T10:30:00Z".parse().unwrap();
/// let due = |words| due(words, said_at, chrono_tz::UTC).map(|at| at.to_rfc3339());
/// assert_eq!(due("You hear from us within two hours.").as_deref(), Some("2026-01-12T12:30:00+00:00"));
/// assert_eq!(due("I'll make sure you get an update today.").as_deref(), Some("2026-01-13T00:00:00+00:00"));
/// assert_eq!(due("Somebody will call you."), None);
/// ```
#[must_use]
pub fn due(promise: &str, said_at: Instant, zone: Tz) -> Option<Instant> {
    let said = words(promise);
    let there = said_at.with_timezone(&zone);
    let today = there.date_naive();
    if let Some(length) = span(&said) {
        return said_at.checked_add_signed(length);
    }
    let day = day(&said, today);
    let time = time(promise, &said);
    let (date, time) = match (day, time) {
        (None, None) => return None,
        (Some(day), None) => (day.checked_add_days(Days::new(1))?, NaiveTime::MIN),
        (None, Some(time)) if time <= there.time() => (today.checked_add_days(Days::new(1))?, time),
        (day, Some(time)) => (day.unwrap_or(today), time),
    };
    // An hour that the clock skips is over when the clock goes on; one that comes twice, the second time.
    let wall = date.and_time(time);
    let at = zone.from_local_datetime(&wall).latest();
    let at = at.or_else(|| {
        zone.from_local_datetime(&(wall + TimeDelta::hours(1)))
            .latest()
    });
    Some(at?.to_utc())
}

/// “within 24 hours”, “in two days”, “in the next hour”.
fn span(said: &[Word]) -> Option<TimeDelta> {
    let at = said
        .iter()
        .position(|word| matches!(word.folded.as_str(), "within" | "in"))?;
    let mut rest = said[at + 1..].iter().map(|word| word.folded.as_str());
    let mut word = rest.next()?;
    while matches!(word, "the" | "next" | "about" | "less" | "than" | "under") {
        word = rest.next()?;
    }
    let (count, unit) = match number(word) {
        Some(count) => (count, rest.next()?),
        None => (1, word),
    };
    let unit = match unit {
        "business" | "working" => rest.next()?,
        unit => unit,
    };
    match unit {
        "minute" | "minutes" | "min" => TimeDelta::try_minutes(count),
        "hour" | "hours" | "h" => TimeDelta::try_hours(count),
        "day" | "days" => TimeDelta::try_days(count),
        "week" | "weeks" => TimeDelta::try_weeks(count),
        _ => None,
    }
}

fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelled = WORDS.iter().position(|known| *known == word);
    spelled
        .and_then(|at| i64::try_from(at).ok())
        .or_else(|| word.parse().ok().filter(|count| *count < 10_000))
}

/// “today”, “tomorrow”, “by Friday”: the day itself.
fn day(said: &[Word], today: NaiveDate) -> Option<NaiveDate> {
    said.iter().find_map(|word| match word.folded.as_str() {
        "today" | "tonight" => Some(today),
        "tomorrow" => today.succ_opt(),
        name => {
            let weekday: Weekday = name.parse().ok().filter(|_| name.len() > 3)?;
            let ahead = weekday.days_since(today.weekday());
            today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead.into() }))
        }
    })
}

/// “by 18:00”, “before 6 pm”, “at noon”.
fn time(promise: &str, said: &[Word]) -> Option<NaiveTime> {
    let opens = |word: &Word| matches!(word.folded.as_str(), "by" | "before" | "at" | "until");
    let mut places = said.iter().enumerate().filter(|(_, word)| opens(word));
    places.find_map(|(at, _)| {
        let hour = said.get(at + 1)?;
        match hour.folded.as_str() {
            "noon" => return NaiveTime::from_hms_opt(12, 0, 0),
            "midnight" => return None,
            _ => {}
        }
        let (digits, glued) = hour.folded.split_at(
            hour.folded
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(hour.folded.len()),
        );
        let hours: u32 = digits.parse().ok()?;
        let next = said.get(at + 2);
        let is_colon = promise[hour.end..].starts_with(':');
        let minutes = next
            .filter(|_| is_colon)
            .and_then(|word| word.folded.parse().ok());
        let half = match (glued, minutes) {
            ("", Some(_)) => said.get(at + 3),
            _ => next,
        };
        let half = if glued.is_empty() {
            half.map_or("", |word| word.folded.as_str())
        } else {
            glued
        };
        let hours = match half {
            "pm" if hours < 12 => hours + 12,
            "am" if hours == 12 => 0,
            "am" | "pm" => hours,
            // A bare number is no time of day: “at 3 addresses”.
            _ if minutes.is_none() && half != "oclock" => return None,
            _ => hours,
        };
        NaiveTime::from_hms_opt(hours, minutes.unwrap_or(0), 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(promise: &str) -> Option<String> {
        let zone = chrono_tz::Europe::Berlin;
        // A Monday, half past eleven there.
        let at = "2026-01-12T10:30:00Z".parse().unwrap();
        let due = due(promise, at, zone)?.with_timezone(&zone);
        Some(due.format("%a %H:%M").to_string())
    }

    #[test]
    fn a_promise_is_due_when_it_says() {
        for (promise, due) in [
            ("I'll have an answer by 18:00.", "Mon 18:00"),
            ("I will call you before 6 pm", "Mon 18:00"),
            ("We call you at 9am", "Tue 09:00"),
            ("You will get it by 9:30 am tomorrow.", "Tue 09:30"),
            ("You hear from us in an hour", "Mon 12:30"),
            ("A colleague replies within 24 hours.", "Tue 11:30"),
            ("Within the next 2 working days", "Wed 11:30"),
            ("You get an update today", "Tue 00:00"),
            ("It arrives by Friday", "Sat 00:00"),
            ("It leaves on Monday", "Tue 00:00"),
            ("by noon", "Mon 12:00"),
        ] {
            assert_eq!(said(promise).as_deref(), Some(due), "{promise}");
        }
    }

    #[test]
    fn what_names_no_time_has_none() {
        for promise in [
            "I will look into it.",
            "Somebody will be in touch in the chat.",
            "We keep it at 3 addresses.",
            "within reason",
            "in 99999999999999999999 days",
            "",
        ] {
            assert_eq!(said(promise), None, "{promise}");
        }
    }

    #[test]
    fn an_hour_that_the_clock_skips_ends_when_it_goes_on() {
        let zone = chrono_tz::Europe::Berlin;
        let at = "2026-03-28T22:00:00Z".parse().unwrap();
        let due = due("by 2:30 tomorrow", at, zone).unwrap();
        assert_eq!(due.to_rfc3339(), "2026-03-29T01:30:00+00:00");
    }
}
