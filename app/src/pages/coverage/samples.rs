//! The page in the states that are looked at and held to the rules.

use std::collections::BTreeMap;

use handoff::{
    handoff::Queue,
    id::{AgentId, OperatorId, QueueId},
    schedule::{Exception, Interval, Schedule, SpecialHours},
    store::Agent,
};

use super::calendar::Calendar;
use super::read::{RawSpan, Span, Team, page};

fn queue(id: i64, name: &str, schedule: Schedule) -> Queue {
    Queue::new(QueueId(id), name, schedule)
}

fn calendar(people: i64, plans: BTreeMap<OperatorId, Schedule>, raw: &RawSpan) -> Calendar {
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
    let people = (0..people).map(OperatorId).collect();
    let team = Team { people, plans };
    page((&agent, &queues), &team, &Span::of(raw, now, zone), now)
}

impl Calendar {
    pub(crate) fn sample() -> Self {
        calendar(3, BTreeMap::new(), &RawSpan::default())
    }

    pub(crate) fn sample_month() -> Self {
        let raw = RawSpan {
            by: "month".to_owned(),
            zone: "own".to_owned(),
            ..RawSpan::default()
        };
        calendar(1, BTreeMap::new(), &raw)
    }

    /// Two are planned, in two zones, and one is not: evenings are nobody's.
    pub(crate) fn sample_planned() -> Self {
        let shift =
            |zone, start, end| Schedule::weekdays(zone, Interval::parse(start, end).unwrap());
        let mut early = shift(chrono_tz::Europe::Madrid, "08:00", "14:00");
        let away = Exception {
            hours: SpecialHours::Closed,
            name: Some("Holiday".to_owned()),
            yearly: false,
        };
        early.exceptions.set("2026-12-18".parse().unwrap(), away);
        let late = shift(chrono_tz::Europe::London, "10:00", "17:00");
        let plans = BTreeMap::from([(OperatorId(0), early), (OperatorId(1), late)]);
        calendar(3, plans, &RawSpan::default())
    }

    pub(crate) fn sample_nobody() -> Self {
        calendar(0, BTreeMap::new(), &RawSpan::default())
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

/// Billing is open from nine to six in Madrid; until eleven only the one from Madrid is there, until two
/// both, and in the evening the one from London, an hour behind.
#[test]
fn plans_are_as_high_as_people_and_red_where_nobody_is_planned() {
    let week = Calendar::sample_planned();
    let parts: Vec<(String, usize)> = week.lanes[0]
        .parts
        .iter()
        .take(3)
        .map(|part| {
            (
                format!("{:.0} h", (part.end - part.start) * 24.0),
                part.people,
            )
        })
        .collect();
    let expected = [("2 h", 1), ("3 h", 2), ("4 h", 1)];
    assert_eq!(
        parts,
        expected.map(|(hours, people)| (hours.to_owned(), people))
    );
    let gaps: Vec<&str> = week.lanes[0]
        .gaps
        .iter()
        .map(|gap| gap.words.as_str())
        .collect();
    assert_eq!(
        gaps,
        ["Friday 18 December, 09:00 to 11:00"],
        "who is away is not planned"
    );
    assert!(week.lanes[2].is_planned && week.lanes[2].gaps.len() > 4);
}
