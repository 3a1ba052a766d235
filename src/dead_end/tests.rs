use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    clock::from_millis,
    conversation::{Author, Message, Stretch},
    decide::decide,
    decision::{Decision, Outcome},
    facts::Facts,
    handoff::{Handoff, Queue, Topic},
    id::HandoffId,
    judge::Reading,
    policy::{Action, OutsideAction},
    schedule::{Interval, Schedule},
};

/// Monday 12 January 2026, 10:30 in London.
const MONDAY: i64 = 1_768_213_800_000;
const TEAM: [OperatorId; 2] = [OperatorId(1), OperatorId(2)];
const CHANNELS: [Channel; 2] = [Channel::Web, Channel::Phone];

fn office_hours() -> Schedule {
    let hours = Interval::parse("09:00", "17:00").unwrap();
    Schedule::weekdays(chrono_tz::Europe::London, hours)
}

fn never() -> Schedule {
    Schedule {
        open_24: false,
        ..Schedule::always(chrono_tz::UTC)
    }
}

fn policy(outside: OutsideAction, queues: Vec<Queue>) -> Policy {
    let mut action = Action {
        enabled: true,
        ..Action::default()
    };
    action.outside_hours.action = outside;
    action.triggers.explicit_request.conduct = crate::conversation::Conduct::AtOnce;
    Policy::new(action, queues)
}

fn given(now: Instant) -> Given<'static> {
    Given {
        channels: &CHANNELS,
        people: &TEAM,
        now,
    }
}

fn walked(policy: &Policy) -> Walk {
    walk(policy, &given(from_millis(MONDAY)))
}

fn main_team() -> Queue {
    Queue::new(QueueId(1), "Main team", office_hours())
}

fn handoff(id: i64, name: &str, queues: Vec<i64>) -> Handoff {
    Handoff {
        id: HandoffId(id),
        name: name.into(),
        description: String::new(),
        available_instructions: String::new(),
        unavailable_instructions: String::new(),
        queues: queues.into_iter().map(QueueId).collect(),
    }
}

fn found(policy: &Policy) -> Vec<(Why, Option<QueueId>)> {
    let dead_ends = walked(policy).dead_ends;
    dead_ends.iter().map(|end| (end.why, end.queue)).collect()
}

#[test]
fn a_team_with_hours_leaves_nobody_without_an_answer() {
    for outside in OutsideAction::ALL {
        let walk = walked(&policy(outside, vec![main_team()]));
        assert_eq!(walk.dead_ends, []);
        // Two channels, now and once they have closed.
        assert_eq!(walk.tried, 4);
    }
}

#[test]
fn each_reason_is_found_where_it_is() {
    let first = Some(QueueId(1));
    let of = |change: fn(&mut Queue)| {
        let mut queue = main_team();
        change(&mut queue);
        found(&policy(OutsideAction::Message, vec![queue]))
    };
    assert_eq!(
        of(|queue| queue.people = vec![OperatorId(9)]),
        [(Why::NobodyWorks, first)]
    );
    assert_eq!(
        of(|queue| queue.schedule = never()),
        [(Why::NeverOpens, first)]
    );
    assert_eq!(
        of(|queue| queue.needs_presence = true),
        [(Why::NobodyOnline, first)]
    );
    assert_eq!(
        of(|queue| queue.channels = vec![Channel::Web]),
        [(Why::NotTaken, None)]
    );
    assert_eq!(of(|queue| queue.enabled = false), [(Why::NotTaken, None)]);
    assert_eq!(
        of(|queue| queue.languages = vec!["es".into()]),
        [(Why::NotTaken, None)]
    );
}

#[test]
fn what_it_concerns_is_told_apart_from_everything() {
    let mut queue = main_team();
    (queue.channels, queue.languages) = (vec![Channel::Web], vec!["es".into()]);
    let dead_ends = walked(&policy(OutsideAction::Message, vec![queue.clone()])).dead_ends;
    // By phone in any language, and by chat in another one: told together, since the reason is one.
    assert_eq!(dead_ends.len(), 1);
    queue.channels.clear();
    let dead_ends = walked(&policy(OutsideAction::Message, vec![queue])).dead_ends;
    assert_eq!(
        (dead_ends[0].channels.len(), &dead_ends[0].languages[..]),
        (0, &["und".to_owned()][..])
    );
}

#[test]
fn whoever_can_be_called_back_or_stays_with_the_ai_is_not_stranded() {
    for outside in [OutsideAction::CollectCallback, OutsideAction::StayWithAi] {
        let closed = Queue::new(QueueId(1), "Night", never());
        assert_eq!(found(&policy(outside, vec![closed])), []);
    }
    let mut nobody = Queue::new(QueueId(1), "Night", never());
    nobody.people = vec![OperatorId(9)];
    let policy = policy(OutsideAction::CollectCallback, vec![nobody]);
    assert_eq!(found(&policy), [(Why::NobodyWorks, Some(QueueId(1)))]);
}

