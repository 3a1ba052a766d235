//! A handoff tells the system that takes over: by a webhook that is really sent, or by what the answer holds.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use handoff::clock::from_millis;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use server::{
    delivery::deliver_due,
    outgoing::{Outgoing, OutgoingSettings, Reach, SigningSecret},
};
use sha2::Sha256;

use crate::receiver::{Act, Arrived, Receiver, hanging_up};
use crate::support::{
    NOW, TestServer,
    leaving::{deliver_all, leaving_by},
};

/// The secret of the examples of the Standard Webhooks libraries.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A sender that may reach loopback, and is in a hurry.
fn outgoing() -> Outgoing {
    let settings = OutgoingSettings {
        reach: Reach(vec!["127.0.0.0/8".parse().unwrap()]),
        secret: Some(SigningSecret::parse(SECRET).unwrap()),
    };
    Outgoing::within(settings, Duration::from_millis(400)).unwrap()
}

/// Makes the one queue of the AI agent use a transfer function.
async fn uses(server: &TestServer, function: Value) {
    let made = server.post("/transfer_functions", function.clone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let queue = json!({"name": "Returns", "type": "Agent_queue", "enabled": true, "open_24": true,
        "timezone": "UTC", "transfer_function_name": function["name"]});
    let made = server.post("/queues", queue).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let handoff = json!({"name": "Returns", "available_instructions": "Transfer immediately.", "queues": ["Returns"]});
    let made = server.post("/handoffs", handoff).await;
    assert_eq!(made.status, 201, "{}", made.body);
}

fn webhook(url: &str) -> Value {
    json!({"name": "tell_returns", "kind": "webhook", "url": url, "parameters": {
        "who": "{{customer_name}}", "mail": "{{customer_email}}", "why": "{{reason}}",
        "from": "{{conversation_id}} in {{queue}} by {{handoff}} on {{channel}}",
        "taken_by": "{{agent_name}}"}})
}

/// A conversation that Ruth Bell begins and that waits for somebody.
async fn handed_off(server: &TestServer) -> (String, Value) {
    let body = json!({"customer": {"name": "Ruth Bell", "email": "ruth@example.com"},
        "message": {"author": "customer", "text": "Can I talk to a real person, please?"}});
    let begun = server.post("/conversations", body).await;
    assert_eq!(
        begun.body["decision"]["outcome"], "hand_off",
        "{}",
        begun.body
    );
    let id = begun.body["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    (id, begun.body)
}

/// Whether a receiver who knows the secret takes these bytes for ours.
fn is_genuine(arrived: &Arrived, body: &[u8]) -> bool {
    let key = STANDARD.decode(&SECRET["whsec_".len()..]).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let (id, at) = (
        arrived.header("webhook-id"),
        arrived.header("webhook-timestamp"),
    );
    mac.update(format!("{id}.{at}.").as_bytes());
    mac.update(body);
    let signature = arrived.header("webhook-signature").strip_prefix("v1,");
    let signature = STANDARD.decode(signature.unwrap()).unwrap();
    mac.verify_slice(&signature).is_ok()
}

async fn card(server: &TestServer, id: &str) -> Value {
    server.get(&format!("/conversations/{id}")).await.body
}

/// Makes every attempt that there is to be made, each when it is due.
async fn until_settled(server: &TestServer, outgoing: Outgoing) {
    deliver_all(&server.desk, &server.clock, &leaving_by(outgoing)).await;
}

async fn kinds(server: &TestServer, id: &str) -> Vec<&'static str> {
    let of = handoff::id::ConversationId(id.to_owned());
    let turns = server
        .desk
        .store
        .turns(&of, handoff::id::EventId(0), 100)
        .await
        .unwrap();
    turns.iter().map(|event| event.kind.as_str()).collect()
}

#[tokio::test]
async fn a_webhook_is_sent_once_signed_and_filled_in() {
    let server = TestServer::start().await;
    let (receiver, url) = Receiver::start().await;
    uses(&server, webhook(&url)).await;
    let (id, answer) = handed_off(&server).await;
    assert_eq!(answer["transfer"]["state"], "sending", "{answer}");
    assert!(
        receiver.arrived().is_empty(),
        "nothing is sent before the commit"
    );
    until_settled(&server, outgoing()).await;
    let arrived = receiver.arrived();
    assert_eq!(arrived.len(), 1);
    let sent: Value = serde_json::from_slice(&arrived[0].body).unwrap();
    assert_eq!(
        (&sent["type"], &sent["event"]),
        (&json!("transfer.requested"), &json!("transfer.requested"))
    );
    let variables = &sent["data"]["variables"];
    assert_eq!(variables["who"], "Ruth Bell");
    assert_eq!(variables["mail"], "ruth@example.com");
    assert_eq!(
        variables["from"],
        format!("{id} in Returns by Returns on api")
    );
    assert!(
        variables["why"].as_str().unwrap().contains("person"),
        "{variables}"
    );
    let key = arrived[0].header("webhook-id");
    assert_eq!(key, arrived[0].header("idempotency-key"));
    assert!(!key.contains('.'), "what is signed is parted by dots");
    assert!(is_genuine(&arrived[0], &arrived[0].body));
    for at in 0..arrived[0].body.len() {
        let mut altered = arrived[0].body.to_vec();
        altered[at] ^= 1;
        assert!(!is_genuine(&arrived[0], &altered), "altered at {at}");
    }
    assert_eq!(
        arrived[0].header("webhook-timestamp"),
        (NOW / 1000).to_string()
    );
    let card = card(&server, &id).await;
    assert_eq!(
        (&card["transfer"]["state"], &card["conversation"]["state"]),
        (&json!("sent"), &json!("waiting"))
    );
    assert!(kinds(&server, &id).await.contains(&"transfer.sent"));
}

#[tokio::test]
async fn what_fails_for_now_is_tried_again_under_the_same_key() {
    let server = TestServer::start().await;
    let (receiver, url) = Receiver::start().await;
    uses(&server, webhook(&url)).await;
    receiver.then([
        Act::Status(500),
        Act::Status(503),
        Act::Status(429),
        Act::Slow(Duration::from_secs(2)),
    ]);
    let (id, _) = handed_off(&server).await;
    let post = leaving_by(outgoing());
    deliver_due(&server.desk, &post).await.unwrap();
    let troubled = card(&server, &id).await;
    assert_eq!(troubled["transfer"]["state"], "sending");
    assert_eq!(
        troubled["transfer"]["error"],
        "It answered 500 Internal Server Error."
    );
    deliver_due(&server.desk, &post).await.unwrap();
    assert_eq!(receiver.arrived().len(), 1, "not before the pause is over");
    until_settled(&server, outgoing()).await;
    let arrived = receiver.arrived();
    assert_eq!(arrived.len(), 5);
    let same = |name: &str| {
        arrived
            .iter()
            .all(|one| one.header(name) == arrived[0].header(name))
    };
    assert!(same("webhook-id") && same("idempotency-key"));
    assert!(!same("webhook-timestamp"), "each attempt has its own time");
    let card = card(&server, &id).await;
    assert_eq!(
        (&card["transfer"]["state"], &card["transfer"]["error"]),
        (&json!("sent"), &Value::Null)
    );
}

#[tokio::test]
async fn what_fails_for_good_is_said_and_the_conversation_waits_all_the_same() {
    let server = TestServer::start().await;
    let (receiver, url) = Receiver::start().await;
    uses(&server, webhook(&url)).await;
    for (act, tries, said) in [
        (Act::Status(410), 1, "It answered 410 Gone."),
        (Act::Redirect(url.clone()), 8, "Redirects are not followed"),
        (
            Act::Status(500),
            8,
            "It answered 500 Internal Server Error.",
        ),
    ] {
        let before = receiver.arrived().len();
        receiver.then(std::iter::repeat_n(act, tries));
        server.clock.set(from_millis(NOW));
        let (id, _) = handed_off(&server).await;
        until_settled(&server, outgoing()).await;
        assert_eq!(receiver.arrived().len() - before, tries, "{said}");
        let card = card(&server, &id).await;
        assert_eq!(card["transfer"]["state"], "failed");
        assert!(
            card["transfer"]["error"].as_str().unwrap().contains(said),
            "{}",
            card["transfer"]
        );
        assert_eq!(card["conversation"]["state"], "waiting");
        assert_eq!(card["conversation"]["queue"], "Returns");
        assert!(kinds(&server, &id).await.contains(&"transfer.failed"));
    }
}

#[tokio::test]
async fn a_connection_that_breaks_or_is_refused_is_tried_until_given_up() {
    let server = TestServer::start().await;
    uses(&server, webhook(&hanging_up().await)).await;
    let (id, _) = handed_off(&server).await;
    until_settled(&server, outgoing()).await;
    let card = card(&server, &id).await;
    assert_eq!(card["transfer"]["state"], "failed", "{}", card["transfer"]);
    assert_eq!(card["conversation"]["state"], "waiting");
}

#[tokio::test]
async fn no_private_network_is_reached_unless_it_is_allowed() {
    let server = TestServer::start().await;
    let (receiver, url) = Receiver::start().await;
    let named = url.replace("127.0.0.1", "localhost");
    uses(&server, webhook(&url)).await;
    let strict = Outgoing::new(OutgoingSettings::default()).unwrap();
    let port = url.split([':', '/']).nth(4).unwrap().to_owned();
    for (row, address) in [
        url.clone(),
        named,
        format!("http://[::ffff:127.0.0.1]:{port}/transfer"),
        format!("http://2130706433:{port}/transfer"),
        format!("http://0x7f.1:{port}/transfer"),
        format!("http://0.0.0.0:{port}/transfer"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let parcel = server::outgoing::Parcel {
            url: &address,
            key: "k",
            body: "{}",
            at: from_millis(NOW),
        };
        let refused = strict.send(parcel).await;
        assert!(
            !refused.is_taken() && refused.said.contains("private network"),
            "{row} {address}: {refused:?}"
        );
    }
    let (id, _) = handed_off(&server).await;
    until_settled(&server, strict).await;
    assert!(receiver.arrived().is_empty());
    let card = card(&server, &id).await;
    assert_eq!(card["transfer"]["state"], "failed");
    assert!(
        card["transfer"]["error"]
            .as_str()
            .unwrap()
            .contains("HANDOFF_WEBHOOK_NETWORKS")
    );
}

#[tokio::test]
async fn a_voice_platform_is_told_whom_to_call_and_later_who_has_it() {
    let server = TestServer::start().await;
    uses(
        &server,
        json!({"name": "to_returns", "kind": "phone", "number": "+1 212 555 0100",
        "sip_headers": {"X-Customer": "{{customer_name}}", "X-Agent": "{{agent_name}}"},
        "parameters": {"conversation": "{{conversation_id}}"}}),
    )
    .await;
    let (id, answer) = handed_off(&server).await;
    let in_card = card(&server, &id).await;
    for transfer in [&answer["transfer"], &in_card["transfer"]] {
        assert_eq!(transfer["kind"], "phone");
        assert_eq!(transfer["number"], "+1 212 555 0100");
        assert_eq!(
            transfer["sip_headers"],
            json!({"X-Customer": "Ruth Bell", "X-Agent": ""})
        );
        assert_eq!(transfer["variables"], json!({"conversation": id}));
        assert_eq!(transfer["state"], "answered");
    }
    let operator = server.new_operator("Ines Moreno").await;
    let claim = server
        .post(
            &format!("/conversations/{id}/claim"),
            json!({"operator_id": operator}),
        )
        .await;
    assert_eq!(claim.status, 200, "{}", claim.body);
    let card = card(&server, &id).await;
    assert_eq!(card["transfer"]["sip_headers"]["X-Agent"], "Ines Moreno");
    let next = json!({"author": "customer", "text": "Are you there?"});
    let said = server
        .post(&format!("/conversations/{id}/messages"), next)
        .await;
    assert_eq!(
        said.body["transfer"],
        Value::Null,
        "only the message that handed it off"
    );
}

#[tokio::test]
async fn a_message_sent_twice_is_answered_twice_and_told_once() {
    let server = TestServer::start().await;
    let (receiver, url) = Receiver::start().await;
    uses(&server, webhook(&url)).await;
    let begun = server.post("/conversations", json!({})).await;
    let id = begun.body["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let message = json!({"author": "customer", "text": "Can I talk to a real person, please?", "client_id": "m1"});
    let path = format!("/conversations/{id}/messages");
    let first = server.post(&path, message.clone()).await;
    let again = server.post(&path, message).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.body["transfer"], again.body["transfer"]);
    assert_eq!(first.body["transfer"]["kind"], "webhook");
    until_settled(&server, outgoing()).await;
    assert_eq!(receiver.arrived().len(), 1);
}
