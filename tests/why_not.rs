//! “Why not?” tells the truth: with the one setting it names, the same message would have been a reason.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use handoff::{
    channel::Channel,
    clock::from_millis,
    conversation::{Author, Message},
    decision::{Decision, Outcome},
    policy::Document,
    stateless::{Transcript, decide_transcript},
};
use serde_json::{Map, Value, json};

fn decided(configuration: &Value, messages: &[Message]) -> Decision {
    let policy = Document::read(&configuration.to_string()).unwrap();
    let transcript = Transcript {
        messages: messages.to_vec(),
        channel: Channel::Web,
        language: None,
        now: from_millis(1_768_213_800_000),
        ..Transcript::default()
    };
    decide_transcript(&policy, &transcript)
}

/// The configuration with one setting changed, wherever it stands.
fn changed(configuration: &Value, setting: &str, to: &Value) -> Value {
    let mut root = configuration.clone();
    let (parent, last) = setting.rsplit_once('/').unwrap();
    let mut at = &mut root;
    for step in parent.split('/').skip(1) {
        at = match at {
            Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
            Value::Object(fields) => fields
                .entry(step)
                .or_insert_with(|| if last == "-" { json!([]) } else { json!({}) }),
            _ => panic!("{setting} leads nowhere"),
        };
    }
    match (at, to) {
        (Value::Array(items), to) if last == "-" => items.push(to.clone()),
        (Value::Array(items), Value::Null) => drop(items.remove(last.parse().unwrap())),
        (Value::Array(items), to) => items[last.parse::<usize>().unwrap()] = to.clone(),
        (Value::Object(fields), to) => drop(fields.insert(last.into(), to.clone())),
        _ => panic!("{setting} leads nowhere"),
    }
    root
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

/// A case's title, its configuration, its messages, and the kind and setting that must be named.
type Case = (
    &'static str,
    Value,
    Vec<Message>,
    (&'static str, &'static str),
);

fn cases() -> Vec<Case> {
    vec![
        (
            "a request while it is switched off",
            json!({"triggers": {"explicit_request": {"enabled": false}}}),
            vec![customer("I want to talk to a real person")],
            ("explicit_request", "/triggers/explicit_request/enabled"),
        ),
        (
            "everything switched off",
            json!({"action": {"enabled": false}}),
            vec![customer("I want to talk to a real person")],
            ("explicit_request", "/action/enabled"),
        ),
        (
            "a mood above the threshold",
            json!({"triggers": {"frustration": {"sentiment_threshold": -1.0, "repeats": 9}}}),
            vec![customer("I am not happy with the colour")],
            ("frustration", "/triggers/frustration/sentiment_threshold"),
        ),
        (
            "said again, though not often enough",
            json!({"triggers": {"frustration": {"repeats": 3}}}),
            vec![
                customer("Where is the parcel with my lamp?"),
                ai(0.9, "You can follow it in your account."),
                customer("Where is the parcel with my lamp?"),
                ai(0.9, "You can follow it in your account."),
                customer("Where is the parcel with my lamp?"),
            ],
            ("frustration", "/triggers/frustration/repeats"),
        ),
        (
            "an answer just sure enough",
            json!({}),
            vec![customer("Can I pay with shells?"), ai(0.32, "Perhaps.")],
            ("low_confidence", "/triggers/low_confidence/threshold"),
        ),
        (
            "not quite long enough",
            json!({"triggers": {"max_exchanges": {"exchanges": 2}}}),
            vec![
                customer("How do I fold the chair?"),
                ai(1.0, "Pull the red lever."),
            ],
            ("max_exchanges", "/triggers/max_exchanges/exchanges"),
        ),
        (
            "a phrase inside an exception",
            json!({"triggers": {"keyword": {"phrases": ["agent"], "exceptions": ["travel agent"]}}}),
            vec![customer("My travel agent booked it")],
            ("keyword", "/triggers/keyword/exceptions/0"),
        ),
        (
            "an image while it is switched off",
            json!({}),
            vec![Message {
                attachments: serde_json::from_value(json!([{"kind": "image"}])).unwrap(),
                ..customer("Look at this")
            }],
            ("media_message", "/triggers/media_message/enabled"),
        ),
    ]
}

#[test]
fn the_setting_it_names_would_have_changed_it() {
    for (title, configuration, messages, (kind, setting)) in cases() {
        let before = decided(&configuration, &messages);
        assert_eq!(before.outcome, Outcome::Continue, "{title}");
        let why_not = before
            .why_not
            .unwrap_or_else(|| panic!("{title}: nothing came near"));
        let change = why_not
            .change
            .unwrap_or_else(|| panic!("{title}: no change for {}", why_not.kind));
        assert_eq!(
            (why_not.kind, change.setting.as_str()),
            (kind, setting),
            "{title}"
        );
        let after = changed(&configuration, &change.setting, &change.to);
        let after = decided(&after, &messages);
        let trigger = after.trigger.map(|reason| reason.kind);
        assert_eq!(trigger.as_deref(), Some(kind), "{title}: {}", change.words);
        assert_ne!(
            after.outcome,
            Outcome::Continue,
            "{title}: {}",
            change.words
        );
    }
}

#[test]
fn a_reason_that_may_not_be_asked_about_again_says_so() {
    let configuration = json!({});
    let messages = [
        customer("This is a disgrace. You are useless and I am furious!"),
        ai(
            0.9,
            "Would you like me to bring in a colleague? They can see everything we talked about.",
        ),
        customer("no thanks"),
        ai(
            0.9,
            "All right, I am still here. What else can I do for you?",
        ),
        customer("You are useless and I am furious!"),
    ];
    let before = decided(&configuration, &messages);
    assert_eq!(before.outcome, Outcome::Continue);
    let why_not = before.why_not.unwrap();
    assert!(why_not.why.contains("said no"), "{}", why_not.why);
    let change = why_not.change.unwrap();
    assert_eq!(change.setting, "/triggers/frustration/conduct");
    let after = changed(&configuration, &change.setting, &change.to);
    assert_eq!(decided(&after, &messages).outcome, Outcome::HandOff);
}

#[test]
fn nothing_comes_near_a_greeting_and_nothing_is_missed_when_it_fires() {
    assert!(decided(&json!({}), &[customer("Hello")]).why_not.is_none());
    let asked = decided(&json!({}), &[customer("I want to talk to a person")]);
    assert!(asked.why_not.is_none());
}

#[test]
fn every_trigger_that_measures_shows_its_score_and_its_threshold() {
    let decision = decided(&json!({}), &[customer("I am a bit annoyed, it is late")]);
    let trace = serde_json::to_value(&decision.trace).unwrap();
    let steps: Vec<&Map<String, Value>> = trace
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_object)
        .filter(|step| step["step"] == "trigger")
        .collect();
    for kind in ["explicit_request", "frustration", "max_exchanges"] {
        let step = steps.iter().find(|step| step["kind"] == kind).unwrap();
        assert!(
            step["score"].is_f64() && step["threshold"].is_f64(),
            "{step:?}"
        );
        assert!(step["fires_when"].is_string(), "{step:?}");
    }
}