#[test]
fn several_ways_to_one_dead_end_are_one() {
    let mut policy = policy(
        OutsideAction::Message,
        vec![Queue::new(QueueId(1), "Night", never())],
    );
    policy.handoffs = vec![handoff(1, "Billing", vec![]), handoff(2, "Returns", vec![])];
    policy.topics = vec![Topic {
        title: "Refunds".into(),
        handoffs: vec![HandoffId(2)],
        ..Topic::default()
    }];
    let dead_ends = walked(&policy).dead_ends;
    assert_eq!(dead_ends.len(), 1);
    assert_eq!(dead_ends[0].ways.len(), 3);
}

/// What the engine itself does in that case.
fn decided(policy: &Policy, case: &Case) -> Decision {
    let messages = [Message::new(Author::Customer, "I want to talk to a person")];
    let reading = Reading {
        language: case.language.clone(),
        ..judge::read(&messages, &[])
    };
    let (stretch, online) = (Stretch::default(), case.is_anybody_online);
    let called = match &case.way {
        Way::Handoff { function, .. } => Some(function.as_str()),
        _ => None,
    };
    let facts = Facts {
        channel: case.channel,
        online: if online { TEAM.len() } else { 0 },
        present: if online { &TEAM } else { &[] },
        called,
        ..Facts::new(&messages, &stretch, &reading)
    };
    decide(policy, &facts, case.now)
}

/// Whether that leaves the customer with nobody and nothing.
fn is_stranded(policy: &Policy, decision: &Decision) -> bool {
    let queue = decision.queue.as_ref();
    let people = queue
        .and_then(|choice| policy.queues.iter().find(|queue| queue.id == choice.id))
        .map_or(&[][..], |queue| &queue.people);
    let is_worked_on = people.is_empty() || people.iter().any(|person| TEAM.contains(person));
    let opens_at = queue.and_then(|queue| queue.opens_at);
    let stays = policy.action.outside_hours.action == OutsideAction::StayWithAi;
    match decision.outcome {
        Outcome::HandOff | Outcome::CollectCallback => !is_worked_on,
        Outcome::Unavailable => opens_at.is_none() && !stays,
        _ => false,
    }
}

fn a_queue(id: i64) -> impl Strategy<Value = Queue> {
    let hours = prop_oneof![
        Just(office_hours()),
        Just(never()),
        Just(Schedule::always(chrono_tz::UTC))
    ];
    let channels = prop::sample::subsequence(CHANNELS.to_vec(), 0..=1);
    let languages = prop::sample::subsequence(vec!["en".to_owned(), "es".to_owned()], 0..=1);
    let people = prop::sample::subsequence(vec![OperatorId(1), OperatorId(9)], 0..=2);
    (hours, channels, languages, people, any::<(bool, bool)>()).prop_map(
        move |(schedule, channels, languages, people, (enabled, needs_presence))| Queue {
            enabled,
            channels,
            languages,
            people,
            needs_presence,
            ..Queue::new(QueueId(id), format!("Queue {id}"), schedule)
        },
    )
}

fn a_policy() -> impl Strategy<Value = Policy> {
    let outside = prop::sample::select(OutsideAction::ALL.to_vec());
    let leads = prop::collection::vec(prop::sample::subsequence(vec![1_i64, 2], 0..=2), 0..=2);
    (outside, a_queue(1), a_queue(2), leads).prop_map(|(outside, one, two, leads)| {
        let mut policy = policy(outside, vec![one, two]);
        let handoffs = leads
            .into_iter()
            .zip(1..)
            .map(|(queues, id)| handoff(id, &format!("Handoff {id}"), queues));
        policy.handoffs = handoffs.collect();
        policy
    })
}

proptest! {
    /// The walk and the engine agree on every case: what the one calls a dead end strands somebody in the other.
    #[test]
    fn the_engine_strands_whom_the_walk_says_and_nobody_else(policy in a_policy(), minutes in 0_i64..20_160) {
        let given = given(from_millis(MONDAY + minutes * 60_000));
        let nothing_said = judge::read(&[], &[]);
        let mut reasons = BTreeSet::new();
        for case in case::all(&policy, &given) {
            let found = end::dead_end(&policy, &given, &case, &nothing_said);
            let decision = decided(&policy, &case);
            prop_assert_eq!(found.is_some(), is_stranded(&policy, &decision), "{:?} {:?}", case, decision.outcome);
            reasons.extend(found);
        }
        let told: BTreeSet<_> = walk(&policy, &given).dead_ends.iter().map(|end| (end.why, end.queue)).collect();
        prop_assert_eq!(told, reasons);
    }
}
