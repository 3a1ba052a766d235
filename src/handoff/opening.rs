//! When the team is back and how long it takes, as people say it.

use chrono::{Datelike, NaiveDateTime};
use chrono_tz::Tz;

use crate::{
    clock::Instant,
    wording::{Phrase, Wording, wording},
};

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
    opening_in(wording(None), at, now, (reader, team))
}

/// The same in the customer's language. The zones are the reader's, if known, and the team's.
///
/// ```
/// use handoff::{clock::from_millis, handoff::opening_in, wording::wording};
/// let (now, opens) = (from_millis(1_768_212_000_000), from_millis(1_768_291_200_000));
/// let zones = (None, chrono_tz::Europe::Berlin);
/// assert_eq!(opening_in(wording(Some("de")), opens, now, zones), "morgen um 09:00 Uhr, Ortszeit Berlin");
/// ```
#[must_use]
pub fn opening_in(
    wording: &Wording,
    at: Instant,
    now: Instant,
    (reader, team): (Option<Tz>, Tz),
) -> String {
    let zone = reader.unwrap_or(team);
    let local = at.with_timezone(&zone).naive_local();
    let today = now.with_timezone(&zone).date_naive();
    let day = match (local.date() - today).num_days() {
        0 => wording.say(Phrase::Today).to_owned(),
        1 => wording.say(Phrase::Tomorrow).to_owned(),
        2..=6 => on_day(wording, local).to_owned(),
        _ => filled(
            wording.say(Phrase::Date),
            &[
                ("weekday", weekday(wording, local)),
                ("day", &local.day().to_string()),
                ("month", month(wording, local)),
            ],
        ),
    };
    let whose = match reader {
        Some(_) => wording.say(Phrase::YourTime).to_owned(),
        None => filled(wording.say(Phrase::CityTime), &[("city", &city(team))]),
    };
    let time = local.format("%H:%M").to_string();
    let values = [("day", &*day), ("time", &time), ("whose", &whose)];
    filled(wording.say(Phrase::Moment), &values)
}

fn weekday(wording: &Wording, local: NaiveDateTime) -> &'static str {
    let at = local.weekday().num_days_from_monday() as usize;
    nth(wording.say(Phrase::Weekdays), at)
}

/// The day as it is said of what happens on it: “el lunes”.
fn on_day(wording: &Wording, local: NaiveDateTime) -> &'static str {
    let at = local.weekday().num_days_from_monday() as usize;
    let mut days = wording.say(Phrase::OnDays).split(", ");
    days.nth(at).unwrap_or_default()
}

fn month(wording: &Wording, local: NaiveDateTime) -> &'static str {
    nth(wording.say(Phrase::Months), local.month0() as usize)
}

fn nth(list: &'static str, at: usize) -> &'static str {
    list.split(' ').nth(at).unwrap_or_default()
}

fn filled(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), value)
    })
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
    wait_in(wording(None), minutes)
}

/// The same in the customer's language.
///
/// ```
/// use handoff::{handoff::wait_in, wording::wording};
/// assert_eq!(wait_in(wording(Some("fr")), 120), "2 heures");
/// ```
#[must_use]
pub fn wait_in(wording: &Wording, minutes: u64) -> String {
    let (phrase, count) = match minutes {
        0 | 1 => (Phrase::AMinute, 1),
        2..=90 => (Phrase::Minutes, minutes),
        91..=2880 => (Phrase::Hours, minutes.div_ceil(60)),
        _ => (Phrase::Days, minutes.div_ceil(1440)),
    };
    filled(wording.say(phrase), &[("count", &count.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    #[test]
    fn a_day_has_its_name_in_every_language() {
        let now = from_millis(1_768_212_000_000); // Monday 12 January 2026, 10:00 UTC
        let zones = (None, chrono_tz::Europe::Paris);
        let said = |tag: &str, hours: i64| {
            let at = now + chrono::Duration::hours(hours);
            opening_in(wording(Some(tag)), at, now, zones)
        };
        assert_eq!(said("fr", 72), "jeudi à 11:00, heure de Paris");
        assert_eq!(said("es", 72), "el jueves a las 11:00, hora de Paris");
        assert_eq!(said("pl", 24), "jutro o 11:00, czasu miasta Paris");
        assert_eq!(said("pl", 48), "w środę o 11:00, czasu miasta Paris");
        assert_eq!(
            said("es", 24 * 10),
            "el jueves 22 de enero a las 11:00, hora de Paris"
        );
        assert_eq!(
            said("pl", 24 * 10),
            "czwartek, 22 stycznia o 11:00, czasu miasta Paris"
        );
        assert_eq!(
            said("en", 24 * 10),
            "Thursday 22 January at 11:00, Paris time"
        );
        assert_eq!(wait_in(wording(Some("hi")), 5), "5 मिनट");
    }
}
