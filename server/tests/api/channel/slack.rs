//! Slack: a handoff is posted with its summary, and an answer in its thread reaches the customer where they wrote.

use axum::http::StatusCode;
use chrono::TimeDelta;
use handoff::{
    channel::Channel,
    conversation::{Author, State},
    delivery::Kind,
    store::DeliveryQuery,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use server::{
    delivery::deliver_due,
    outgoing::{Outgoing, OutgoingSettings},
};
use sha2::Sha256;

use super::{
    channel_of, connect, entries, for_seconds, hex, only_conversation, server,
    vendor::{Act, Called, Vendor},
};
use crate::support::{TestServer, leaving::leaving_by};

pub(super) const SECRET: &str = "the signing secret";
const POSTED: &str = r#"{"ok":true,"ts":"1768212000.000100"}"#;
pub(super) const MAYA: &str =
    r#"{"ok":true,"user":{"profile":{"email":"Maya.Strand@example.com"}}}"#;

pub(super) async fn connected(mode: &str) -> (TestServer, Vendor) {
    let (vendor, home) = Vendor::start(POSTED).await;
    vendor.usual_status(200);
    let server = server(Channel::Slack, &home).await;
    let fields = [
        ("bot_token", "xoxb-1"),
        ("signing_secret", SECRET),
        ("channel", "C0123456789"),
        ("mode", mode),
    ];
    connect(&server, Channel::Slack, &fields).await;
    (server, vendor)
}

/// Slack tells something, signed with that secret.
pub(super) async fn told(server: &TestServer, body: String, secret: &str) -> StatusCode {
    let stamp = server.desk.now().timestamp().to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("v0:{stamp}:{body}").as_bytes());
    let bytes = mac.finalize().into_bytes();
    let hex = hex(&bytes);
    let signature = format!("v0={hex}");
    let channel = channel_of(server, Channel::Slack).await;
    let path = format!("/channels/{}/inbound", channel.inbound_key);
    let headers = [
        ("x-slack-request-timestamp", stamp.as_str()),
        ("x-slack-signature", &signature),
    ];
    super::told(server, &path, &headers, body).await
}

pub(super) fn written(id: &str, text: &str) -> String {
    json!({"type": "event_callback", "event_id": id, "event": {"type": "message", "channel": "C0123456789",
        "user": "U1", "ts": "1768212001.000100", "thread_ts": "1768212000.000100", "text": text}})
    .to_string()
}

pub(super) fn clicked(action: &str, conversation: &str, at: &str) -> String {
    let payload = json!({"type": "block_actions", "user": {"id": "U1"},
        "actions": [{"action_id": action, "value": conversation, "action_ts": at}]});
    form_urlencoded::Serializer::new(String::new())
        .append_pair("payload", &payload.to_string())
        .finish()
}

