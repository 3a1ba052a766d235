//! Public holidays, computed from each country's rules: [`COUNTRIES`] names them, [`holidays`] dates them.
//!
//! The rules are facts of law, written down in `rules.txt` for whole countries; what only some regions
//! have is left out. Days that a government adds for one year alone cannot be known here.

mod rule;

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;

use rule::{Rule, Weekend};

const RULES: &str = include_str!("rules.txt");

/// The years that can be asked about. Before them some laws were others.
pub const YEARS: std::ops::RangeInclusive<i32> = 2024..=2050;

/// A country whose holidays are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166: `ES`
    pub code: &'static str,
    pub name: &'static str,
    rules: Vec<Rule>,
}

/// One public holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    pub date: NaiveDate,
    pub name: String,
    /// It is on this month and day every year.
    pub is_fixed: bool,
}

/// Every country whose holidays are known, by name.
pub static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let mut countries = rule::countries(RULES);
    countries.sort_by_key(|country| country.name);
    countries
});

/// The public holidays of a country in a year, in order. None for a country that is not known, or a year
/// outside [`YEARS`].
///
/// ```
/// use handoff::schedule::holidays;
///
/// let spain = holidays("ES", 2027).unwrap();
/// assert_eq!(spain[2].name, "Good Friday");
/// assert_eq!(spain[2].date.to_string(), "2027-03-26");
/// ```
#[must_use]
pub fn holidays(country: &str, year: i32) -> Option<Vec<Holiday>> {
    let country = COUNTRIES.iter().find(|known| known.code == country)?;
    if !YEARS.contains(&year) {
        return None;
    }
    // New Year's Day on a Saturday may be kept on the last day of the year before.
    let years = [year, year + 1];
    let dated: Vec<(NaiveDate, &Rule)> = years
        .iter()
        .flat_map(|year| {
            country
                .rules
                .iter()
                .filter_map(|rule| Some((rule.date(*year)?, rule)))
        })
        .collect();
    let mut days: BTreeMap<NaiveDate, Holiday> = BTreeMap::new();
    for (date, rule) in &dated {
        add(&mut days, *date, rule.name.to_owned(), rule.is_fixed());
    }
    for (date, rule) in &dated {
        if let Some(free) = in_its_place(*date, rule.weekend, &days) {
            add(
                &mut days,
                free,
                format!("{} (in its place)", rule.name),
                false,
            );
        }
    }
    if let Some(rule) = country.rules.iter().find(|rule| rule.is_between()) {
        for date in between(&days) {
            add(&mut days, date, rule.name.to_owned(), false);
        }
    }
    Some(
        days.into_values()
            .filter(|day| day.date.year() == year)
            .collect(),
    )
}

/// Of two holidays on one date the first keeps it.
fn add(days: &mut BTreeMap<NaiveDate, Holiday>, date: NaiveDate, name: String, is_fixed: bool) {
    days.entry(date).or_insert(Holiday {
        date,
        name,
        is_fixed,
    });
}

/// The weekdays with a holiday on either side.
fn between(days: &BTreeMap<NaiveDate, Holiday>) -> Vec<NaiveDate> {
    let after = days.keys().filter_map(NaiveDate::succ_opt);
    after
        .filter(|date| !days.contains_key(date) && !is_weekend(*date))
        .filter(|date| date.succ_opt().is_some_and(|next| days.contains_key(&next)))
        .collect()
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The weekday that is free because a holiday is at a weekend.
fn in_its_place(
    date: NaiveDate,
    weekend: Weekend,
    taken: &BTreeMap<NaiveDate, Holiday>,
) -> Option<NaiveDate> {
    let day = date.weekday();
    match weekend {
        Weekend::Nearest if day == Weekday::Sat => date.pred_opt(),
        Weekend::Nearest if day == Weekday::Sun => date.succ_opt(),
        Weekend::Next if is_weekend(date) => next_free(date, taken),
        Weekend::Sunday if day == Weekday::Sun => next_free(date, taken),
        _ => None,
    }
}

fn next_free(date: NaiveDate, taken: &BTreeMap<NaiveDate, Holiday>) -> Option<NaiveDate> {
    let later = (1..8).filter_map(|days| date.checked_add_days(Days::new(days)));
    later
        .into_iter()
        .find(|day| !taken.contains_key(day) && !is_weekend(*day))
}

/// The country whose holidays somebody in a zone probably wants, where one city's name says it.
#[must_use]
pub fn country_of(zone: Tz) -> Option<&'static str> {
    let (_, country) = CAPITALS.iter().find(|(name, _)| *name == zone.name())?;
    Some(*country)
}

