//! What holds of every decision, whatever fires, whoever is there, and however angry the customer is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use handoff::{
    channel::Channel,
    clock::from_millis,
    conversation::{Author, Conduct, Message, Stretch},
    decide::decide,
    decision::{Decision, Outcome},
    facts::Facts,
    judge::{self, understand},
    policy::{Document, OutsideAction, Policy},
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Monday 12 January 2026, 10:30 in London: the office is open.
const NOW: i64 = 1_768_213_800_000;

fn policy(configuration: &Value) -> Policy {
    Document::read(&configuration.to_string()).unwrap()
}

fn decided(policy: &Policy, messages: &[Message], channel: Channel) -> Decision {
    let mut reading = judge::read(messages, &policy.profiles());
    reading.confidence = messages.iter().rev().find_map(|message| message.confidence);
    let stretch = Stretch::default();
    let facts = Facts {
        channel,
        ..Facts::new(messages, &stretch, &reading)
    };
    decide(policy, &facts, from_millis(NOW))
}

fn customer(text: &str) -> Message {
    Message::new(Author::Customer, text)
}

fn ai(confidence: f64, text: &str) -> Message {
    Message {
        confidence: Some(confidence),
        ..Message::new(Author::Ai, text)
    }
}

/// A kind of trigger, its settings, and a conversation that makes it fire.
type Case = (&'static str, Value, Vec<Message>);

fn section(name: &str, settings: &Value) -> Value {
    json!({ name: settings })
}

/// What the customer writes.
fn said_by_customers() -> Vec<Case> {
    let image = Message {
        attachments: serde_json::from_value(json!([{"kind": "image"}])).unwrap(),
        ..customer("Please look at this picture of the lamp that I have bought")
    };
    let legal = json!([{"name": "Legal", "keywords": ["lawyer"]}]);
    vec![
        (
            "explicit_request",
            json!({}),
            vec![customer("I want to talk to a real person")],
        ),
        (
            "keyword",
            section("keyword", &json!({"phrases": ["warranty"]})),
            vec![customer("It is about the warranty")],
        ),
        (
            "frustration",
            json!({}),
            vec![customer(
                "This is a disgrace. You are useless and I am furious!",
            )],
        ),
        (
            "forbidden_topic",
            section("forbidden_topics", &legal),
            vec![customer("You will hear from my lawyer")],
        ),
        (
            "media_message",
            section("media_message", &json!({"enabled": true})),
            vec![image],
        ),
    ]
}

/// What the AI answers.
fn said_by_the_ai() -> Vec<Case> {
    let answered = |sure: f64, answer: &str| {
        let question = customer("Which screws fit the bracket of the bathroom mirror?");
        vec![question, ai(sure, answer)]
    };
    let on = json!({"enabled": true});
    vec![
        (
            "low_confidence",
            json!({}),
            answered(0.1, "Perhaps the long screws of the bracket."),
        ),
        (
            "max_exchanges",
            section("max_exchanges", &json!({"exchanges": 1})),
            answered(0.9, "The long screws fit the bracket."),
        ),
        (
            "support_suggestion",
            section("support_suggestion", &on),
            answered(
                0.9,
                "For the screws of the bracket please contact our support.",
            ),
        ),
        (
            "irrelevant_advice",
            section("irrelevant_advice", &on),
            answered(0.9, "Delivery inside the city takes two working days."),
        ),
        (
            "promised_handoff",
            json!({}),
            answered(0.9, "I am transferring you to a colleague."),
        ),
    ]
}

/// The queues a conversation may meet, and whether somebody is there for it on that channel.
fn places(channel: Channel) -> Vec<(&'static str, Value, bool)> {
    let other = if channel == Channel::Email {
        "sms"
    } else {
        "email"
    };
    let queue = |settings: Value| {
        let mut queue = json!({"name": "Team", "timezone": "Europe/London", "open_24": true});
        for (key, value) in settings.as_object().unwrap() {
            queue[key] = value.clone();
        }
        json!([queue])
    };
    let closed =
        json!({"open_24": false, "weekly_hours": {"tue": [{"start": "09:00", "end": "17:00"}]}});
    vec![
        ("none set up", json!([]), true),
        ("open", queue(json!({})), true),
        ("closed", queue(closed), false),
        ("switched off", queue(json!({"enabled": false})), false),
        (
            "another channel",
            queue(json!({"supported_channel_types": [other]})),
            false,
        ),
        (
            "another language",
            queue(json!({"supported_languages": ["fi"]})),
            false,
        ),
    ]
}

/// The walk: trigger × conduct × what happens outside hours × channel × queue. Nobody ends with nothing.
#[test]
fn nobody_is_stranded_whatever_fires_and_whoever_is_there() {
    let mut walked = 0;
    for (kind, settings, messages) in said_by_customers().into_iter().chain(said_by_the_ai()) {
        for conduct in ["ask_first", "at_once"] {
            for outside in OutsideAction::ALL {
                for channel in Channel::ALL {
                    for (place, queues, is_there) in places(channel) {
                        let mut triggers = settings.clone();
                        if kind != "forbidden_topic" {
                            let mut own = triggers.get(kind).cloned().unwrap_or(json!({}));
                            own["conduct"] = json!(conduct);
                            triggers[kind] = own;
                        }
                        let configuration = json!({
                            "triggers": triggers, "queues": queues,
                            "outside_hours": {"action": outside.as_str(), "message": "Nobody is here."},
                        });
                        let decision = decided(&policy(&configuration), &messages, channel);
                        let path = format!(
                            "{kind}, {conduct}, {outside:?}, {channel:?}, {place}: {decision:#?}"
                        );
                        assert_eq!(
                            decision.trigger.as_ref().map(|reason| reason.kind.as_str()),
                            Some(kind),
                            "{path}"
                        );
                        check_end(&decision, is_there, outside, &path);
                        walked += 1;
                    }
                }
            }
        }
    }
    assert!(walked > 2_000, "only {walked} paths");
}

fn check_end(decision: &Decision, is_there: bool, outside: OutsideAction, path: &str) {
    let message = decision.message.as_deref().unwrap_or_default();
    assert!(!message.contains("{{"), "{path}");
    let fits = match decision.outcome {
        Outcome::Offer | Outcome::HandOff => is_there && !message.is_empty(),
        Outcome::Unavailable | Outcome::CollectCallback => !is_there && !message.is_empty(),
        // The AI carries on alone where the admin says so, and only for what it may deal with itself.
        Outcome::Continue => {
            let kind = decision
                .trigger
                .as_ref()
                .map_or("", |reason| reason.kind.as_str());
            let must = ["explicit_request", "forbidden_topic", "promised_handoff"];
            !is_there && outside == OutsideAction::StayWithAi && !must.contains(&kind)
        }
        Outcome::Gather | Outcome::Ignored => false,
    };
    assert!(fits, "{path}");
}

/// Words that clauses are made of, beside any others.
fn clause_words() -> impl Strategy<Value = String> {
    let words = [
        "hand over",
        "when",
        "never",
        "always",
        "try to solve it first",
        "ask for",
        "order number",
        "billing",
        "at once",
        "or",
        "and",
        "the customer",
        ",",
        ".",
        "\n- ",
        ":",
        "kindly",
        "high priority",
        "twice",
        "a person",
    ];
    let word = prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(String::from),
        1 => "\\PC{0,12}",
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is written, each part is an exact part of it and means something that can be said.
    #[test]
    fn any_words_are_read_as_clauses(text in clause_words()) {
        for clause in understand(&text) {
            prop_assert!(!clause.said.is_empty() && text.contains(&clause.said), "{:?}", clause);
            prop_assert!(!clause.in_words.is_empty());
            prop_assert!(clause.means.about().iter().all(|subject| !subject.key.is_empty()));
        }
    }

    /// A customer who is angrier never has less of a chance to get to a person.
    #[test]
    fn more_anger_never_lowers_the_chance_of_a_person(
        moods in (-1.0_f64..1.0, -1.0_f64..1.0), frustrations in (0.0_f64..1.0, 0.0_f64..1.0),
        threshold in -1.0_f64..0.0, confidence in 0.0_f64..1.0, wants in 0.0_f64..1.0, offered in any::<[bool; 3]>(), declined in any::<bool>(),
        text in prop::sample::select(vec!["hand over when the customer is upset", "try to solve it first, then hand over", ""]),
    ) {
        let policy = policy(&json!({
            "action": {"when_to_use": text},
            "triggers": {"frustration": {"sentiment_threshold": threshold}, "max_exchanges": {"exchanges": 1}},
        }));
        let messages = [customer("Where is it?"), ai(confidence, "It is on its way."), customer("And now?")];
        let kinds = ["frustration", "low_confidence", "max_exchanges"];
        let stretch = Stretch {
            declined,
            offered_for: kinds.iter().zip(offered).filter(|(_, is_offered)| *is_offered).map(|(kind, _)| (*kind).to_owned()).collect(),
            ..Stretch::default()
        };
        let chance = |sentiment: f64, frustration: f64| {
            let mut reading = judge::read(&messages, &policy.profiles());
            reading.sentiment = sentiment;
            reading.frustration = frustration;
            reading.wants_human = wants;
            reading.confidence = Some(confidence);
            let facts = Facts::new(&messages, &stretch, &reading);
            decide(&policy, &facts, from_millis(NOW)).outcome != Outcome::Continue
        };
        let calm = chance(moods.0.max(moods.1), frustrations.0.min(frustrations.1));
        let angry = chance(moods.0.min(moods.1), frustrations.0.max(frustrations.1));
        prop_assert!(angry || !calm);
    }
}

/// What the AI itself gathered and did counts, and what does not fit is asked for all the same.
#[test]
fn the_ais_own_arguments_count() {
    let policy = policy(&json!({
        "action": {"information_to_gather": [
            {"name": "email", "label": "E-mail", "type": "email", "required": true},
            {"name": "order_number", "label": "Order number", "required": true},
        ]},
        "triggers": {"explicit_request": {"conduct": "at_once"}},
    }));
    let told = |gathered: Value| Message {
        gathered: serde_json::from_value(gathered).unwrap(),
        actions: serde_json::from_value(
            json!([{"name": "look_up_order", "result": "not found", "succeeded": false}]),
        )
        .unwrap(),
        ..Message::new(Author::Ai, "I am transferring you to a colleague.")
    };
    let hello = customer("My order has not come");
    let full = told(json!({"email": "ada@example.com", "order_number": "AB-123"}));
    let decision = decided(&policy, &[hello.clone(), full], Channel::Web);
    assert_eq!(decision.outcome, Outcome::HandOff, "{decision:#?}");
    let expected = BTreeMap::from([
        ("email".to_owned(), "ada@example.com".to_owned()),
        ("order_number".to_owned(), "AB-123".to_owned()),
    ]);
    assert_eq!(decision.gather.collected, expected);
    assert_eq!(
        decision.stretch.attempted[0].in_words(),
        "look up order: not found (failed)"
    );
    let wrong = told(json!({"email": "unknown", "order_number": "AB-123"}));
    let decision = decided(&policy, &[hello, wrong], Channel::Web);
    assert_eq!(decision.outcome, Outcome::Gather);
    assert_eq!(decision.gather.missing, ["email"]);
    assert_eq!(decision.trigger.unwrap().conduct, Conduct::AtOnce);
}
