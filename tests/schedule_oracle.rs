//! The engine against answers that Python's zoneinfo gave minute by minute: `tools/schedule_oracle.py`.

use handoff::{clock::from_millis, schedule::Schedule};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Oracle {
    cases: Vec<(String, Value, Vec<Answer>, String, u32)>,
}

/// The minute asked about, whether it is open, and the minute at which that changes.
type Answer = (i64, u8, Option<i64>);

#[test]
fn every_answer_equals_the_oracles() {
    let file = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/schedule_oracle.json"
    ))
    .unwrap();
    let oracle: Oracle = serde_json::from_slice(&file).unwrap();
    let mut differences = Vec::new();
    for (zone, mut document, instants, date, minutes) in oracle.cases {
        document["timezone"] = json!(zone);
        let schedule = Schedule::from_json(&document).unwrap();
        for (minute, is_open, change) in instants {
            let now = from_millis(minute * 60_000);
            let status = schedule.status(now);
            let found = status
                .opens_at
                .or(status.closes_at)
                .map(|at| at.timestamp() / 60);
            // The oracle looks twelve days ahead; what it did not find must lie beyond.
            let is_same = change.map_or(found.is_none_or(|at| at > minute + 12 * 1440), |at| {
                found == Some(at)
            });
            if status.is_open != (is_open == 1) || !is_same {
                differences.push(format!(
                    "{zone} {now}: {status:?}, not {is_open} until {change:?}, {document}"
                ));
            }
        }
        let counted = schedule.minutes_open_on(date.parse().unwrap());
        if counted != minutes {
            differences.push(format!(
                "{zone} {date}: {counted} minutes, not {minutes}, {document}"
            ));
        }
    }
    assert!(
        differences.is_empty(),
        "{} differ, such as\n{}",
        differences.len(),
        differences[..3.min(differences.len())].join("\n")
    );
}
