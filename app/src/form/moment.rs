//! A moment as people choose it: a day, a time and a place, each a text until it is read.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use handoff::{problem::Problem, schedule::zone_named};
use serde::Deserialize;

/// The years the zones' rules are known or can be foreseen for.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// The fields of a moment, as they arrive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawMoment {
    /// `2026-12-24`
    pub on: String,
    /// `23:50`
    pub at: String,
    /// `Europe/Lisbon`: where the day and the time are meant.
    pub zone: String,
}

impl RawMoment {
    /// Fills in what is left out: the moment `now`, in `zone`.
    pub fn fill_in(&mut self, now: DateTime<Utc>, zone: Tz) {
        if self.zone.trim().is_empty() {
            zone.name().clone_into(&mut self.zone);
        }
        let here = now.with_timezone(&zone_named(&self.zone).unwrap_or(zone));
        if self.on.trim().is_empty() {
            self.on = here.format("%Y-%m-%d").to_string();
        }
        if self.at.trim().is_empty() {
            self.at = here.format("%H:%M").to_string();
        }
    }

    /// The moment and its zone, or everything wrong with it: `/on`, `/at`, `/zone`. Of a time that comes
    /// twice, the first is meant.
    pub fn read(&self) -> Result<(DateTime<Utc>, Tz), Vec<Problem>> {
        let mut problems = Vec::new();
        let on = self.on.trim().parse::<NaiveDate>().ok();
        let on = on.filter(|on| YEARS.contains(&on.year()));
        if on.is_none() {
            let detail = format!("“{}” is not a date. Write it as “2026-12-24”.", self.on);
            problems.push(Problem::new("/on", detail));
        }
        let at = NaiveTime::parse_from_str(self.at.trim(), "%H:%M").ok();
        if at.is_none() {
            let detail = format!("“{}” is not a time. Write it as “23:50”.", self.at);
            problems.push(Problem::new("/at", detail));
        }
        let zone = zone_named(&self.zone).map_err(|detail| Problem::new("/zone", detail));
        let (on, at, zone) = match (on, at, zone) {
            (Some(on), Some(at), Ok(zone)) => (on, at, zone),
            (_, _, zone) => {
                problems.extend(zone.err());
                return Err(problems);
            }
        };
        match zone.from_local_datetime(&on.and_time(at)).earliest() {
            Some(moment) => Ok((moment.with_timezone(&Utc), zone)),
            None => Err(vec![Problem::new(
                "/at",
                "The clock is put forward then, so there is no such time on that day.",
            )]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(on: &str, at: &str, zone: &str) -> RawMoment {
        RawMoment {
            on: on.to_owned(),
            at: at.to_owned(),
            zone: zone.to_owned(),
        }
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let problems = moment("24.12.", "noon", "Middle/Earth").read().unwrap_err();
        let pointers: Vec<&str> = problems
            .iter()
            .map(|problem| problem.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/on", "/at", "/zone"]);
        let skipped = moment("2027-03-28", "02:30", "Europe/Madrid")
            .read()
            .unwrap_err();
        assert!(skipped[0].detail.contains("put forward"));
        assert!(moment("+9999-01-01", "10:00", "UTC").read().is_err());
    }

    #[test]
    fn what_is_left_out_is_now_where_they_are() {
        let now: DateTime<Utc> = "2026-12-17T23:30:00Z".parse().unwrap();
        let mut given = moment("", "", "Asia/Kathmandu");
        given.fill_in(now, Tz::UTC);
        assert_eq!(given, moment("2026-12-18", "05:15", "Asia/Kathmandu"));
        assert_eq!(
            given.read().unwrap().0.to_rfc3339(),
            "2026-12-17T23:30:00+00:00"
        );
    }
}
