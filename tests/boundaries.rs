//! Triggers whose boundary is no setting fire at one half exactly, and not just below it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::borrow::Cow;

use handoff::{
    clock::from_millis,
    conversation::{Author, Message, Stretch},
    decide::decide,
    facts::Facts,
    judge::{Reading, read},
    policy::Document,
};
use serde_json::{Value, json};

const JUST_BELOW: f64 = 0.499_999;
/// Says nothing by itself: what is read is set by each test.
const WORDS: &str = "Do you have this in blue?";

/// The kinds that fire when the words are read like that.
fn fired(configuration: &Value, change: impl Fn(&mut Reading)) -> Vec<String> {
    let policy = Document::read(&configuration.to_string()).unwrap();
    let messages = [Message::new(Author::Customer, WORDS)];
    let mut reading = read(&messages, &policy.profiles());
    change(&mut reading);
    let stretch = Stretch::default();
    let decision = decide(
        &policy,
        &Facts::new(&messages, &stretch, &reading),
        from_millis(1_768_213_800_000),
    );
    let matched = decision.trace.into_iter();
    let matched = matched.filter(|step| step.step == "trigger" && step.result == "matched");
    matched
        .filter_map(|step| step.kind.map(Cow::into_owned))
        .collect()
}

/// Sets how well the words fit every profile of a group.
fn fits(reading: &mut Reading, group: &str, score: f64) {
    let of_group = format!("{group}:");
    let found = reading.matches.iter_mut();
    let found: Vec<_> = found
        .filter(|found| found.key.starts_with(&of_group))
        .collect();
    assert!(!found.is_empty(), "nothing is compared for {group}");
    for found in found {
        found.score = score;
    }
}

#[test]
fn a_request_for_a_person_counts_from_one_half_on() {
    let at = |score| fired(&json!({}), |reading| reading.wants_human = score);
    assert_eq!(at(0.5), ["explicit_request"]);
    assert_eq!(at(JUST_BELOW), Vec::<String>::new());
}

#[test]
fn a_forbidden_topic_is_touched_from_one_half_on() {
    let configuration = json!({"triggers": {"forbidden_topics": [
        {"name": "Legal", "description": "Lawyers and courts"}
    ]}});
    let at = |score| {
        fired(&configuration, |reading| {
            fits(reading, "forbidden_topic", score);
        })
    };
    assert_eq!(at(0.5), ["forbidden_topic"]);
    assert_eq!(at(JUST_BELOW), Vec::<String>::new());
}

#[test]
fn a_topic_leads_to_a_person_from_one_half_on() {
    let configuration = json!({
        "handoffs": [{"name": "Billing Support"}],
        "topics": [{"title": "Billing", "text": "Invoices and refunds.", "handoffs": ["Billing Support"]}],
    });
    let at = |score| {
        fired(&configuration, |reading| {
            fits(reading, "topic_handoff", score);
        })
    };
    assert_eq!(at(0.5), ["topic_handoff"]);
    assert_eq!(at(JUST_BELOW), Vec::<String>::new());
}

#[test]
fn when_to_use_holds_from_one_half_on() {
    let configuration = json!({"action": {"when_to_use": "Hand over when the customer writes about a lost parcel."}});
    let at = |score| {
        fired(&configuration, |reading| {
            for found in &mut reading.matches {
                found.score = score;
            }
        })
    };
    assert_eq!(at(0.5), ["when_to_use"]);
    assert_eq!(at(JUST_BELOW), Vec::<String>::new());
}

#[test]
fn anger_without_a_threshold_of_its_own_counts_from_one_half_on() {
    let configuration =
        json!({"triggers": {"frustration": {"enabled": true, "sentiment_threshold": -0.5}}});
    let at = |score| {
        fired(&configuration, |reading| {
            reading.sentiment = -0.6;
            reading.frustration = score;
        })
    };
    assert_eq!(at(0.5), ["frustration"]);
}

#[test]
fn three_profiles_are_offered_where_none_is_sure_and_one_of_them_is_likely() {
    let profile =
        |name: &str| json!({"name": name, "description": format!("About {name}"), "user_ids": []});
    let profiles = ["Billing", "Orders", "Garden", "Trade"].map(profile);
    let configuration = json!({
        "routing_profiles": profiles,
        "triggers": {"explicit_request": {"enabled": true, "conduct": "at_once"}},
    });
    let policy = Document::read(&configuration.to_string()).unwrap();
    let messages = [Message::new(Author::Customer, WORDS)];
    let stretch = Stretch::default();
    let offered = |scores: [f64; 4]| {
        let mut reading = read(&messages, &policy.profiles());
        reading.wants_human = 0.9;
        let of_routing = reading.matches.iter_mut();
        let of_routing = of_routing.filter(|found| found.key.starts_with("routing:"));
        for (found, score) in of_routing.zip(scores) {
            found.score = score;
        }
        let facts = Facts::new(&messages, &stretch, &reading);
        let decision = decide(&policy, &facts, from_millis(1_768_213_800_000));
        decision.routing.unwrap().offer
    };
    assert_eq!(offered([0.1, 0.4, 0.3, 0.2]), ["Orders", "Garden", "Trade"]);
    assert!(
        offered([0.6, 0.4, 0.3, 0.2]).is_empty(),
        "the first is sure"
    );
    assert!(offered([0.1, 0.1, 0.1, 0.1]).is_empty(), "none is likely");
}
