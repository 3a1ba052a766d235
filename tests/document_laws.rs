//! Laws of the configuration document: whatever is wrong with it is named at once, each at its place.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use handoff::policy::Document;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A document with something in every section, and nothing wrong with it.
fn valid() -> Value {
    json!({
        "settings": {"is_active": true, "keywords": ["warranty"], "timezone": "Europe/Madrid"},
        "generic_guidelines": [{"name": "media_message", "is_active": true}],
        "custom_guidelines": [
            {"name": "Kitchens", "description": "Planning a kitchen", "threshold": 0.6},
            {"name": "Weddings", "description": "A wedding list"},
        ],
        "action": {"when_to_use": "Hand over when the customer asks for a person.", "level": "balanced",
            "information_to_gather": [
                {"name": "email", "label": "E-mail", "type": "email", "required": true},
                {"name": "size", "label": "Size", "type": "choice", "choices": ["S", "M"]},
            ]},
        "triggers": {"frustration": {"sentiment_threshold": -0.5}, "max_exchanges": {"exchanges": 5},
            "low_confidence": {"threshold": 0.3}, "media_message": {"conduct": "at_once"},
            "forbidden_topics": [{"name": "Legal", "keywords": ["lawyer"]}]},
        "messages": {"offer": "Shall I get somebody?", "waiting_for_agent": "You are number {{position}}."},
        "outside_hours": {"action": "message", "message": "Back {{opens_at}}."},
        "transfer_functions": [{"name": "to_billing", "kind": "phone", "number": "+34 910 000 000"}],
        "queues": [
            {"name": "Billing", "open_24": true, "timezone": "Europe/Madrid", "transfer_function_name": "to_billing"},
            {"name": "Sales", "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}, "timezone": "Europe/Madrid"},
        ],
        "handoffs": [
            {"name": "Billing Support", "queues": ["Billing"]},
            {"name": "Sales Support", "queues": ["Sales", "Billing"]},
        ],
        "topics": [{"title": "Invoices", "text": "Invoices and refunds.", "handoffs": ["Billing Support"]}],
    })
}

/// A mistake: what is written where, and where it must be named. Each is at a place of its own, and none
/// is what another one follows from.
struct Fault {
    at: &'static str,
    is: Value,
    named: &'static str,
}

/// A place, what is written there, and where it is named, if that is not the same place.
const FAULTS: &str = r#"
/colour 1
/settings/is_active "yes"
/settings/keyword []
/settings/emails [7] -> /settings/emails/0
/generic_guidelines/0/name "anger"
/generic_guidelines/0/on true
/custom_guidelines/0/threshold 1.5
/custom_guidelines/0/conduct "later"
/custom_guidelines/1/name " "
/custom_guidelines/1/description "LONG"
/custom_guidelines/1/is_active 1
/action/enabled "on"
/action/level "eager"
/action/when_to_use "LONG"
/action/information_to_gather/0/type "fax"
/action/information_to_gather/1/choices []
/triggers/frustration/sentiment_threshold 3
/triggers/frustration/repeats "two"
/triggers/max_exchanges/exchanges 0
/triggers/low_confidence/threshold -1
/triggers/media_message/conduct 2
/triggers/forbidden_topics/0/name ""
/triggers/forbidden_topics/0/words []
/triggers/telepathy {}
/messages/offer ""
/messages/declined 5
/messages/waiting_for_agent "{{positon}}"
/messages/goodbye "Bye"
/outside_hours/action "sleep"
/outside_hours/message "{{wait}}"
/transfer_functions/0/number "none"
/transfer_functions/0/parameters {"a": "{{nobody}}"} -> /transfer_functions/0/parameters/a
/queues/0/timezone "Europe/Atlantis"
/queues/0/capacity 0
/queues/1/weekly_hours/mon/0/start "9 o'clock"
/queues/1/colour "red"
/queues/1/transfer_function_name "to_mars"
/handoffs/0/queues/0 "Biling"
/handoffs/1/name ""
/handoffs/1/description false
/topics/0/title ""
/topics/0/handoffs/0 "Nobody"
"#;

fn faults() -> Vec<Fault> {
    let lines = FAULTS.lines().filter(|line| !line.is_empty());
    lines.map(fault).collect()
}

fn fault(line: &'static str) -> Fault {
    let (at, rest) = line.split_once(' ').unwrap();
    let (is, named) = rest.split_once(" -> ").unwrap_or((rest, at));
    let long = "x".repeat(2001);
    Fault {
        at,
        is: serde_json::from_str(&is.replace("LONG", &long)).unwrap(),
        named,
    }
}

fn write(document: &mut Value, fault: &Fault) {
    let (around, member) = fault.at.rsplit_once('/').unwrap();
    let around = document.pointer_mut(around).unwrap();
    match around {
        Value::Array(items) => items[member.parse::<usize>().unwrap()] = fault.is.clone(),
        around => around[member] = fault.is.clone(),
    }
}

fn named(document: &Value) -> Vec<String> {
    let problems = Document::read(&document.to_string())
        .err()
        .unwrap_or_default();
    problems
        .into_iter()
        .map(|problem| problem.pointer)
        .collect()
}

#[test]
fn the_document_without_faults_is_fine() {
    assert_eq!(named(&valid()), Vec::<String>::new());
}

#[test]
fn each_fault_alone_is_named_once_and_nothing_else_is() {
    for fault in faults() {
        let mut document = valid();
        write(&mut document, &fault);
        assert_eq!(named(&document), [fault.named], "{}", fault.at);
    }
}

#[test]
fn all_faults_together_are_named() {
    let mut document = valid();
    for fault in faults() {
        write(&mut document, &fault);
    }
    let places: BTreeSet<String> = named(&document).into_iter().collect();
    let missing: Vec<&str> = faults()
        .iter()
        .map(|fault| fault.named)
        .filter(|named| !places.contains(*named))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

proptest! {
    #[test]
    fn any_faults_are_named_in_one_answer_and_nothing_else_is(chosen in prop::sample::subsequence((0..faults().len()).collect::<Vec<_>>(), 1..12)) {
        let faults = faults();
        let mut document = valid();
        let mut expected: BTreeSet<String> = BTreeSet::new();
        for fault in chosen.into_iter().map(|at| &faults[at]) {
            write(&mut document, fault);
            expected.insert(fault.named.to_owned());
        }
        let places: BTreeSet<String> = named(&document).into_iter().collect();
        prop_assert_eq!(places, expected);
    }
}
