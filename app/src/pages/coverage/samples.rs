//! The page in the states that are looked at and held to the rules.

use handoff::{
    handoff::Queue,
    id::{AgentId, OperatorId, QueueId},
    schedule::{Exception, Interval, Schedule, SpecialHours},
    store::Agent,
};

use super::calendar::Calendar;
use super::read::{RawSpan, Span, page};

fn queue(id: i64, name: &str, schedule: Schedule) -> Queue {
    Queue::new(QueueId(id), name, schedule)
}

fn calendar(people: i64, raw: &RawSpan) -> Calendar {
    let zone = chrono_tz::Europe::Madrid;
    let mut office = Schedule::weekdays(zone, Interval::parse("09:00", "18:00").unwrap());
    let closed = Exception {
        hours: SpecialHours::Closed,
        name: Some("Stock & <b>taking</b>".to_owned()),
        yearly: false,
    };
    office.exceptions.set("2026-12-16".parse().unwrap(), closed);
    let tokyo = Schedule::weekdays(
        chrono_tz::Asia::Tokyo,
        Interval::parse("20:00", "02:00").unwrap(),
    );
    let mut off = queue(4, "Pop-up shop", Schedule::always(zone));
    off.enabled = false;
    let queues = [
        queue(1, "Billing Support", office),
        queue(2, "A queue with a name nobody planned for", tokyo),
        queue(3, "General Support", Schedule::always(zone)),
        off,
    ];
    let agent = Agent {
        id: AgentId(1),
        public_key: "pk".to_owned(),
        name: "Nora".to_owned(),
        about: String::new(),
        created_at: handoff::clock::Instant::default(),
    };
    let now = "2026-12-17T13:05:00Z".parse().unwrap();
    let people: Vec<OperatorId> = (0..people).map(OperatorId).collect();
    page((&agent, &queues), &people, &Span::of(raw, now, zone), now)
}

impl Calendar {
    pub(crate) fn sample() -> Self {
        calendar(3, &RawSpan::default())
    }

    pub(crate) fn sample_month() -> Self {
        let raw = RawSpan {
            by: "month".to_owned(),
            zone: "own".to_owned(),
            ..RawSpan::default()
        };
        calendar(1, &raw)
    }

    pub(crate) fn sample_nobody() -> Self {
        calendar(0, &RawSpan::default())
    }
}

#[test]
fn a_week_begins_on_monday_and_a_month_on_its_first() {
    let week = Calendar::sample();
    assert_eq!(
        (week.words.as_str(), week.dates.len()),
        ("14–20 December 2026", 7)
    );
    assert_eq!(week.lanes[0].minutes, 4 * 9 * 60);
    assert_eq!(week.lanes[0].exceptions.len(), 1);
    assert!(week.now.is_some() && week.lanes.iter().all(|lane| lane.gaps.is_empty()));
    let month = Calendar::sample_month();
    assert_eq!(
        (month.words.as_str(), month.dates.len()),
        ("December 2026", 31)
    );
}

#[test]
fn open_hours_that_nobody_can_take_are_gaps_and_switched_off_ones_are_not() {
    let nobody = Calendar::sample_nobody();
    assert_eq!(nobody.lanes[0].gaps.len(), 4);
    assert_eq!(
        nobody.lanes[0].gaps[0].words,
        "Monday 14 December, 09:00 to 18:00"
    );
    assert_eq!(nobody.lanes[2].gaps[0].minutes, 7 * 1440);
    assert!(nobody.lanes[3].gaps.is_empty());
}
