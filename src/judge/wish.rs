//! When it suits somebody, out of their own words: “tomorrow after 3 pm”, “Freitag um 10”, “24 December”.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;

use super::text::fold;
use crate::clock::Instant;

/// How far ahead a wish is understood, in days.
const HORIZON: i64 = 92;

/// Days counted from today. “mañana” and “morgen” also mean the morning; where a part of the day is
/// named beside them, they are the day.
const DAYS: [(&str, u64); 16] = [
    ("today", 0),
    ("heute", 0),
    ("hoy", 0),
    ("aujourdhui", 0),
    ("oggi", 0),
    ("hoje", 0),
    ("vandaag", 0),
    ("tonight", 0),
    ("tomorrow", 1),
    ("morgen", 1),
    ("manana", 1),
    ("demain", 1),
    ("domani", 1),
    ("amanha", 1),
    ("ubermorgen", 2),
    ("overmorgen", 2),
];

/// The beginnings of the names of the weekdays, which differ enough from other words.
const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (
        Weekday::Mon,
        &[
            "monday", "montag", "lunes", "lundi", "lunedi", "segunda", "maandag",
        ],
    ),
    (
        Weekday::Tue,
        &[
            "tuesday", "tue", "tues", "dienstag", "martes", "mardi", "martedi", "terca", "dinsdag",
        ],
    ),
    (
        Weekday::Wed,
        &[
            "wednesday",
            "mittwoch",
            "miercoles",
            "mercredi",
            "mercoledi",
            "quarta",
            "woensdag",
        ],
    ),
    (
        Weekday::Thu,
        &[
            "thursday",
            "thu",
            "thurs",
            "donnerstag",
            "jueves",
            "jeudi",
            "giovedi",
            "quinta",
            "donderdag",
        ],
    ),
    (
        Weekday::Fri,
        &[
            "friday", "fri", "freitag", "viernes", "vendredi", "venerdi", "sexta", "vrijdag",
        ],
    ),
    (
        Weekday::Sat,
        &[
            "saturday",
            "samstag",
            "sonnabend",
            "sabado",
            "samedi",
            "sabato",
            "zaterdag",
        ],
    ),
    (
        Weekday::Sun,
        &[
            "sunday", "sonntag", "domingo", "dimanche", "domenica", "zondag",
        ],
    ),
];

/// Parts of the day, by the hour they begin at.
const PARTS: [(u32, &[&str]); 4] = [
    (
        9,
        &[
            "morning",
            "vormittag",
            "vormittags",
            "fruh",
            "matin",
            "mattina",
            "ochtend",
        ],
    ),
    (
        12,
        &[
            "noon",
            "midday",
            "lunch",
            "lunchtime",
            "mittag",
            "mittags",
            "mediodia",
            "midi",
            "mezzogiorno",
        ],
    ),
    (
        14,
        &[
            "afternoon",
            "nachmittag",
            "nachmittags",
            "tarde",
            "apresmidi",
            "pomeriggio",
            "middag",
        ],
    ),
    (
        18,
        &[
            "evening", "tonight", "abend", "abends", "noche", "soir", "sera", "noite", "avond",
        ],
    ),
];

/// Words before a bare hour: “at 10”, “um 10”, “a las 10”.
const BEFORE_HOUR: [&str; 20] = [
    "at", "after", "around", "from", "about", "by", "um", "ab", "nach", "gegen", "las", "vers",
    "apres", "alle", "dopo", "as", "om", "na", "vanaf", "rond",
];

/// Words after a bare hour.
const AFTER_HOUR: [&str; 8] = ["uhr", "oclock", "h", "heures", "horas", "uur", "am", "pm"];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

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

fn date(
    words: &[String],
    today: NaiveDate,
    clock: NaiveTime,
    time: Option<NaiveTime>,
) -> Option<NaiveDate> {
    let said = words.iter().enumerate();
    for (place, word) in said {
        if let Some(date) = written(words, place, today) {
            return Some(date);
        }
        if let Some((_, days)) = DAYS.iter().find(|(name, _)| name == word) {
            return today.checked_add_days(Days::new(*days));
        }
        if let Some((weekday, _)) = WEEKDAYS
            .iter()
            .find(|(_, names)| names.contains(&word.as_str()))
        {
            let is_over = *weekday == today.weekday() && time.is_some_and(|time| time <= clock);
            let from = if is_over { today.succ_opt()? } else { today };
            return from.iter_days().find(|date| date.weekday() == *weekday);
        }
    }
    None
}

/// A date in figures, or a day with a month's name on either side.
fn written(words: &[String], place: usize, today: NaiveDate) -> Option<NaiveDate> {
    let word = words[place].as_str();
    if let Ok(date) = word.parse::<NaiveDate>() {
        return Some(date);
    }
    if let Some((day, month)) = word.split_once(['.', '/']) {
        let month = month.split(['.', '/']).next()?;
        return coming(today, month.parse().ok()?, day.parse().ok()?);
    }
    let month = MONTHS
        .iter()
        .position(|name| word.len() >= 3 && is_month(word, name))?;
    let month = u32::try_from(month + 1).ok()?;
    let day = |place: usize| {
        words
            .get(place)?
            .trim_end_matches(|c: char| c.is_alphabetic())
            .parse()
            .ok()
    };
    let day = place
        .checked_sub(1)
        .and_then(day)
        .or_else(|| day(place + 1))?;
    coming(today, month, day)
}

/// “may” and “mar” alone are other words too, so a month needs three letters of its own name and a day.
fn is_month(word: &str, name: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    word == name
        || ENDINGS
            .iter()
            .any(|whole| *whole == word && whole.starts_with(name))
}

/// That month and day, this year or next.
fn coming(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let this_year = NaiveDate::from_ymd_opt(today.year(), month, day)?;
    if this_year >= today {
        Some(this_year)
    } else {
        NaiveDate::from_ymd_opt(today.year() + 1, month, day)
    }
}

fn time(words: &[String]) -> Option<NaiveTime> {
    let exact = (0..words.len()).find_map(|place| figures(words, place));
    exact.or_else(|| {
        let part = words.iter().find_map(|word| {
            let named = PARTS
                .iter()
                .find(|(_, names)| names.contains(&word.as_str()));
            named.map(|(hour, _)| *hour)
        });
        NaiveTime::from_hms_opt(part?, 0, 0)
    })
}

/// `15:00`, `15h30`, `3pm`, `3 pm`, `10 Uhr`, `at 10`.
fn figures(words: &[String], place: usize) -> Option<NaiveTime> {
    let word = words[place].as_str();
    let next = words.get(place + 1).map_or("", String::as_str);
    let (figures, half) = match (word.strip_suffix("pm"), word.strip_suffix("am")) {
        (Some(figures), _) => (figures, Some(true)),
        (_, Some(figures)) => (figures, Some(false)),
        _ => (word, (next == "pm" || next == "am").then_some(next == "pm")),
    };
    let (hour, minute) = if let Some((hour, minute)) = figures.split_once([':', 'h']) {
        (hour, if minute.is_empty() { "0" } else { minute })
    } else {
        let before = place.checked_sub(1).map(|before| words[before].as_str());
        let is_after_word = before.is_some_and(|word| BEFORE_HOUR.contains(&word));
        if half.is_none() && !is_after_word && !AFTER_HOUR.contains(&next) {
            return None;
        }
        (figures, "0")
    };
    let hour: u32 = hour.parse().ok()?;
    let hour = match half {
        Some(_) if hour > 12 => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
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
