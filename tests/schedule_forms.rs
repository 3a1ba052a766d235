//! Schedules as people and other products write them, and what they are told about their mistakes.

use handoff::{
    problem::Problem,
    schedule::{Schedule, answer_query},
};
use serde_json::{Value, json};

fn pointers(problems: &[Problem]) -> Vec<&str> {
    problems
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect()
}

#[test]
fn a_full_document_reads_back_as_it_was_written() {
    let document = json!({
        "timezone": "America/Los_Angeles",
        "open_24": false,
        "weekly_hours": {
            "mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}],
            "sat": [{"start": "10:00", "end": "14:00"}]
        },
        "date_exceptions": {
            "2026-07-04": {"open_24": true},
            "2026-12-25": {"closed": true, "name": "Christmas Day", "yearly": true}
        }
    });
    let schedule = Schedule::from_json(&document).unwrap();
    assert_eq!(schedule.to_json(), document);
    assert!(schedule.check().is_empty());
}

#[test]
fn every_mistake_is_named_at_once_with_what_to_write() {
    let problems = Schedule::from_json(&json!({
        "timezone": "Europe/Mardid",
        "open24": true,
        "weekly_hours": {
            "mon": [{"start": "09:00", "end": "17.00"}, {"start": "24:00", "end": "25:00"}],
            "tuesday": [],
            "wed": {"start": "09:00", "end": "17:00"},
            "thu": [{"start": 9, "end": "17:00", "until": "18:00"}]
        },
        "date_exceptions": {
            "2026-02-29": {"closed": true},
            "2026-12-24": {"closed": true, "intervals": []},
            "2026-12-25": {"closed": "yes"},
            "24/12": {"closed": true}
        }
    }))
    .unwrap_err();
    assert_eq!(
        pointers(&problems),
        [
            "/open24",
            "/timezone",
            "/weekly_hours/tuesday",
            "/weekly_hours/mon/0/end",
            "/weekly_hours/mon/1/end",
            "/weekly_hours/wed",
            "/weekly_hours/thu/0/until",
            "/weekly_hours/thu/0/start",
            "/date_exceptions/2026-02-29",
            "/date_exceptions/2026-12-24",
            "/date_exceptions/2026-12-25/closed",
            "/date_exceptions/2026-12-25",
            "/date_exceptions/24~112",
        ]
    );
    assert_eq!(
        problems[0].detail,
        "“open24” is not known here. Did you mean “open_24”?"
    );
    assert_eq!(
        problems[1].detail,
        "“Europe/Mardid” is not a time zone. Did you mean “Europe/Madrid”?"
    );
    assert_eq!(
        problems[3].detail,
        "“17.00” is not a time. Write it as “17:00”."
    );
}

#[test]
fn a_schedule_that_says_nothing_is_refused() {
    for document in [
        json!({}),
        json!([]),
        json!({"timezone": "UTC"}),
        json!({"timezone": "UTC", "open_24": false}),
    ] {
        assert!(Schedule::from_json(&document).is_err(), "{document}");
    }
    let inside = json!({"name": "Billing", "enabled": true, "open_24": true, "timezone": "UTC"});
    assert!(
        Schedule::from_fields(inside.as_object().unwrap())
            .unwrap()
            .open_24
    );
}

#[test]
fn hours_that_cannot_be_meant_are_pointed_out() {
    let schedule = Schedule::from_json(&json!({
        "timezone": "Europe/Madrid",
        "weekly_hours": {
            "mon": [{"start": "09:00", "end": "12:00"}, {"start": "12:00", "end": "17:00"}],
            "tue": [{"start": "09:00", "end": "09:00"}],
            "fri": [{"start": "20:00", "end": "02:00"}],
            "sat": [{"start": "10:00", "end": "14:00"}, {"start": "13:30", "end": "16:00"}, {"start": "01:00", "end": "03:00"}]
        },
        "date_exceptions": {
            "2026-12-24": {"intervals": [{"start": "09:00", "end": "18:00"}, {"start": "10:00", "end": "11:00"}]},
            "2026-12-25": {"closed": true, "yearly": true},
            "2026-12-26": {"intervals": []},
            "2027-12-25": {"closed": true, "yearly": true}
        }
    }))
    .unwrap();
    let problems = schedule.check();
    assert_eq!(
        pointers(&problems),
        [
            "/weekly_hours/mon/1",
            "/weekly_hours/tue/0",
            "/weekly_hours/sat/1",
            "/weekly_hours/sat/2",
            "/date_exceptions/2026-12-24/intervals/1",
            "/date_exceptions/2026-12-26/intervals",
            "/date_exceptions/2027-12-25/yearly",
        ]
    );
    assert_eq!(
        problems[0].detail,
        "These two meet at 12:00. Make them one, 09:00–17:00."
    );
    assert_eq!(
        problems[2].detail,
        "These two overlap from 13:30 to 14:00. Make them one, 10:00–16:00, or change a time."
    );
    assert_eq!(
        problems[4].detail,
        "These two overlap from 10:00 to 11:00. Make them one, 09:00–18:00, or change a time."
    );
    assert!(
        problems[3]
            .detail
            .starts_with("The evening before runs on to 02:00")
    );
}

