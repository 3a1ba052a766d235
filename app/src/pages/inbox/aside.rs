//! Until when something is put aside: what is offered, and what a form asks for, on the reader's own clock.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
    Weekday,
};
use chrono_tz::Tz;
use handoff::clock::Instant;

/// How much later “later today” is.
const LATER: TimeDelta = TimeDelta::hours(3);
/// After this hour there is no later today.
const EVENING: u32 = 22;
/// When a working day begins.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// A time that is offered: the name it is sent under, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub name: &'static str,
    pub words: String,
    pub until: Instant,
}

/// What is offered at a moment, in a zone.
pub(super) fn offers(now: Instant, zone: Tz) -> Vec<Offer> {
    let here = now.with_timezone(&zone);
    let today = here.date_naive();
    let later = quarter(now + LATER).with_timezone(&zone);
    let is_today =
        later.date_naive() == today && later.format("%H").to_string() < EVENING.to_string();
    let later = is_today.then(|| Offer {
        name: "later",
        words: format!("Later today, {}", later.format("%H:%M")),
        until: later.with_timezone(&Utc),
    });
    let morning = |name, words: &str, day: Option<NaiveDate>| {
        let until = on_clock(day?.and_time(MORNING), zone)?;
        Some(Offer {
            name,
            words: format!("{words}, 09:00"),
            until,
        })
    };
    let tomorrow = today.checked_add_days(Days::new(1));
    let monday = today
        .iter_days()
        .skip(1)
        .find(|day| day.weekday() == Weekday::Mon);
    // On a Sunday both are the same morning.
    let monday = monday.filter(|monday| Some(*monday) != tomorrow);
    later
        .into_iter()
        .chain(morning("tomorrow", "Tomorrow", tomorrow))
        .chain(morning("monday", "Monday", monday))
        .collect()
}

/// The moment a form asks for: one of those offered, or a day and a time of one's own.
pub(super) fn until(
    (chosen, own): (&str, &str),
    now: Instant,
    zone: Tz,
) -> Result<Instant, String> {
    if let Some(offer) = offers(now, zone)
        .into_iter()
        .find(|offer| offer.name == chosen)
    {
        return Ok(offer.until);
    }
    if chosen != "own" {
        return Err("Choose until when it is put aside.".to_owned());
    }
    let own = own.trim();
    if own.is_empty() {
        return Err("Choose a day and a time, or one of the others.".to_owned());
    }
    let time = NaiveDateTime::parse_from_str(own, "%Y-%m-%dT%H:%M")
        .or_else(|_| NaiveDateTime::parse_from_str(own, "%Y-%m-%d %H:%M"));
    let time = time
        .map_err(|_| format!("“{own}” is not a day and a time. Write it as “2026-12-24 09:00”."))?;
    on_clock(time, zone).ok_or_else(|| {
        "The clock is put forward then, so there is no such time on that day.".to_owned()
    })
}

/// Of a time that comes twice, the first is meant.
fn on_clock(time: NaiveDateTime, zone: Tz) -> Option<Instant> {
    let there = zone.from_local_datetime(&time).earliest()?;
    Some(there.with_timezone(&Utc))
}

/// The next full quarter of an hour.
fn quarter(at: DateTime<Utc>) -> DateTime<Utc> {
    let past = at.timestamp().rem_euclid(900);
    let at = at - TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()));
    if past == 0 {
        at
    } else {
        at + TimeDelta::seconds(900 - past)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(now: &str) -> Vec<(String, String)> {
        let offers = offers(now.parse().unwrap(), chrono_tz::Europe::Madrid);
        let line = |offer: Offer| (offer.words, offer.until.to_rfc3339());
        offers.into_iter().map(line).collect()
    }

    fn line(words: &str, until: &str) -> (String, String) {
        (words.to_owned(), format!("{until}:00+00:00"))
    }

    #[test]
    fn times_are_those_of_the_readers_clock() {
        assert_eq!(
            offered("2026-12-17T13:05:12Z"),
            [
                line("Later today, 17:15", "2026-12-17T16:15"),
                line("Tomorrow, 09:00", "2026-12-18T08:00"),
                line("Monday, 09:00", "2026-12-21T08:00"),
            ]
        );
        // In the evening there is no later, and on a Sunday Monday is tomorrow.
        assert_eq!(
            offered("2026-03-28T22:00:00Z"),
            [
                line("Tomorrow, 09:00", "2026-03-29T07:00"),
                line("Monday, 09:00", "2026-03-30T07:00"),
            ]
        );
        assert_eq!(offered("2026-12-20T20:00:00Z").len(), 1);
    }

    #[test]
    fn an_own_time_is_read_or_refused_in_words() {
        let now = "2026-03-20T10:00:00Z".parse().unwrap();
        let until = |chosen, own| until((chosen, own), now, chrono_tz::Europe::Madrid);
        let wanted: Instant = "2026-03-24T08:30:00Z".parse().unwrap();
        assert_eq!(until("own", "2026-03-24T09:30"), Ok(wanted));
        assert_eq!(until("own", "2026-03-24 09:30"), Ok(wanted));
        assert!(until("own", "soon").unwrap_err().contains("“soon”"));
        assert!(
            until("own", "2026-03-29T02:30")
                .unwrap_err()
                .contains("put forward")
        );
        assert!(until("own", " ").is_err() && until("", "").is_err());
        assert!(until("tomorrow", "").is_ok());
    }
}
