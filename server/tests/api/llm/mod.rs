//! A language model beside the embedded judge: what it improves, and that nothing it does can break anything.

mod conversation;
mod fake;
mod faults;
mod injection;
mod limits;
mod reading;

use std::time::Duration;

use fake::Fake;
use handoff::wording::{Phrase, wordings};
use serde_json::{Value, json};
use server::llm::{LlmSettings, connect};

use crate::support::{Answer, TestServer};

/// A server with a language model that does as it is told, set up with small changes.
async fn with_llm(change: impl FnOnce(&mut LlmSettings)) -> (TestServer, Fake) {
    let (fake, mut settings) = Fake::start().await;
    settings.time_out = Duration::from_secs(5);
    change(&mut settings);
    let server = TestServer::start_with(|desk, clock| {
        desk.with_llm(Some(connect(&settings, clock).unwrap()))
    })
    .await;
    (server, fake)
}

/// The decision for one message, by the language model and with nothing kept.
async fn decided(server: &TestServer, text: &str, configuration: Value) -> Answer {
    let asked = json!({"judge": "llm", "configuration": configuration, "now": "2026-01-12T10:30:00Z",
        "messages": [{"author": "customer", "text": text}]});
    server.post("/decisions", asked).await
}

/// Whether a text begins as something that the program itself says, in any of its languages.
fn is_our_wording(text: &str) -> bool {
    let begins = |said: &str| {
        let fixed = said.split("{{").next().unwrap_or_default();
        fixed.chars().count() >= 5 && text.starts_with(fixed)
    };
    wordings().iter().any(|wording| {
        Phrase::ALL
            .iter()
            .any(|phrase| begins(wording.say(*phrase)))
    })
}

/// The line of the trace that says who read the message.
fn said_of_reading(decision: &Value) -> &str {
    let steps = decision["trace"].as_array().unwrap();
    let step = steps.iter().find(|step| step["step"] == "reading");
    step.map_or("", |step| step["why"].as_str().unwrap())
}
