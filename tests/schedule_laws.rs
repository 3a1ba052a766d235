//! What holds for every schedule at every instant. `PROPTEST_CASES=100000` looks harder.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should fail loudly"
)]

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::TZ_VARIANTS;
use handoff::{
    clock::{Instant, from_millis},
    schedule::{
        Exception, Exceptions, Interval, Minute, Schedule, SpecialHours, WEEKDAYS, Weekly,
        answer_query,
    },
};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn interval() -> impl Strategy<Value = Interval> {
    (0_u16..1440, 1_u16..=1440).prop_map(|(start, end)| {
        Interval::new(Minute::new(start).unwrap(), Minute::new(end).unwrap()).unwrap()
    })
}

fn weekly() -> impl Strategy<Value = Weekly> {
    vec(vec(interval(), 0..3), 7).prop_map(|days| {
        let mut weekly = Weekly::default();
        for (day, intervals) in WEEKDAYS.into_iter().zip(days) {
            weekly.set(day, intervals);
        }
        weekly
    })
}

fn exceptions() -> impl Strategy<Value = Exceptions> {
    let hours = prop_oneof![
        Just(SpecialHours::Closed),
        Just(SpecialHours::Open24),
        vec(interval(), 0..3).prop_map(SpecialHours::Intervals),
    ];
    let exception =
        (hours, option::of("[a-zé/~\" ]{0,9}"), any::<bool>()).prop_map(|(hours, name, yearly)| {
            Exception {
                hours,
                name,
                yearly,
            }
        });
    let date = (2025_i32..2031, 1_u32..=366)
        .prop_filter_map("a date", |(year, day)| NaiveDate::from_yo_opt(year, day));
    vec((date, exception), 0..4).prop_map(|dates| dates.into_iter().collect())
}

fn schedule() -> impl Strategy<Value = Schedule> {
    (
        select(&TZ_VARIANTS[..]),
        prop::bool::weighted(0.1),
        weekly(),
        exceptions(),
    )
        .prop_map(|(zone, open_24, weekly, exceptions)| Schedule {
            zone,
            open_24,
            weekly,
            exceptions,
        })
}

/// Any instant from 2025 to 2031, to the millisecond.
fn instant() -> impl Strategy<Value = Instant> {
    (1_735_700_000_000_i64..1_925_000_000_000).prop_map(from_millis)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_opening_is_not_before_now_is_open_and_was_closed_just_before(schedule in schedule(), now in instant()) {
        if let Some(opening) = schedule.next_opening(now) {
            prop_assert!(opening >= now);
            prop_assert!(schedule.is_open(opening));
            prop_assert!(opening == now || !schedule.is_open(opening - TimeDelta::milliseconds(1)));
        }
    }

    #[test]
    fn a_closing_is_not_before_now_is_closed_and_was_open_just_before(schedule in schedule(), now in instant()) {
        if let Some(closing) = schedule.next_closing(now) {
            prop_assert!(closing >= now);
            prop_assert!(!schedule.is_open(closing));
            prop_assert!(closing == now || schedule.is_open(closing - TimeDelta::milliseconds(1)));
        }
    }

    #[test]
    fn nothing_changes_before_the_change_that_was_named(schedule in schedule(), now in instant(), share in 0.0..1.0_f64) {
        let status = schedule.status(now);
        let until = status.opens_at.or(status.closes_at).unwrap_or(now + TimeDelta::days(4_000));
        #[expect(clippy::cast_possible_truncation, reason = "a share of some days")]
        let between = now + TimeDelta::milliseconds(((until - now).num_milliseconds() as f64 * share) as i64);
        prop_assert_eq!(schedule.is_open(between), status.is_open);
    }

    #[test]
    fn a_days_minutes_are_those_at_which_it_is_open(schedule in schedule(), now in instant()) {
        let date = now.date_naive();
        let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc();
        let minutes = (-1_800..3_300).map(|minute| midnight + TimeDelta::minutes(minute));
        let open = minutes.filter(|at| at.with_timezone(&schedule.zone).date_naive() == date && schedule.is_open(*at));
        prop_assert_eq!(schedule.minutes_open_on(date) as usize, open.count());
    }

    #[test]
    fn a_schedule_reads_back_from_its_json(schedule in schedule()) {
        let text = serde_json::to_string(&schedule).unwrap();
        prop_assert_eq!(serde_json::from_str::<Schedule>(&text).unwrap(), schedule);
    }

    #[test]
    fn slots_and_business_hours_say_the_same_or_refuse(schedule in schedule(), now in instant()) {
        if let Ok(slots) = schedule.to_slots() {
            let slots = serde_json::to_value(slots).unwrap();
            let back = Schedule::from_slots(schedule.zone, &slots).unwrap();
            prop_assert_eq!(back.status(now), schedule.status(now));
            prop_assert_eq!(serde_json::to_value(back.to_slots().unwrap()).unwrap(), slots);
        }
        if let Ok(document) = schedule.to_business_hours() {
            prop_assert_eq!(Schedule::from_business_hours(&document).unwrap().status(now), schedule.status(now));
        }
        prop_assert!(schedule.exceptions.is_empty() || schedule.to_slots().is_err() && schedule.to_business_hours().is_err());
    }

    #[test]
    fn any_line_is_answered_with_one_object(line in "\\PC{0,60}") {
        let answer = answer_query(None, &line).unwrap_or_else(|error| error);
        prop_assert!(answer["error"].is_string());
    }
}