const CAPITALS: [(&str, &str); 36] = [
    ("Africa/Johannesburg", "ZA"),
    ("America/Chicago", "US"),
    ("America/Denver", "US"),
    ("America/Los_Angeles", "US"),
    ("America/Mexico_City", "MX"),
    ("America/New_York", "US"),
    ("America/Sao_Paulo", "BR"),
    ("America/Toronto", "CA"),
    ("America/Vancouver", "CA"),
    ("Asia/Kolkata", "IN"),
    ("Asia/Tokyo", "JP"),
    ("Australia/Melbourne", "AU"),
    ("Australia/Sydney", "AU"),
    ("Europe/Amsterdam", "NL"),
    ("Europe/Athens", "GR"),
    ("Europe/Berlin", "DE"),
    ("Europe/Brussels", "BE"),
    ("Europe/Budapest", "HU"),
    ("Europe/Copenhagen", "DK"),
    ("Europe/Dublin", "IE"),
    ("Europe/Helsinki", "FI"),
    ("Europe/Lisbon", "PT"),
    ("Europe/Ljubljana", "SI"),
    ("Europe/London", "GB"),
    ("Europe/Luxembourg", "LU"),
    ("Europe/Madrid", "ES"),
    ("Europe/Oslo", "NO"),
    ("Europe/Paris", "FR"),
    ("Europe/Prague", "CZ"),
    ("Europe/Rome", "IT"),
    ("Europe/Stockholm", "SE"),
    ("Europe/Tallinn", "EE"),
    ("Europe/Vienna", "AT"),
    ("Europe/Vilnius", "LT"),
    ("Europe/Warsaw", "PL"),
    ("Europe/Zurich", "CH"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn days(country: &str, year: i32) -> Vec<String> {
        let days = holidays(country, year).unwrap();
        days.iter()
            .map(|day| day.date.format("%m-%d").to_string())
            .collect()
    }

    #[test]
    fn every_line_of_the_rules_is_understood() {
        let lines = RULES
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let rules: usize = COUNTRIES.iter().map(|country| country.rules.len()).sum();
        assert_eq!(rules + COUNTRIES.len(), lines.count());
        assert!(COUNTRIES.len() >= 30);
        for country in COUNTRIES.iter() {
            for year in YEARS {
                assert!(
                    holidays(country.code, year).unwrap().len() >= 3,
                    "{country:?}"
                );
            }
        }
    }

    #[test]
    fn dates_that_are_printed_in_calendars() {
        assert_eq!(
            days("ES", 2026),
            [
                "01-01", "01-06", "04-03", "05-01", "08-15", "10-12", "11-01", "12-06", "12-08",
                "12-25"
            ]
        );
        assert_eq!(
            days("GB", 2027),
            [
                "01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-25", "12-26", "12-27",
                "12-28"
            ]
        );
        // The 4th of July 2026 is a Saturday; offices are closed on the 3rd.
        assert!(days("US", 2026).contains(&"07-03".to_owned()));
        assert!(days("US", 2026).contains(&"11-26".to_owned()));
        assert!(days("US", 2027).contains(&"12-31".to_owned()));
        assert!(days("GR", 2027).contains(&"05-03".to_owned()));
        assert!(days("SE", 2026).contains(&"06-20".to_owned()));
        assert!(days("JP", 2026).contains(&"09-22".to_owned()));
        assert!(days("NL", 2025).contains(&"04-26".to_owned()));
        assert!(days("IE", 2030).contains(&"02-01".to_owned()));
    }

    #[test]
    fn every_zone_with_a_country_is_one_and_its_holidays_are_known() {
        for (name, country) in CAPITALS {
            let zone = name.parse().unwrap();
            assert_eq!(country_of(zone), Some(country));
            assert!(holidays(country, 2026).is_some(), "{country}");
        }
        assert_eq!(country_of(Tz::UTC), None);
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        assert_eq!(holidays("XX", 2026), None);
        assert_eq!(holidays("ES", 1999), None);
    }
}
