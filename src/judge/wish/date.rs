//! The day that is meant.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

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

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

pub(super) fn date(
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