fn texts(called: &[Called]) -> Vec<String> {
    let body = |called: &Called| serde_json::from_str::<Value>(&called.body).ok();
    let bodies = called.iter().filter_map(body);
    bodies
        .map(|body| body["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn a_handoff_is_posted_and_an_answer_in_its_thread_reaches_the_customer() {
    let (server, vendor) = connected("answers").await;
    server.new_operator("Maya Strand").await;
    server.waiting().await;
    for_seconds(&server, 0).await;
    let called = vendor.called();
    assert_eq!(called[0].path, "/api/chat.postMessage");
    assert_eq!(called[0].headers["authorization"], "Bearer xoxb-1");
    let card: Value = serde_json::from_str(&called[0].body).unwrap();
    assert_eq!(card["channel"], "C0123456789");
    assert!(
        card["blocks"].to_string().contains("Open it in the inbox"),
        "{card}"
    );
    let lines = texts(&called[1..]);
    assert!(
        lines
            .iter()
            .any(|line| line.contains("Can I talk to a real person")),
        "{lines:?}"
    );
    // Maya answers in the thread. Told twice, it is done once.
    let count = called.len();
    vendor.then([Act::Says(200, MAYA)]);
    assert_eq!(
        told(
            &server,
            written("Ev1", "Hi, Maya here &amp; I see it."),
            "wrong"
        )
        .await,
        401
    );
    for _ in 0..2 {
        assert_eq!(
            told(
                &server,
                written("Ev1", "Hi, Maya here &amp; I see it."),
                SECRET
            )
            .await,
            200
        );
    }
    for_seconds(&server, 10).await;
    let conversation = only_conversation(&server).await;
    assert_eq!(conversation.state, State::WithOperator);
    let all = entries(&server, &conversation).await;
    let answers: Vec<_> = all
        .iter()
        .filter(|entry| entry.author == Author::Operator)
        .collect();
    assert_eq!(answers.len(), 1);
    assert_eq!(
        (answers[0].text.as_str(), answers[0].name.as_str()),
        ("Hi, Maya here & I see it.", "Maya Strand")
    );
    // What she wrote there does not come back there.
    let since = texts(&vendor.called()[count..]);
    assert!(
        !since.iter().any(|line| line.contains("Maya here")),
        "{since:?}"
    );
    resolved_by_a_button(&server, &vendor).await;
}

/// What the customer writes next is shown there; by a button she is done.
async fn resolved_by_a_button(server: &TestServer, vendor: &Vendor) {
    let conversation = only_conversation(server).await;
    let id = conversation.id.0.clone();
    let next = json!({"author": "customer", "text": "Thank you, that is all."});
    server
        .post(&format!("/conversations/{id}/messages"), next)
        .await;
    for_seconds(server, 0).await;
    assert!(
        texts(&vendor.called())
            .iter()
            .any(|line| line.contains("that is all"))
    );
    vendor.then([Act::Says(200, MAYA)]);
    assert_eq!(
        told(server, clicked("resolve", &id, "9.1"), SECRET).await,
        200
    );
    for_seconds(server, 0).await;
    assert_eq!(only_conversation(server).await.state, State::Resolved);
    assert!(
        texts(&vendor.called())
            .iter()
            .any(|line| line == "Maya Strand resolved it.")
    );
}

#[tokio::test]
async fn whoever_is_not_known_here_reaches_nobody_and_is_told_so() {
    let (server, vendor) = connected("answers").await;
    let id = server.waiting().await;
    for_seconds(&server, 0).await;
    vendor.then([Act::Says(200, MAYA)]);
    told(&server, written("Ev1", "Hello"), SECRET).await;
    for_seconds(&server, 0).await;
    let said = texts(&vendor.called());
    assert!(
        said.last().unwrap().contains("did not reach the customer"),
        "{said:?}"
    );
    // A conversation that this channel was not shown cannot be clicked.
    vendor.then([Act::Says(200, MAYA)]);
    told(
        &server,
        clicked("claim", "conv_of_somebody_else", "9.2"),
        SECRET,
    )
    .await;
    for_seconds(&server, 0).await;
    let conversation = only_conversation(&server).await;
    assert_eq!(
        (conversation.id.0, conversation.state),
        (id, State::Waiting)
    );
}

/// Does what is due after so many minutes, and posts what leaves.
pub(super) async fn minutes_later(server: &TestServer, minutes: i64) {
    server
        .clock
        .set(server.desk.now() + TimeDelta::minutes(minutes));
    for_seconds(server, 5).await;
    let outgoing = Outgoing::new(OutgoingSettings::default()).unwrap();
    deliver_due(&server.desk, &leaving_by(outgoing))
        .await
        .unwrap();
}

#[tokio::test]
async fn alerts_say_that_somebody_waits_and_again_when_nobody_came_and_are_listed() {
    let (server, vendor) = connected("alerts").await;
    let id = server.waiting().await;
    vendor.then([Act::Waits(429, 60)]);
    minutes_later(&server, 0).await;
    minutes_later(&server, 2).await;
    let called = vendor.called();
    assert_eq!(called.len(), 2, "Slack was busy the first time");
    assert!(!called[1].body.contains("hand_back"));
    assert!(called[1].body.contains(&id) && called[1].body.contains("C0123456789"));
    assert_eq!(called[1].headers["authorization"], "Bearer xoxb-1");
    minutes_later(&server, 10).await;
    let called = vendor.called();
    assert_eq!(called.len(), 3);
    assert!(
        called[2]
            .body
            .contains("Nobody has taken it for 5 minutes.")
    );
    let query = DeliveryQuery {
        kind: Some(Kind::Slack),
        limit: 10,
        ..DeliveryQuery::default()
    };
    let page = server.desk.store.deliveries(&query).await.unwrap();
    let events: Vec<_> = page
        .deliveries
        .iter()
        .map(|one| one.event.as_str())
        .collect();
    assert_eq!(
        events,
        ["waiting_too_long", "conversation.handoff_requested"]
    );
    let attempts = server.desk.store.attempts(page.deliveries[1].id).await;
    let statuses: Vec<_> = attempts.unwrap().iter().map(|one| one.status).collect();
    assert_eq!(statuses, [Some(429), Some(200)]);
}

#[tokio::test]
async fn a_slack_that_is_gone_is_switched_off_and_the_admins_hear_of_it() {
    let (server, vendor) = connected("alerts").await;
    server.new_operator("Ada").await;
    server.waiting().await;
    vendor.then([Act::Says(410, "gone")]);
    minutes_later(&server, 0).await;
    let slack = channel_of(&server, Channel::Slack).await.connection;
    assert!(!slack.is_enabled);
    assert!(slack.disabled.unwrap().1.contains("410"));
    let query = DeliveryQuery {
        kind: Some(Kind::Email),
        limit: 50,
        ..DeliveryQuery::default()
    };
    let mails = server.desk.store.deliveries(&query).await.unwrap();
    let told = mails.deliveries.iter();
    let told: Vec<_> = told
        .filter(|mail| mail.event == "channel.disabled")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].destination, "ada@example.com");
    assert!(told[0].body.contains("/agents/1/channels/slack"));
    server.waiting().await;
    minutes_later(&server, 1).await;
    assert_eq!(vendor.called().len(), 1, "nothing is sent there any more");
}

#[tokio::test]
async fn nobody_is_alerted_of_what_somebody_took_in_time() {
    for mode in ["alerts", "answers"] {
        let (server, vendor) = connected(mode).await;
        let id = server.waiting().await;
        minutes_later(&server, 1).await;
        let operator = server.new_operator("Ines Moreno").await;
        let claim = json!({"operator_id": operator});
        let claimed = server
            .post(&format!("/conversations/{id}/claim"), claim)
            .await;
        assert_eq!(claimed.status, 200, "{}", claimed.body);
        minutes_later(&server, 30).await;
        let late = |called: &Called| called.body.contains("Nobody has taken it");
        assert!(!vendor.called().iter().any(late), "{mode}");
    }
    let (server, vendor) = connected("answers").await;
    server.waiting().await;
    minutes_later(&server, 1).await;
    minutes_later(&server, 30).await;
    let late = |called: &&Called| called.body.contains("Nobody has taken it");
    assert_eq!(vendor.called().iter().filter(late).count(), 1);
}

#[tokio::test]
async fn slacks_question_whether_the_address_is_ours_is_answered_when_it_is_signed() {
    let (server, _vendor) = connected("answers").await;
    let asked = json!({"type": "url_verification", "challenge": "3eZbrw1aB"}).to_string();
    assert_eq!(told(&server, asked.clone(), SECRET).await, 200);
    assert_eq!(told(&server, asked, "wrong").await, 401);
}