#[test]
fn slots_are_read_and_written_in_spans() {
    let slots = json!([
        {"id": 1, "day_span": "monday-friday", "start_time": "09:00", "end_time": "12:30"},
        {"id": 2, "day_span": "monday-thursday", "start_time": "13:30", "end_time": "18:00"},
        {"id": 3, "day_span": "saturday", "start_time": "10:00", "end_time": "24:00"}
    ]);
    let schedule = Schedule::from_slots(chrono_tz::Europe::London, &slots).unwrap();
    assert_eq!(
        schedule.in_words(),
        "Mon–Thu 09:00–12:30, 13:30–18:00; Fri 09:00–12:30; Sat 10:00–24:00"
    );
    assert_eq!(
        serde_json::to_value(schedule.to_slots().unwrap()).unwrap(),
        slots
    );

    let weekend =
        json!([{"day_span": " Friday - monday ", "start_time": "10:00", "end_time": "14:00"}]);
    let weekend = Schedule::from_slots(chrono_tz::Europe::London, &weekend).unwrap();
    assert_eq!(weekend.in_words(), "Mon 10:00–14:00; Fri–Sun 10:00–14:00");
}

#[test]
fn mistakes_in_slots_are_named() {
    let slots = json!([{"id": "x", "day_span": "mon-fridday", "start_time": "9:00"}, 7, {"day_span": "daily", "start_time": "09:00", "end_time": "10:00"}]);
    let problems = Schedule::from_slots(chrono_tz::UTC, &slots).unwrap_err();
    assert_eq!(
        pointers(&problems),
        [
            "/0/id",
            "/0/day_span",
            "/0/start_time",
            "/0/end_time",
            "/1",
            "/2/day_span"
        ]
    );
    assert_eq!(
        problems[1].detail,
        "“mon” is not a day. Write it as “monday”."
    );
}

#[test]
fn business_hours_are_read_and_what_they_cannot_say_is_refused() {
    let document = json!({"timezone": "Asia/Kolkata", "schedule": {
        "monday": {"start": "09:00", "end": "18:00"}, "saturday": {"start": "10:00", "end": "14:00"}}});
    let schedule = Schedule::from_business_hours(&document).unwrap();
    assert_eq!(schedule.in_words(), "Mon 09:00–18:00; Sat 10:00–14:00");
    assert_eq!(schedule.to_business_hours().unwrap(), document);

    let richer = Schedule::from_json(&json!({
        "timezone": "Asia/Kolkata",
        "weekly_hours": {"mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "18:00"}]},
        "date_exceptions": {"2026-01-26": {"closed": true}}
    }))
    .unwrap();
    assert_eq!(
        pointers(&richer.to_business_hours().unwrap_err()),
        ["/date_exceptions/2026-01-26", "/weekly_hours/mon/1"]
    );
    assert_eq!(
        pointers(&richer.to_slots().unwrap_err()),
        ["/date_exceptions/2026-01-26"]
    );
    let wrong = json!({"schedule": {"mon": {"start": "09:00", "end": "18:00"}, "tuesday": {"start": "09:00"}}});
    assert_eq!(
        pointers(&Schedule::from_business_hours(&wrong).unwrap_err()),
        ["/timezone", "/schedule/mon", "/schedule/tuesday/end"]
    );
}

fn ask(default: Option<&Schedule>, question: &Value) -> Value {
    answer_query(default, &question.to_string()).unwrap_or_else(|error| error)
}

#[test]
fn a_question_is_answered_from_its_line_and_the_default() {
    let default = Schedule::always(chrono_tz::Europe::Madrid);
    let bare = json!({"id": 7, "instant": "2026-01-12T10:30:00Z"});
    assert_eq!(
        ask(Some(&default), &bare),
        json!({"id": 7, "open": true, "opens_at": null, "closes_at": null})
    );

    let own_hours = json!({"id": "a", "instant": "2026-01-12T19:30:00+01:00", "weekly_hours": {"tue": [{"start": "09:00", "end": "17:00"}]}});
    let answer =
        json!({"id": "a", "open": false, "opens_at": "2026-01-13T08:00:00Z", "closes_at": null});
    assert_eq!(ask(Some(&default), &own_hours), answer);

    let office =
        json!({"zone": "UTC", "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}});
    let office = Schedule::from_json(&office).unwrap();
    let nulls = json!({"id": 1, "instant": "2026-01-12T10:30:00Z", "open_24": false, "date_exceptions": null});
    assert_eq!(
        ask(Some(&office), &nulls)["closes_at"],
        "2026-01-12T17:00:00Z"
    );

    let closed_today = json!({"id": "b", "instant": "2026-01-12T10:30:00Z", "zone": "UTC", "date_exceptions": {"2026-01-12": {"closed": true}}});
    assert_eq!(
        ask(Some(&default), &closed_today)["opens_at"],
        "2026-01-13T00:00:00Z"
    );
}

#[test]
fn a_bad_line_says_what_is_wrong_and_keeps_its_id() {
    let question = json!({"id": "c", "zone": "Mars", "instant": "yesterday", "weekly_hours": {}});
    let answer = ask(None, &question);
    assert_eq!(answer["id"], "c");
    let error = answer["error"].as_str().unwrap();
    assert!(
        error.contains("/zone: “Mars” is not a time zone.")
            && error.contains("/instant: “yesterday”"),
        "{error}"
    );
    assert!(
        answer_query(None, "{").unwrap_err()["error"]
            .as_str()
            .unwrap()
            .starts_with("This line is not JSON")
    );
    assert!(
        ask(
            None,
            &json!({"id": "d", "zone": "UTC", "instant": "2026-01-12T10:30:00Z"})
        )["error"]
            .is_string()
    );
}
