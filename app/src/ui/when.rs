//! A moment, as people say it: how long ago, or on which day and at what time in a named zone.
//! The moment “now” is always given, never read.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

/// `<time>` with relative words; the full date and the zone are in its title.
#[component]
pub fn When(at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> impl IntoView {
    view! {
        <time datetime=at.to_rfc3339() title=in_full(at, zone)>
            {ago(at, now)}
        </time>
    }
}

/// “just now”, “12 min ago”, “3 h ago”, “yesterday”-free: from a day on, “4 days ago”.
/// Moments to come are “in 5 min”.
///
/// ```
/// use chrono::{DateTime, TimeDelta};
/// let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
/// assert_eq!(app::ui::when::ago(now - TimeDelta::minutes(12), now), "12 min ago");
/// assert_eq!(app::ui::when::ago(now + TimeDelta::hours(2), now), "in 2 h");
/// ```
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let distance = now - at;
    if distance.abs() < TimeDelta::minutes(1) {
        return "just now".to_owned();
    }
    let words = span(distance.abs());
    if distance > TimeDelta::zero() {
        format!("{words} ago")
    } else {
        format!("in {words}")
    }
}

/// “12 min”, “3 h”, “1 day”, “4 days”: the largest unit that fits, rounded down.
pub fn span(length: TimeDelta) -> String {
    match (length.num_days(), length.num_hours(), length.num_minutes()) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, _) => format!("{hours} h"),
        (1, _, _) => "1 day".to_owned(),
        (days, _, _) => format!("{days} days"),
    }
}

/// “14:05” in the zone.
pub fn clock(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// “today at 14:05”, “tomorrow at 09:00”, “Saturday at 14:45”, “26 December at 10:00”, with the year
/// when it is another one.
pub fn day_and_clock(at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    let here = now.with_timezone(&zone);
    let days = (there.date_naive() - here.date_naive()).num_days();
    let day = match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2..=6 => there.format("%A").to_string(),
        _ if there.format("%Y").to_string() == here.format("%Y").to_string() => {
            there.format("%-d %B").to_string()
        }
        _ => there.format("%-d %B %Y").to_string(),
    };
    format!("{day} at {}", there.format("%H:%M"))
}

/// “15:30” today, “Mon 09:00” within a week, else “26 Dec 10:00”: where there is little room.
pub fn soon(at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    let days = (there.date_naive() - now.with_timezone(&zone).date_naive()).num_days();
    let pattern = match days {
        0 => "%H:%M",
        1..=6 => "%a %H:%M",
        _ => "%-d %b %H:%M",
    };
    there.format(pattern).to_string()
}

/// “Thursday 17 December 2026, 14:05, Europe/Madrid”.
pub fn in_full(at: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    format!("{}, {}", there.format("%A %-d %B %Y, %H:%M"), zone.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let now = at("2026-12-17T23:30:00Z");
        let zone = chrono_tz::Europe::Madrid;
        assert_eq!(
            day_and_clock(at("2026-12-17T22:30:00Z"), now, zone),
            "yesterday at 23:30"
        );
        assert_eq!(
            day_and_clock(at("2026-12-19T13:45:00Z"), now, zone),
            "tomorrow at 14:45"
        );
        assert_eq!(
            day_and_clock(at("2026-12-26T09:00:00Z"), now, zone),
            "26 December at 10:00"
        );
        assert_eq!(
            day_and_clock(at("2027-01-06T09:00:00Z"), now, zone),
            "6 January 2027 at 10:00"
        );
    }

    #[test]
    fn relative_words_take_the_largest_unit() {
        let now = at("2026-12-17T12:00:00Z");
        assert_eq!(ago(at("2026-12-17T11:59:30Z"), now), "just now");
        assert_eq!(ago(at("2026-12-17T09:10:00Z"), now), "2 h ago");
        assert_eq!(ago(at("2026-12-16T11:00:00Z"), now), "1 day ago");
        assert_eq!(ago(at("2026-12-21T12:00:00Z"), now), "in 4 days");
    }
}
