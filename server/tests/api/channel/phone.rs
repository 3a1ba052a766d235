//! Phone: a call is put through to the fallback number with its summary, and how it ended is kept.

use axum::body::to_bytes;
use axum::{body::Body, http::Request};
use handoff::channel::Channel;
use serde_json::json;

use super::{BASE, connect, entries, only_conversation, server, sms::signature};
use crate::support::TestServer;

const TOKEN: &str = "a token for calls";

async fn connected(more: &[(&str, &str)]) -> (TestServer, String) {
    let server = server(Channel::Phone, "http://127.0.0.1:9").await;
    let mut fields = vec![
        ("fallback_number", "+15550100555"),
        ("said", "One moment, I am putting you through."),
        ("said_closed", "Nobody is there right now."),
        ("auth_token", TOKEN),
    ];
    fields.extend(more);
    let channel = connect(&server, Channel::Phone, &fields).await;
    (server, format!("/channels/{}/inbound", channel.inbound_key))
}

/// A caller asks the voice AI for a person, which calls the handoff.
async fn handed_off(server: &TestServer) -> (String, serde_json::Value) {
    let body = json!({"channel": "phone", "customer": {"name": "Ruth Bell"},
        "message": {"author": "customer", "text": "Where is my order?"}});
    let begun = server.post("/conversations", body).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let id = begun.body["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let called = json!({"function": "handoff_to_a_person"});
    let answer = server
        .post(&format!("/conversations/{id}/handoff"), called)
        .await;
    assert_eq!(
        answer.body["decision"]["outcome"], "hand_off",
        "{}",
        answer.body
    );
    (id, answer.body)
}

/// Twilio asks what to do with a call, or tells how it ended.
async fn asked(
    server: &TestServer,
    path: &str,
    form: &[(&str, &str)],
    secret: &str,
) -> (u16, String) {
    let body: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header(
            "x-twilio-signature",
            signature(&format!("{BASE}{path}"), form, secret),
        )
        .body(Body::from(body))
        .unwrap();
    let answer = server.raw(request).await;
    let status = answer.status().as_u16();
    let bytes = to_bytes(answer.into_body(), 10_000).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_call_is_put_through_to_the_fallback_number_with_its_summary_and_how_it_ended_is_kept() {
    let (server, inbound) = connected(&[]).await;
    let (id, answer) = handed_off(&server).await;
    let transfer = &answer["transfer"];
    assert_eq!(transfer["number"], "+15550100555", "{answer}");
    assert_eq!(transfer["say"], "One moment, I am putting you through.");
    assert_eq!(transfer["sip_headers"]["X-Conversation-Id"], id.as_str());
    assert!(
        transfer["variables"]["summary"].as_str().unwrap().len() > 10,
        "{transfer}"
    );
    let card = server.get(&format!("/conversations/{id}")).await;
    assert_eq!(card.body["transfer"]["number"], "+15550100555");
    let path = format!("{inbound}?conversation={id}");
    let (status, twiml) = asked(&server, &path, &[("CallSid", "CA1")], TOKEN).await;
    assert_eq!(status, 200);
    assert!(twiml.contains("<Number>+15550100555</Number>"), "{twiml}");
    assert!(
        twiml.contains("<Say>One moment, I am putting you through.</Say>"),
        "{twiml}"
    );
    let ended = [("DialCallStatus", "completed"), ("DialCallDuration", "185")];
    assert_eq!(asked(&server, &path, &ended, TOKEN).await.0, 200);
    let conversation = only_conversation(&server).await;
    let notes = entries(&server, &conversation).await;
    assert!(
        notes
            .iter()
            .any(|note| note.is_note && note.text.contains("3 min 5 s"))
    );
}

#[tokio::test]
async fn a_stranger_is_told_nothing_and_a_call_that_nobody_knows_is_put_through_all_the_same() {
    let (server, inbound) = connected(&[]).await;
    let (id, _) = handed_off(&server).await;
    let path = format!("{inbound}?conversation={id}");
    assert_eq!(asked(&server, &path, &[], "another token").await.0, 401);
    let (_, twiml) = asked(&server, &inbound, &[], TOKEN).await;
    assert!(twiml.contains("+15550100555"), "{twiml}");
    let other = format!("{inbound}?conversation=conv_nobody");
    let (_, twiml) = asked(&server, &other, &[], TOKEN).await;
    assert!(twiml.contains("+15550100555"), "{twiml}");
}

#[tokio::test]
async fn outside_its_own_hours_nobody_is_called_and_the_caller_is_told() {
    let (server, inbound) = connected(&[("hours", "Calls at night")]).await;
    // The clock stands at 10:00 on a Monday.
    let hours = json!({"name": "Calls at night", "timezone": "UTC",
        "weekly_hours": {"mon": [{"start": "20:00", "end": "22:00"}]}});
    let made = server.post("/schedules", hours).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let (id, answer) = handed_off(&server).await;
    assert!(answer["transfer"]["number"].is_null(), "{answer}");
    assert_eq!(answer["transfer"]["say"], "Nobody is there right now.");
    let path = format!("{inbound}?conversation={id}");
    let (_, twiml) = asked(&server, &path, &[], TOKEN).await;
    assert_eq!(
        twiml,
        "<Response><Say>Nobody is there right now.</Say><Hangup/></Response>"
    );
}
