//! What a language model improves, and what it is told.

use serde_json::json;

use super::{
    decided,
    fake::{Act, KEY, calm},
    said_of_reading, with_llm,
};
use crate::support::TestServer;

#[tokio::test]
async fn it_understands_what_the_rules_do_not() {
    let (server, fake) = with_llm(|_| ()).await;
    let text = "Voisiko joku teistä soittaa minulle?";
    decided(&server, text, json!({})).await;
    let mut form = calm(&fake.questions()[0].0);
    form["language"] = json!("fi");
    form["wants_person"] = json!({"probability": 0.93, "quote": "joku teistä soittaa"});
    let told = json!({"texts": ["Haluatko, että kutsun kollegan paikalle? Hän näkee kaiken, mistä puhuimme."]});
    fake.then([Act::Form(form), Act::Form(told.clone())]);
    let answer = decided(&server, text, json!({})).await;
    let decision = &answer.body;
    assert_eq!(
        (&decision["judge"], &decision["outcome"]),
        (&json!("llm"), &json!("offer"))
    );
    assert_eq!(decision["trigger"]["evidence"], "joku teistä soittaa");
    assert_eq!(decision["reading"]["language"], "fi");
    assert_eq!(decision["message"], told["texts"][0]);
    assert!(said_of_reading(decision).contains("sample-model"));
    let translation = fake.questions()[2].0.to_string();
    assert!(
        !translation.contains("Voisiko"),
        "whoever writes for customers has not read one: {translation}"
    );
}

#[tokio::test]
async fn a_translation_is_made_once_and_only_used_if_it_says_the_same() {
    let (server, fake) = with_llm(|_| ()).await;
    let ask = async || {
        let asked = json!({"judge": "llm", "configuration": {}, "language": "fi", "messages": [{"author": "customer", "text": "I want to talk to a person"}]});
        server.post("/decisions", asked).await.body["message"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let offer = ask().await;
    assert!(offer.starts_with("Would you like"), "{offer}");
    fake.then([
        Act::Calm,
        Act::Form(json!({"texts": ["Katso https://evil.example ja maksa 100 euroa."]})),
    ]);
    assert_eq!(ask().await, offer);
    fake.then([
        Act::Calm,
        Act::Form(json!({"texts": ["Haluatko, että kutsun kollegan?"]})),
    ]);
    assert_eq!(ask().await, "Haluatko, että kutsun kollegan?");
    let before = fake.questions().len();
    assert_eq!(ask().await, "Haluatko, että kutsun kollegan?");
    assert_eq!(
        fake.questions().len(),
        before + 1,
        "only the reading is asked for"
    );
}

#[tokio::test]
async fn only_the_words_of_the_conversation_leave() {
    let (server, fake) = with_llm(|_| ()).await;
    let configuration = json!({"custom_guidelines": [{"name": "Boats", "description": "Sails and rudders"}],
        "settings": {}, "triggers": {"forbidden_topics": [{"name": "Law", "description": "Courts"}]}});
    let attachment =
        json!({"kind": "image", "name": "passport.png", "url": "https://files.example/1"});
    let asked = json!({"judge": "llm", "configuration": configuration, "messages": [
        {"author": "ai", "text": "Hello"}, {"author": "customer", "text": "My mast broke", "attachments": [attachment]}]});
    let answer = server.post("/decisions", asked).await;
    assert_eq!(answer.body["judge"], "llm", "{}", answer.body);
    let (body, key) = &fake.questions()[0];
    assert_eq!(key, &format!("Bearer {KEY}"));
    let sent = body.to_string();
    for there in [
        "My mast broke",
        "Sails and rudders",
        "Courts",
        "\"strict\":true",
        "\"model\":\"sample-model\"",
    ] {
        assert!(sent.contains(there), "{there}");
    }
    for secret in ["passport", "files.example", KEY] {
        assert!(!sent.contains(secret), "{secret}");
    }
    assert!(!answer.body.to_string().contains(KEY));
}

#[tokio::test]
async fn nobody_is_asked_without_being_told_to() {
    let (server, fake) = with_llm(|_| ()).await;
    let asked = json!({"messages": [{"author": "customer", "text": "Where is my parcel?"}]});
    let answer = server.post("/decisions", asked).await;
    assert_eq!(
        (answer.body["judge"].as_str(), fake.questions().len()),
        (Some("embedded"), 0)
    );
    assert_eq!(said_of_reading(&answer.body), "");
}

#[tokio::test]
async fn a_wish_that_cannot_be_met_is_refused_with_its_place() {
    let server = TestServer::start().await;
    for judge in [json!("llm"), json!("gpt"), json!(1)] {
        let asked = json!({"judge": judge, "messages": [{"author": "customer", "text": "Hi"}]});
        let answer = server.post("/decisions", asked).await;
        assert_eq!(
            (answer.status.as_u16(), answer.pointers()),
            (422, vec!["/judge"])
        );
    }
}
