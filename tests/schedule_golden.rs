//! Hours on days when the clock is changed, date exceptions and late evenings, written out.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should fail loudly"
)]

use handoff::{
    clock::Instant,
    schedule::{Interval, Schedule, zone_named},
};
use serde_json::{Value, json};

fn schedule(zone: &str, weekly: &Value, exceptions: &Value) -> Schedule {
    let document = json!({"timezone": zone, "weekly_hours": weekly, "date_exceptions": exceptions});
    Schedule::from_json(&document).unwrap()
}

/// A schedule that is open on `date` alone.
fn only_on(zone: &str, date: &str, hours: &str) -> Schedule {
    let exception = match hours.split_once('-') {
        Some((start, end)) => json!({"intervals": [{"start": start, "end": end}]}),
        None => json!({"open_24": true}),
    };
    schedule(zone, &json!({}), &json!({date: exception}))
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn minutes_that_really_pass_on_days_with_a_clock_change() {
    for (zone, date, hours, minutes) in [
        ("America/New_York", "2026-03-08", "02:00-03:00", 0),
        ("America/New_York", "2026-11-01", "01:00-02:00", 120),
        ("America/New_York", "2026-03-08", "open_24", 1380),
        ("America/New_York", "2026-11-01", "open_24", 1500),
        ("Europe/London", "2026-03-29", "00:30-01:30", 30),
        ("Africa/Cairo", "2026-04-24", "00:00-02:00", 60),
        ("Asia/Beirut", "2026-03-29", "00:00-01:00", 0),
        ("Australia/Lord_Howe", "2026-04-05", "01:30-02:00", 60),
        ("Australia/Lord_Howe", "2026-10-04", "02:00-02:30", 0),
        ("Antarctica/Troll", "2026-03-29", "01:00-03:00", 0),
        ("America/Nuuk", "2026-03-28", "22:00-24:00", 60),
        ("Africa/Casablanca", "2026-02-15", "02:00-03:00", 120),
        ("Asia/Kathmandu", "2026-06-01", "09:00-17:00", 480),
        ("Asia/Kolkata", "2028-02-29", "10:00-14:00", 240),
        ("Pacific/Apia", "2011-12-30", "open_24", 0),
    ] {
        let schedule = only_on(zone, date, hours);
        let date = date.parse().unwrap();
        assert_eq!(
            schedule.minutes_open_on(date),
            minutes,
            "{zone} {date} {hours}"
        );
        assert_eq!(
            schedule.effective(date, 1)[0].minutes_open,
            minutes,
            "{zone} {date} {hours}"
        );
    }
}

#[test]
fn openings_and_closings_in_utc_on_days_with_a_clock_change() {
    for (zone, date, hours, opens, closes) in [
        (
            "America/New_York",
            "2026-11-01",
            "01:00-02:00",
            "2026-11-01T05:00:00Z",
            "2026-11-01T07:00:00Z",
        ),
        (
            "Europe/London",
            "2026-03-29",
            "00:30-01:30",
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:00:00Z",
        ),
        (
            "Africa/Cairo",
            "2026-04-24",
            "00:00-02:00",
            "2026-04-23T22:00:00Z",
            "2026-04-23T23:00:00Z",
        ),
        (
            "Asia/Kathmandu",
            "2026-06-01",
            "09:00-17:00",
            "2026-06-01T03:15:00Z",
            "2026-06-01T11:15:00Z",
        ),
    ] {
        let schedule = only_on(zone, date, hours);
        let opening = schedule.next_opening(at("2026-01-01T00:00:00Z")).unwrap();
        assert_eq!(opening, at(opens), "{zone}");
        assert_eq!(schedule.next_closing(opening), Some(at(closes)), "{zone}");
        assert_eq!(schedule.next_opening(at(closes)), None, "{zone}");
    }
}

#[test]
fn half_an_hour_shown_twice_is_open_twice() {
    let night = only_on("America/New_York", "2026-11-01", "01:30-02:00");
    assert_eq!(
        night.next_closing(at("2026-11-01T05:30:00Z")),
        Some(at("2026-11-01T06:00:00Z"))
    );
    assert_eq!(
        night.next_opening(at("2026-11-01T06:00:00Z")),
        Some(at("2026-11-01T06:30:00Z"))
    );
}

#[test]
fn a_clock_put_back_over_midnight_shows_yesterday_again() {
    // St. John's, a minute after midnight on the 7th: the clock goes back to 23:01 on the 6th.
    let evening = only_on("America/St_Johns", "2010-11-06", "23:30-24:00");
    assert_eq!(
        evening.next_opening(at("2010-11-07T02:30:30Z")),
        Some(at("2010-11-07T03:00:00Z"))
    );
    assert_eq!(evening.minutes_open_on("2010-11-06".parse().unwrap()), 60);
}

#[test]
fn a_late_evening_belongs_to_its_day_and_an_exception_cuts_it_off() {
    let weekly = json!({"fri": [{"start": "20:00", "end": "02:00"}], "sat": [{"start": "10:00", "end": "16:00"}]});
    let bar = schedule(
        "Europe/Madrid",
        &weekly,
        &json!({"2026-12-19": {"closed": true, "name": "Refit"}}),
    );
    assert_eq!(
        bar.next_closing(at("2026-12-11T21:00:00Z")),
        Some(at("2026-12-12T01:00:00Z"))
    );
    assert_eq!(
        bar.next_closing(at("2026-12-18T21:00:00Z")),
        Some(at("2026-12-18T23:00:00Z"))
    );

    let days = bar.effective("2026-12-11".parse().unwrap(), 9);
    assert_eq!(
        days[0].stretches[0].runs_on_until.unwrap().to_string(),
        "02:00"
    );
    assert!(days[1].stretches[0].is_spill && !days[1].stretches[1].is_spill);
    assert_eq!((days[1].stretches.len(), days[1].minutes_open), (2, 480));
    assert_eq!(days[7].stretches[0].runs_on_until, None);
    assert_eq!(
        days[8].exception.as_ref().unwrap().name.as_deref(),
        Some("Refit")
    );
    assert!(days[8].stretches.is_empty());
}

#[test]
fn an_exceptions_own_evening_runs_on_into_an_ordinary_day() {
    let late = schedule(
        "UTC",
        &json!({}),
        &json!({"2026-12-31": {"intervals": [{"start": "22:00", "end": "03:00"}]}}),
    );
    assert_eq!(
        late.next_closing(at("2026-12-31T22:30:00Z")),
        Some(at("2027-01-01T03:00:00Z"))
    );
}

#[test]
fn yearly_dates_return_and_a_date_of_its_own_wins() {
    let exceptions = json!({
        "2024-02-29": {"open_24": true, "yearly": true},
        "2025-12-25": {"intervals": [{"start": "10:00", "end": "12:00"}], "yearly": true},
        "2027-12-25": {"closed": true}
    });
    let schedule = schedule("UTC", &json!({}), &exceptions);
    assert_eq!(
        schedule.next_opening(at("2026-01-01T00:00:00Z")),
        Some(at("2026-12-25T10:00:00Z"))
    );
    assert_eq!(
        schedule.next_opening(at("2026-12-25T12:00:00Z")),
        Some(at("2028-02-29T00:00:00Z"))
    );
}

#[test]
fn a_far_date_is_found_and_never_is_said() {
    let far = only_on("Asia/Tokyo", "2150-01-01", "09:00-10:00");
    assert_eq!(
        far.next_opening(at("2026-01-01T00:00:00Z")),
        Some(at("2150-01-01T00:00:00Z"))
    );
    let always = Schedule::always(zone_named("Asia/Tokyo").unwrap());
    assert_eq!(always.status(at("2026-01-01T00:00:00Z")).closes_at, None);
    let never = schedule(
        "Asia/Tokyo",
        &json!({}),
        &json!({"2026-01-01": {"closed": true, "yearly": true}}),
    );
    assert_eq!(never.next_opening(at("2026-01-01T00:00:00Z")), None);
}

#[test]
fn the_ends_of_time_are_closed_and_quiet() {
    let office = Schedule::weekdays(
        zone_named("America/New_York").unwrap(),
        Interval::parse("09:00", "17:00").unwrap(),
    );
    for end in [Instant::MIN_UTC, Instant::MAX_UTC] {
        assert_eq!(office.next_closing(end), Some(end));
        assert_eq!(office.next_clock_change(end), None);
    }
}

#[test]
fn hours_in_words_and_in_a_week() {
    let weekday = json!([{"start": "09:00", "end": "12:30"}, {"start": "13:30", "end": "18:00"}]);
    let weekly = json!({"mon": weekday, "tue": weekday, "wed": weekday, "thu": weekday, "fri": weekday,
                        "sat": [{"start": "10:00", "end": "16:00"}]});
    let office = schedule("Europe/Madrid", &weekly, &json!({}));
    assert_eq!(
        office.in_words(),
        "Mon–Fri 09:00–12:30, 13:30–18:00; Sat 10:00–16:00"
    );
    assert_eq!(office.weekly_minutes(), 46 * 60);
    assert_eq!(schedule("UTC", &json!({}), &json!({})).in_words(), "Closed");
}
