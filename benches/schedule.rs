//! How quickly a schedule answers. The aim is a million `is_open` a second.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use handoff::{clock::from_millis, schedule::Schedule};
use serde_json::{Value, json};

fn schedule(weekly: &Value, exceptions: &Value) -> Option<Schedule> {
    let document = json!({"timezone": "America/New_York", "weekly_hours": weekly, "date_exceptions": exceptions});
    Schedule::from_json(&document).ok()
}

/// Each of 400 days closed, as a calendar file may bring them.
fn closed_year() -> Value {
    let first = from_millis(1_795_219_200_000).date_naive();
    let days = first.iter_days().take(400);
    days.map(|day| (day.to_string(), json!({"closed": true})))
        .collect()
}

fn answers(criterion: &mut Criterion) {
    let split = json!([{"start": "09:00", "end": "12:30"}, {"start": "13:30", "end": "18:00"}]);
    let week = json!({"mon": split, "tue": split, "wed": split, "thu": split, "fri": [{"start": "20:00", "end": "02:00"}]});
    let christmas =
        json!({"2026-12-25": {"closed": true, "yearly": true}, "2026-07-04": {"open_24": true}});
    let leap_day = json!({"2028-02-29": {"open_24": true, "yearly": true}});
    let cases = [
        ("office", schedule(&week, &christmas)),
        ("leap_day_only", schedule(&json!({}), &leap_day)),
        // Nothing for more than a year, then one morning.
        (
            "empty_year",
            schedule(
                &json!({}),
                &json!({"2028-01-10": {"intervals": [{"start": "09:00", "end": "10:00"}]}}),
            ),
        ),
        // Every day of the coming year written down as closed.
        ("closed_year", schedule(&week, &closed_year())),
        (
            "never",
            schedule(
                &json!({}),
                &json!({"2026-01-01": {"closed": true, "yearly": true}}),
            ),
        ),
    ];
    let friday = from_millis(1_795_219_200_000);
    for (name, schedule) in cases
        .into_iter()
        .filter_map(|(name, schedule)| Some((name, schedule?)))
    {
        criterion.bench_function(&format!("is_open/{name}"), |bench| {
            bench.iter(|| schedule.is_open(black_box(friday)));
        });
        criterion.bench_function(&format!("status/{name}"), |bench| {
            bench.iter(|| schedule.status(black_box(friday)));
        });
        criterion.bench_function(&format!("next_opening/{name}"), |bench| {
            bench.iter(|| schedule.next_opening(black_box(friday)));
        });
        let today = friday.date_naive();
        criterion.bench_function(&format!("fortnight/{name}"), |bench| {
            bench.iter(|| schedule.effective(black_box(today), 14));
        });
    }
}

criterion_group!(benches, answers);
criterion_main!(benches);
