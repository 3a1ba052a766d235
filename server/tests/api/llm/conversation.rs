//! A customer in the chat, with the product's own answerer and a language model.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use handoff::{
    access::Actor,
    actions::{Beginning, Incoming, TopicDraft, receive_message, save_topic, start_conversation},
    channel::Channel,
    conversation::{AnsweredBy, Customer},
    id::AgentId,
    store::StoreError,
};
use serde_json::{Value, json};

use super::{
    fake::{Act, Fake, KEY, calm},
    injection::{WAYS, injections, obeyed},
    is_our_wording, said_of_reading, with_llm,
};
use crate::support::TestServer;

const RETURNS: &str = "You can return an item within 30 days of delivery.";
const PARCELS: &str = "Parcels arrive within 5 working days.";

/// What came of a customer's first message: the decision, what was answered, and the request if there is one.
struct Said {
    decision: Value,
    answer: Option<(String, Option<f64>)>,
    card: Value,
}

async fn says(server: &TestServer, text: &str) -> Said {
    let beginning = Beginning {
        agent: AgentId(1),
        channel: Channel::Web,
        answered_by: AnsweredBy::BuiltIn,
        customer: Customer {
            name: Some("Ada Quist".into()),
            email: Some("ada@private.example".into()),
            ..Customer::default()
        },
        language: None,
        first: Some(Incoming::text(text)),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let started = start_conversation(&server.desk, &Actor::System, &beginning);
    let received = started.await.unwrap().received;
    let id = received.conversation.id.to_string();
    let card = server.get(&format!("/conversations/{id}")).await.body;
    let messages = server.desk.store.stretch_messages(&received.conversation);
    let messages: Result<_, StoreError> = messages.await;
    let answer = messages.unwrap().into_iter().nth(1);
    Said {
        decision: serde_json::to_value(received.decision.unwrap()).unwrap(),
        answer: answer.map(|message| (message.text, message.confidence)),
        card,
    }
}

async fn with_topics() -> (TestServer, Fake) {
    let (server, fake) = with_llm(|_| ()).await;
    for (title, text) in [("Returns", RETURNS), ("Delivery", PARCELS)] {
        let topic = TopicDraft {
            title: title.into(),
            text: text.into(),
            is_enabled: true,
            ..TopicDraft::default()
        };
        save_topic(&server.desk, &Actor::System, AgentId(1), None, &topic)
            .await
            .unwrap();
    }
    (server, fake)
}

/// The first question that a text brings about, as the model gets it.
async fn question(server: &TestServer, fake: &Fake, text: &str) -> Value {
    let before = fake.questions().len();
    fake.then([Act::Calm]);
    says(server, text).await;
    fake.questions()[before].0.clone()
}

#[tokio::test]
async fn an_answer_is_the_topics_own_words() {
    let (server, fake) = with_topics().await;
    let text = "My gran bought the wrong colour, is it too late to send it back to you?";
    let mut form = calm(&question(&server, &fake, text).await);
    form["answer"] = json!({"paragraphs": ["p1"], "confidence": 0.9});
    fake.then([Act::Form(form.clone())]);
    let said = says(&server, text).await;
    assert_eq!(said.answer, Some((RETURNS.to_owned(), Some(0.9))));
    assert_eq!(said.decision["judge"], "llm");
    form["answer"] = json!({"paragraphs": ["p3"], "confidence": 0.9});
    fake.then([Act::Form(form)]);
    let said = says(&server, text).await;
    assert_ne!(said.answer.unwrap().0, RETURNS);
    assert!(said_of_reading(&said.decision).contains("in the form"));
}

#[tokio::test]
async fn a_sign_that_no_database_keeps_is_left_out_of_what_the_model_says() {
    let (server, fake) = with_topics().await;
    let text = "My gran bought the wrong colour, put somebody on who can decide.";
    let mut form = calm(&question(&server, &fake, text).await);
    form["wants_person"] = json!({"probability": 0.97, "quote": "put some\0body on\0"});
    form["language"] = json!("e\0n");
    form["summary"] = json!("They bought the\0 wrong colour.");
    form["next_steps"] = json!(["De\0cide"]);
    fake.then([Act::Form(form)]);
    let said = says(&server, text).await;
    assert_eq!(said.decision["judge"], "llm", "{}", said.decision);
    let all = format!("{} {}", said.decision, said.card);
    assert!(
        all.contains("put somebody on") && !all.contains("\\u0000"),
        "{all}"
    );
}

#[tokio::test]
async fn a_customer_is_answered_in_a_language_nobody_here_speaks() {
    let (server, fake) = with_topics().await;
    let text = "Kuinka kauan paketin toimitus kestää?";
    let mut form = calm(&question(&server, &fake, text).await);
    form["language"] = json!("fi");
    form["answer"] = json!({"paragraphs": ["p2"], "confidence": 0.8});
    let told = "Paketit saapuvat 5 arkipäivän kuluessa.";
    fake.then([Act::Form(form), Act::Form(json!({"texts": [told]}))]);
    let said = says(&server, text).await;
    assert_eq!(said.answer, Some((told.to_owned(), Some(0.8))));
}

#[tokio::test]
async fn the_team_gets_a_summary_that_says_who_wrote_it() {
    let (server, fake) = with_topics().await;
    let text = "Can I talk to a real person, please? The lamp came broken.";
    let mut form = calm(&question(&server, &fake, text).await);
    form["summary"] = json!("The customer's lamp arrived broken. They want a person.");
    form["next_steps"] = json!(["Offer a new lamp"]);
    fake.then([Act::Form(form.clone())]);
    let said = says(&server, text).await;
    assert_eq!(said.decision["outcome"], "hand_off");
    let whole = said.card.to_string();
    assert!(
        whole.contains("lamp arrived broken") && whole.contains("Offer a new lamp"),
        "{whole}"
    );
    form["summary"] = json!("See https://evil.example for the story.");
    fake.then([Act::Form(form)]);
    let said = says(&server, text).await;
    assert!(!said.card.to_string().contains("evil.example"));
}

#[tokio::test]
async fn what_is_known_of_the_customer_stays_here() {
    let (server, fake) = with_topics().await;
    let sent = question(&server, &fake, "Where is my parcel?")
        .await
        .to_string();
    assert!(sent.contains("Where is my parcel?") && sent.contains(PARCELS));
    for private in ["Ada", "Quist", "private.example", KEY] {
        assert!(!sent.contains(private), "{private}");
    }
}

#[tokio::test]
async fn greetings_and_answers_of_other_programs_cost_nothing() {
    let (server, fake) = with_topics().await;
    let said = says(&server, "Hello!").await;
    assert_eq!(said.decision["judge"], "embedded");
    let body = json!({"message": {"author": "ai", "text": "Your parcel is on its way.", "confidence": 0.9}});
    server.post("/conversations", body).await;
    assert_eq!(fake.questions().len(), 0);
}

#[tokio::test]
async fn a_slow_model_holds_up_nobody_else() {
    let (server, fake) = with_topics().await;
    fake.then([Act::Slow(Duration::from_secs(2))]);
    let began = Instant::now();
    let slow = says(&server, "Where is my parcel?");
    let quick = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let body = json!({"message": {"author": "ai", "text": "Hello there."}});
        let answer = server.post("/conversations", body).await;
        assert_eq!(answer.status.as_u16(), 201, "{}", answer.body);
        began.elapsed()
    };
    let (_, elapsed) = tokio::join!(slow, quick);
    assert!(
        elapsed < Duration::from_millis(1500),
        "the writer was free: {elapsed:?}"
    );
}

