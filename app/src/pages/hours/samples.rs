//! The page in the states that are looked at and held to the rules.

use chrono::{DateTime, Utc};
use handoff::{
    policy::Action,
    schedule::{Exception, Interval, Schedule, SpecialHours, WEEKDAYS},
};

use super::edit::HoursPage;
use super::form::{RawHours, RawInterval};
use super::lines::lines;
use super::preview::{Preview, RawSight};
use super::read::read;
use super::tabs::HoursTabs;
use crate::form::{FieldErrors, differences};
use crate::ui::{Newer, SaveState};

/// Thursday 17 December 2026, 14:05 in Madrid.
fn now() -> DateTime<Utc> {
    "2026-12-17T13:05:00Z".parse().unwrap()
}

fn hours(start: &str, end: &str) -> Interval {
    Interval::parse(start, end).unwrap()
}

/// A shop's week with a lunch break, a late Friday and Christmas.
pub(crate) fn schedule() -> Schedule {
    let mut schedule = Schedule::weekdays(chrono_tz::Europe::Madrid, hours("09:00", "12:30"));
    for day in &WEEKDAYS[..4] {
        schedule.weekly.add(*day, hours("13:30", "18:00"));
    }
    let friday = vec![hours("09:00", "14:00"), hours("20:00", "02:00")];
    schedule.weekly.set(WEEKDAYS[4], friday);
    schedule
        .weekly
        .set(WEEKDAYS[5], vec![hours("10:00", "16:00")]);
    for (date, name, hours, yearly) in [
        ("2026-11-02", "Stock-taking", SpecialHours::Closed, false),
        (
            "2026-12-24",
            "Christmas Eve",
            SpecialHours::Intervals(vec![hours("09:00", "13:00")]),
            true,
        ),
        ("2026-12-25", "Christmas Day", SpecialHours::Closed, true),
        ("2027-01-16", "Winter sale", SpecialHours::Open24, false),
    ] {
        let name = Some(name.to_owned());
        let exception = Exception {
            hours,
            name,
            yearly,
        };
        schedule.exceptions.set(date.parse().unwrap(), exception);
    }
    schedule
}

pub(super) fn action() -> Action {
    Action {
        enabled: true,
        reply_minutes: 15,
        ..Action::default()
    }
}

impl HoursPage {
    fn of(values: RawHours, moment: RawSight) -> Self {
        let (read, problems) = read(&values, (&schedule(), &action()));
        Self {
            tabs: HoursTabs::sample(),
            name: "Nora".to_owned(),
            errors: FieldErrors::of(problems),
            saved: SaveState::Saved("Saved 14:05 by you".to_owned()),
            preview: Preview::of(moment, (&schedule(), &action()), now()),
            schedule: read.schedule,
            now: now(),
            newer: None,
            values,
        }
    }

    pub(crate) fn sample() -> Self {
        let moment = RawSight {
            on: "2026-12-24".to_owned(),
            at: "23:50".to_owned(),
            their_zone: "Asia/Kathmandu".to_owned(),
        };
        Self::of(RawHours::of(&schedule(), &action(), (3, 4)), moment)
    }

    pub(crate) fn sample_refused() -> Self {
        let mut values = RawHours::of(&schedule(), &action(), (3, 4));
        let second = RawInterval {
            start: "13:30".to_owned(),
            end: "17.00".to_owned(),
        };
        let saturday = values.weekly_hours.get_mut("sat").unwrap();
        saturday.insert(1, second.clone());
        let overlapping = RawInterval {
            end: "18:00".to_owned(),
            ..second
        };
        saturday.insert(2, overlapping);
        values.zone = "Madrid".to_owned();
        values.open_days.insert("sun".to_owned(), "on".to_owned());
        values.date_exceptions.entry(9).or_default().kind = "hours".to_owned();
        values.outside_hours.message = "We are back {{open_at}}.".to_owned();
        values.reply = "own".to_owned();
        values.reply_minutes = "soon".to_owned();
        let moment = RawSight {
            on: "2026-12-24".to_owned(),
            at: "late".to_owned(),
            their_zone: "Nepal".to_owned(),
        };
        Self::of(values, moment)
    }

    pub(crate) fn sample_outdated() -> Self {
        let mut theirs = schedule();
        theirs
            .weekly
            .set(WEEKDAYS[6], vec![hours("10:00", "12:00")]);
        let values = RawHours::of(&schedule(), &action(), (3, 4));
        let newer = Newer {
            by: "Ben Ito".to_owned(),
            at: "14:07".to_owned(),
            differences: differences(
                &lines(&RawHours::of(&theirs, &action(), (4, 5))),
                &lines(&values),
            ),
        };
        Self {
            newer: Some(newer),
            saved: SaveState::Unsaved,
            ..Self::of(values, RawSight::default())
        }
    }
}
