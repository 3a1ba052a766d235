//! When the team is back and how long it takes, as people say it.

use chrono_tz::Tz;

use crate::clock::Instant;

/// The instant as a customer reads it: “tomorrow at 09:00, your time”. Without the reader's zone the
/// team's city is named instead.
///
/// ```
/// use handoff::{clock::from_millis, handoff::opening_in_words};
/// let now = from_millis(1_768_212_000_000); // Monday 12 January 2026, 10:00 UTC
/// let opens = from_millis(1_768_291_200_000); // Tuesday, 08:00 UTC
/// assert_eq!(opening_in_words(opens, now, None, chrono_tz::Europe::Madrid), "tomorrow at 09:00, Madrid time");
/// ```
#[must_use]
pub fn opening_in_words(at: Instant, now: Instant, reader: Option<Tz>, team: Tz) -> String {
    let zone = reader.unwrap_or(team);
    let (local, today) = (
        at.with_timezone(&zone),
        now.with_timezone(&zone).date_naive(),
    );
    let days = (local.date_naive() - today).num_days();
    let day = match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => local.format("%A").to_string(),
        _ => local.format("%A %-d %B").to_string(),
    };
    let whose = match reader {
        Some(_) => "your time".to_owned(),
        None => format!("{} time", city(team)),
    };
    format!("{day} at {}, {whose}", local.format("%H:%M"))
}

/// The city a zone is named after: `America/New_York` is “New York”.
#[must_use]
pub fn city(zone: Tz) -> String {
    zone.name()
        .rsplit('/')
        .next()
        .unwrap_or(zone.name())
        .replace('_', " ")
}

/// A wait of so many minutes as people say it.
///
/// ```
/// assert_eq!(handoff::handoff::wait_in_words(120), "2 hours");
/// ```
#[must_use]
pub fn wait_in_words(minutes: u64) -> String {
    match minutes {
        0 | 1 => "a minute".into(),
        2..=90 => format!("{minutes} minutes"),
        91..=2880 => format!("{} hours", minutes.div_ceil(60)),
        _ => format!("{} days", minutes.div_ceil(1440)),
    }
}
