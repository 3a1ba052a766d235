//! One holiday's rule: read from its line, and dated in a year.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Country;

/// When a holiday is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum When {
    Fixed(u32, u32),
    Once(NaiveDate),
    /// Days from Easter Sunday.
    Easter(i64),
    Orthodox(i64),
    /// The n-th such weekday of a month; 0 is the last.
    Nth(u32, Weekday, u8),
    /// The first such weekday from a date on.
    From(u32, u32, Weekday),
    /// The date itself when it is the first weekday, else the first of the second from it on.
    Either(u32, u32, (Weekday, Weekday)),
    Spring,
    Autumn,
    /// Each weekday with a holiday on either side.
    Between,
}

/// What happens when a holiday is at a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Weekend {
    #[default]
    Nothing,
    Next,
    Sunday,
    Nearest,
    /// Kept the day before instead, when it would be on a Sunday.
    Before,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    when: When,
    pub(super) weekend: Weekend,
    since: i32,
    until: i32,
    pub(super) name: &'static str,
}

impl Rule {
    /// The date in a year, if it is a holiday then.
    pub(super) fn date(&self, year: i32) -> Option<NaiveDate> {
        if !(self.since..=self.until).contains(&year) {
            return None;
        }
        let date = match self.when {
            When::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day)?,
            When::Once(date) => Some(date).filter(|date| date.year() == year)?,
            When::Easter(days) => easter(year)? + chrono::TimeDelta::days(days),
            When::Orthodox(days) => orthodox_easter(year)? + chrono::TimeDelta::days(days),
            When::Nth(month, weekday, 0) => last(year, month, weekday)?,
            When::Nth(month, weekday, n) => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)?
            }
            When::From(month, day, weekday) => {
                first_from(NaiveDate::from_ymd_opt(year, month, day)?, weekday)?
            }
            When::Either(month, day, (own, other)) => {
                let date = NaiveDate::from_ymd_opt(year, month, day)?;
                if date.weekday() == own {
                    date
                } else {
                    first_from(date, other)?
                }
            }
            When::Spring => equinox(year, 3, 20_843_100)?,
            When::Autumn => equinox(year, 9, 23_248_800)?,
            When::Between => return None,
        };
        let is_before = self.weekend == Weekend::Before && date.weekday() == Weekday::Sun;
        if is_before {
            date.pred_opt()
        } else {
            Some(date)
        }
    }

    /// It stands for each day between two others, and has no date of its own.
    pub(super) fn is_between(&self) -> bool {
        self.when == When::Between
    }

    /// It is on the same month and day every year, and will be.
    pub(super) fn is_fixed(&self) -> bool {
        matches!(self.when, When::Fixed(..))
            && self.weekend != Weekend::Before
            && self.until == i32::MAX
    }
}

/// Reads all the rules. A line that is not understood is left out; a test counts them.
pub(super) fn countries(text: &'static str) -> Vec<Country> {
    let mut countries: Vec<Country> = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let is_code =
            |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        match line.split_once(' ') {
            Some((code, name)) if is_code(code) => countries.push(Country {
                code,
                name,
                rules: Vec::new(),
            }),
            _ => {
                if let (Some(country), Some(rule)) = (countries.last_mut(), rule(line)) {
                    country.rules.push(rule);
                }
            }
        }
    }
    countries
}

fn rule(line: &'static str) -> Option<Rule> {
    let (first, mut rest) = line.split_once(' ')?;
    let mut word = || {
        let (word, after) = rest.split_once(' ')?;
        rest = after;
        Some(word)
    };
    let when = match first {
        "spring" => When::Spring,
        "autumn" => When::Autumn,
        "between" => When::Between,
        _ if first.starts_with("easter") => When::Easter(first["easter".len()..].parse().ok()?),
        _ if first.starts_with("orthodox") => {
            When::Orthodox(first["orthodox".len()..].parse().ok()?)
        }
        _ if first.len() == 2 => {
            let (weekday, nth) = (word()?.parse().ok()?, word()?);
            let nth = if nth == "last" { 0 } else { nth.parse().ok()? };
            When::Nth(first.parse().ok()?, weekday, nth)
        }
        _ if first.len() == 10 => When::Once(first.parse().ok()?),
        _ => {
            let (month, day) = first.split_once('-')?;
            When::Fixed(month.parse().ok()?, day.parse().ok()?)
        }
    };
    let mut rule = Rule {
        when,
        weekend: Weekend::default(),
        since: i32::MIN,
        until: i32::MAX,
        name: "",
    };
    loop {
        let (next, after) = rest.split_once(' ').unwrap_or((rest, ""));
        match rule.detail(next) {
            Some(()) => rest = after,
            None => break,
        }
    }
    rule.name = rest;
    Some(rule)
}

impl Rule {
    /// Takes in a word between the date and the name. None when the name has begun.
    fn detail(&mut self, word: &str) -> Option<()> {
        if let Some(years) = word
            .strip_prefix('[')
            .and_then(|word| word.strip_suffix(']'))
        {
            let (since, until) = years.split_once('-')?;
            self.since = since.parse().unwrap_or(i32::MIN);
            self.until = until.parse().unwrap_or(i32::MAX);
            return Some(());
        }
        if let (Some(weekdays), When::Fixed(month, day)) = (word.strip_suffix('+'), &self.when) {
            let (month, day) = (*month, *day);
            self.when = match weekdays.split_once('|') {
                Some((own, other)) => {
                    When::Either(month, day, (own.parse().ok()?, other.parse().ok()?))
                }
                None => When::From(month, day, weekdays.parse().ok()?),
            };
            return Some(());
        }
        self.weekend = match word {
            "~next" => Weekend::Next,
            "~sunday" => Weekend::Sunday,
            "~nearest" => Weekend::Nearest,
            "~before" => Weekend::Before,
            _ => return None,
        };
        Some(())
    }
}

fn last(year: i32, month: u32, weekday: Weekday) -> Option<NaiveDate> {
    (4..=5)
        .rev()
        .find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth))
}

fn first_from(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    date.iter_days()
        .take(7)
        .find(|day| day.weekday() == weekday)
}

/// Easter Sunday of the western churches, by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, in_century) = (year % 19, year / 100, year % 100);
    let correction = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * to_sunday) / 451;
    let count = moon + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(count / 31).ok()?,
        u32::try_from(count % 31 + 1).ok()?,
    )
}

/// Easter Sunday of the eastern churches: the Julian date (Meeus), thirteen days on until 2099.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let moon = (19 * (year % 19) + 15) % 30;
    let to_sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let count = moon + to_sunday + 114;
    let julian = NaiveDate::from_ymd_opt(
        year,
        u32::try_from(count / 31).ok()?,
        u32::try_from(count % 31 + 1).ok()?,
    )?;
    julian.checked_add_days(Days::new(13))
}

/// The day of an equinox in Japan, by the usual approximation for 1980 to 2099; `base` in millionths.
fn equinox(year: i32, month: u32, base: i64) -> Option<NaiveDate> {
    let since = i64::from(year - 1980);
    let day = (base + 242_194 * since) / 1_000_000 - since / 4;
    NaiveDate::from_ymd_opt(year, month, u32::try_from(day).ok()?)
}
