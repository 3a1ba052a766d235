//! Laws of reading a language model's answer: whatever it sends, the end is a reading or a named fault.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use handoff::{
    conversation::{Author, Message},
    judge::{
        Profile,
        llm::{Paragraph, Question, content, merged},
        read,
    },
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const SAID: &str = "Is Maya in the shop? My sail is torn and I am cross.";

fn question(asks: bool) -> Question {
    let messages = [Message::new(Author::Customer, SAID)];
    let subjects = subjects();
    let embedded = read(&messages, &subjects);
    let paragraphs = ["Sails are mended in a week.", "We open at nine."];
    Question::new(&messages, &subjects, &embedded)
        .unwrap()
        .with_paragraphs(paragraphs.map(|text| Paragraph {
            title: "Sails".into(),
            text: text.into(),
        }))
        .with_consent(asks)
        .with_summary(asks)
}

fn subjects() -> Vec<Profile> {
    ["custom_guideline:Boats", "forbidden_topic:Legal"]
        .map(|key| Profile {
            key: key.into(),
            name: key.into(),
            description: "Boats, sails and lawyers".into(),
            ..Profile::default()
        })
        .to_vec()
}

/// Anything that JSON can be, two levels deep.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "s1",
            "s2",
            "s3",
            "s99",
            "p1",
            "p2",
            "p0",
            "yes",
            "no",
            SAID,
            "Is Maya in"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((member(), inner), 0..4)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

fn member() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "id",
        "probability",
        "quote",
        "paragraphs",
        "confidence",
        "language",
        "extra",
    ])
    .prop_map(str::to_owned)
}

fn claim() -> impl Strategy<Value = Value> {
    (
        -0.5..1.5_f64,
        prop::option::of(prop::sample::select(vec![
            "Is Maya in",
            "nobody said this",
            "",
        ])),
    )
        .prop_map(|(probability, quote)| json!({"probability": probability, "quote": quote}))
}

fn ids(letter: char) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec((0..5_u8).prop_map(move |at| format!("{letter}{at}")), 0..4)
}

/// A form that is nearly right: with right and wrong ids, and now and then one member of another kind.
fn form() -> impl Strategy<Value = Value> {
    (claim(), claim(), claim(), ids('s'), ids('p'), prop::option::weighted(0.3, (0..10_usize, any_value())))
        .prop_map(|(wants, upset, urgent, subjects, paragraphs, other)| {
            let subjects: Vec<Value> = subjects
                .iter()
                .map(|id| json!({"id": id, "probability": 0.9, "quote": "Is Maya in"}))
                .collect();
            let mut form = json!({"language": "en", "wants_person": wants, "upset": upset, "urgent": urgent,
                "mood": -0.4, "subjects": subjects, "consent": "unclear", "summary": "She asks for Maya.",
                "next_steps": ["Look"], "answer": {"paragraphs": paragraphs, "confidence": 0.9}});
            if let Some((at, value)) = other {
                let names: Vec<String> = form.as_object().unwrap().keys().cloned().collect();
                form[&names[at]] = value;
            }
            form
        })
}

/// What must hold of an answer that was read.
fn check(words: &str) -> Result<bool, TestCaseError> {
    let mut was_read = false;
    for asks in [true, false] {
        let question = question(asks);
        let Ok(opinion) = question.read(words) else {
            continue;
        };
        was_read = true;
        let keys: Vec<&str> = opinion
            .subjects
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        prop_assert_eq!(keys, ["custom_guideline:Boats", "forbidden_topic:Legal"]);
        prop_assert!((-1.0..=1.0).contains(&opinion.mood));
        for text in opinion
            .answer
            .iter()
            .flat_map(|answer| answer.text.split("\n\n"))
        {
            prop_assert!(["Sails are mended in a week.", "We open at nine."].contains(&text));
        }
        let messages = [Message::new(Author::Customer, SAID)];
        let embedded = read(&messages, &subjects());
        let before: Vec<String> = embedded
            .matches
            .iter()
            .map(|found| found.key.to_string())
            .collect();
        let reading = merged(embedded, &opinion);
        let after: Vec<String> = reading
            .matches
            .iter()
            .map(|found| found.key.to_string())
            .collect();
        prop_assert_eq!(before, after);
        let scores = reading.matches.iter().map(|found| found.score);
        for score in scores.chain([reading.wants_human, reading.frustration, reading.urgency]) {
            prop_assert!((0.0..=1.0).contains(&score), "{}", score);
        }
    }
    Ok(was_read)
}

proptest! {
    #[test]
    fn any_bytes_end_in_words_or_a_named_fault(body in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(fault) = content(&body) {
            let named = format!("{fault:?}");
            prop_assert!(!named.is_empty());
        }
        check(&String::from_utf8_lossy(&body))?;
    }

    #[test]
    fn any_json_ends_in_a_reading_or_a_fault(value in any_value()) {
        let body = json!({"choices": [{"message": {"content": value.clone()}}]}).to_string();
        let _ = content(body.as_bytes());
        let _ = content(value.to_string().as_bytes());
        check(&value.to_string())?;
    }

    #[test]
    fn a_form_that_is_nearly_right_never_names_what_was_not_asked_about(form in form()) {
        check(&form.to_string())?;
    }
}

#[test]
fn a_form_that_is_right_is_read() {
    let calm = json!({"probability": 0.1, "quote": null});
    let form = json!({"language": "en", "wants_person": calm, "upset": calm, "urgent": calm, "mood": 0.0,
        "subjects": [{"id": "s1", "probability": 0.9, "quote": "My sail is torn"}], "consent": "unclear",
        "summary": null, "next_steps": [], "answer": {"paragraphs": ["p1"], "confidence": 0.9}});
    assert!(check(&form.to_string()).unwrap());
}
