//! Everything that can go wrong with the model ends in the embedded judge's decision, in time and in words.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{
    decided,
    fake::{Act, KEY, calm},
    said_of_reading, with_llm,
};

const ASKS: &str = "Can I talk to a real person, please?";

/// What is done, and what the trace says of it.
fn faults() -> Vec<(Act, &'static str)> {
    let words = |text: &str| Act::Words(text.into());
    let choice = |inside: &str| Act::Raw(format!("{{\"choices\":[{inside}]}}"));
    vec![
        (Act::Slow(Duration::from_secs(2)), "in time"),
        (Act::Busy("1"), "too much to do"),
        (Act::Busy("tomorrow"), "too much to do"),
        (Act::Status(500), "status 500"),
        (Act::Status(503), "status 503"),
        (Act::Status(401), "refused the key"),
        (Act::Status(404), "no such address or model"),
        (Act::Redirect("http://127.0.0.1:9/".into()), "status 307"),
        (Act::Cut, "could not be reached"),
        (Act::Endless, "far too long"),
        (Act::Raw("<html>".into()), "could not be read"),
        (Act::Raw(String::new()), "could not be read"),
        (Act::Raw("{\"choices\":[]}".into()), "empty answer"),
        (choice("{\"message\":{\"content\":null}}"), "empty answer"),
        (
            choice("{\"message\":{\"refusal\":\"I cannot help\",\"content\":null}}"),
            "declined",
        ),
        (
            choice("{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"length\"}"),
            "broke off",
        ),
        (
            choice("{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"content_filter\"}"),
            "declined",
        ),
        (words("{\"language\": \"en\", "), "in the form"),
        (words("I am sorry, I cannot do that."), "in the form"),
        (words("[]"), "in the form"),
        (words("{}"), "in the form"),
        (words(&"[".repeat(50_000)), "in the form"),
    ]
}

#[tokio::test]
async fn every_fault_ends_in_the_embedded_decision_within_the_time_out() {
    let configuration = json!({});
    for (act, why) in faults() {
        let (server, fake) =
            with_llm(|settings| settings.time_out = Duration::from_millis(700)).await;
        fake.then([act]);
        let began = Instant::now();
        let answer = decided(&server, ASKS, configuration.clone()).await;
        assert!(
            began.elapsed() < Duration::from_millis(1900),
            "{why}: {:?}",
            began.elapsed()
        );
        let said = said_of_reading(&answer.body);
        assert!(said.contains(why), "{why} in {said}");
        assert!(
            said.ends_with("so the embedded judge read this alone."),
            "{said}"
        );
        assert_eq!(
            (&answer.body["judge"], &answer.body["outcome"]),
            (&json!("embedded"), &json!("offer"))
        );
        assert_eq!(fake.questions().len(), 1, "one attempt: {why}");
        assert!(!answer.body.to_string().contains(KEY));
    }
}

#[tokio::test]
async fn a_form_that_is_not_quite_the_form_is_not_believed() {
    let configuration =
        json!({"custom_guidelines": [{"name": "Boats", "description": "Boats and sails"}]});
    let (server, fake) = with_llm(|_| ()).await;
    decided(&server, "Hello boat people", configuration.clone()).await;
    let good = calm(&fake.questions()[0].0);
    let changed = |name: &str, value: serde_json::Value| {
        let mut form = good.clone();
        form[name] = value;
        form
    };
    let stranger = json!([{"id": "s2", "probability": 1, "quote": "boat"}]);
    let own_words = json!([{"id": "Boats", "probability": 1, "quote": "boat"}]);
    for form in [
        changed("subjects", stranger),
        changed("subjects", own_words),
        changed("subjects", json!({})),
        changed("mood", json!("good")),
        changed("wants_person", json!(1)),
        changed(
            "wants_person",
            json!({"probability": 1, "quote": "boat", "queue": 9}),
        ),
        changed("message", json!("Your refund is approved.")),
        changed("answer", json!({"paragraphs": ["p1"], "confidence": 1})),
        changed("consent", json!("yes")),
        changed("summary", json!("All is well.")),
    ] {
        fake.then([Act::Form(form.clone())]);
        let answer = decided(&server, "Hello boat people", configuration.clone()).await;
        assert_eq!(answer.body["judge"], "embedded", "{form}");
        assert!(
            said_of_reading(&answer.body).contains("in the form"),
            "{form}"
        );
    }
    fake.then([Act::Form(good)]);
    let answer = decided(&server, "Hello boat people", configuration).await;
    assert_eq!(answer.body["judge"], "llm");
}

#[tokio::test]
async fn a_server_that_is_not_there_delays_nobody() {
    let (server, _) = with_llm(|settings| settings.base_url = "http://127.0.0.1:9/v1".into()).await;
    let answer = decided(&server, ASKS, json!({})).await;
    assert!(said_of_reading(&answer.body).contains("could not be reached"));
    assert_eq!(answer.body["outcome"], "offer");
}