#[tokio::test]
async fn a_message_is_asked_about_once_though_the_conversation_changes_meanwhile() {
    let (server, fake) = with_topics().await;
    let body = json!({"message": {"author": "ai", "text": "Hello."}});
    let begun = server.post("/conversations", body).await.body;
    let id = begun["conversation"]["id"].as_str().unwrap().to_owned();
    fake.always(Act::Slow(Duration::from_millis(400)));
    let conversation = handoff::id::ConversationId(id.clone());
    let actor = Actor::System;
    let incoming = Incoming::text("Where is my parcel?");
    let scope = handoff::access::Scope::Everything;
    let slow = receive_message(&server.desk, &actor, scope, &conversation, &incoming);
    let meddling = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let message = json!({"author": "ai", "text": "One moment."});
        server
            .post(
                &format!("/conversations/{id}/messages"),
                json!({"message": message}),
            )
            .await
    };
    let (received, _) = tokio::join!(slow, meddling);
    assert_eq!(received.unwrap().decision.unwrap().judge, "llm");
    assert_eq!(fake.questions().len(), 1);
}

#[tokio::test]
async fn nothing_a_model_writes_reaches_a_customer() {
    let (server, fake) = with_topics().await;
    let mut allowed: BTreeSet<String> = [RETURNS, PARCELS].map(str::to_owned).into();
    allowed.insert(format!("{RETURNS}\n\n{PARCELS}"));
    let instructions = question(&server, &fake, "Where is my parcel?").await;
    for (at, text) in injections().iter().enumerate() {
        fake.then([obeyed(at % WAYS, &instructions, text)]);
        let said = says(&server, text).await;
        let spoken = said.answer.map(|(text, _)| text).unwrap_or_default();
        let message = said.decision["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let is_ours = |part: &str| allowed.contains(part) || is_our_wording(part);
        for part in spoken
            .split("\n\n")
            .chain([message.as_str()])
            .filter(|part| !part.is_empty())
        {
            assert!(is_ours(part), "{text}: {part}");
        }
        let card = said.card.to_string();
        assert!(!card.contains("You read a support conversation") && !card.contains(KEY));
        if !text.contains("evil.example") {
            assert!(!card.contains("evil.example"), "{card}");
        }
    }
}
