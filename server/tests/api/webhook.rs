//! Systems that are told of what happens, by webhooks that are really sent.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use handoff::{
    access::Actor,
    actions,
    clock::from_millis,
    delivery::{Delivery, DeliveryState, Kind},
    id::WebhookId,
    seal::{Keyring, SealKey},
    store::DeliveryQuery,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use server::{
    channel::{ChannelSettings, HttpCourier},
    delivery::{Post, deliver_due},
    mail::{MailSettings, MailWay, Mailer},
    outgoing::{Outgoing, OutgoingSettings, Reach},
};
use sha2::Sha256;

use crate::{
    receiver::{Act, Arrived, Receiver},
    support::{NOW, TestServer},
};

const EVENTS: [&str; 9] = [
    "conversation.handoff_requested",
    "handoff_offered",
    "handoff_declined",
    "conversation.assigned",
    "agent_connected",
    "message.created",
    "conversation.resolved",
    "handed_back",
    "callback_requested",
];

struct Told {
    server: TestServer,
    receiver: Receiver,
    post: Post,
    url: String,
    _folder: tempfile::TempDir,
}

impl Told {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let (receiver, url) = Receiver::start().await;
        let settings = OutgoingSettings {
            reach: Reach(vec!["127.0.0.0/8".parse().unwrap()]),
            secret: None,
        };
        let folder = tempfile::tempdir().unwrap();
        let mail = MailSettings {
            way: MailWay::Folder(folder.path().to_owned()),
            from: None,
        };
        let post = Post {
            mailer: Mailer::new(&mail, "desk.example.com").unwrap(),
            outgoing: Outgoing::within(settings, Duration::from_millis(400)).unwrap(),
            courier: Arc::new(HttpCourier::new(&ChannelSettings::default()).unwrap()),
        };
        Self {
            server,
            receiver,
            post,
            url,
            _folder: folder,
        }
    }

    /// A webhook that is told of these events, and its secret.
    async fn webhook(&self, name: &str, events: &[&str]) -> (i64, String) {
        let body = json!({"name": name, "url": self.url, "events": events});
        let made = self.server.post("/webhooks", body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let secret = made.body["secret"].as_str().unwrap().to_owned();
        (made.body["id"].as_i64().unwrap(), secret)
    }

    async fn deliver(&self) {
        deliver_due(&self.server.desk, &self.post).await.unwrap();
    }

    async fn deliver_after(&self, pause: TimeDelta) {
        self.server.clock.set(from_millis(NOW) + pause);
        self.deliver().await;
    }

    /// What was written down to leave by webhook, the newest first.
    async fn deliveries(&self) -> Vec<Delivery> {
        let query = DeliveryQuery {
            kind: Some(Kind::Webhook),
            limit: 100,
            ..DeliveryQuery::default()
        };
        let page = self.server.desk.store.deliveries(&query).await.unwrap();
        page.deliveries
    }

    async fn card(&self, id: i64) -> Value {
        self.server.get(&format!("/webhooks/{id}")).await.body
    }
}

fn body(arrived: &Arrived) -> Value {
    serde_json::from_slice(&arrived.body).unwrap()
}

/// Whether somebody who knows the secret takes this for ours, as the specification has it.
fn is_genuine(arrived: &Arrived, bytes: &[u8], secret: &str) -> bool {
    let key = STANDARD
        .decode(secret.strip_prefix("whsec_").unwrap())
        .unwrap();
    let signatures = arrived.header("webhook-signature").split(' ');
    let mut mine = signatures.filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok());
    mine.any(|signature| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        let (id, at) = (
            arrived.header("webhook-id"),
            arrived.header("webhook-timestamp"),
        );
        mac.update(format!("{id}.{at}.").as_bytes());
        mac.update(bytes);
        mac.verify_slice(&signature).is_ok()
    })
}

#[tokio::test]
async fn a_handoff_is_told_signed_with_every_field_and_no_altered_byte_passes() {
    let told = Told::start().await;
    let (_, secret) = told.webhook("Orders", &EVENTS[..1]).await;
    let id = told.server.waiting().await;
    assert!(told.receiver.arrived().is_empty());
    told.deliver().await;
    let arrived = told.receiver.arrived();
    assert_eq!(arrived.len(), 1);
    let (first, said) = (&arrived[0], body(&arrived[0]));
    assert_eq!(said["event"], "conversation.handoff_requested");
    assert_eq!(said["type"], said["event"]);
    assert_eq!(said["id"], first.header("webhook-id"));
    assert_eq!(said["sequence"], 1);
    let data = &said["data"];
    assert_eq!(data["conversation_id"], id);
    assert_eq!(data["trigger"], "customer_request");
    for field in [
        "customer",
        "sentiment_score",
        "summary",
        "suggested_actions",
        "priority",
    ] {
        assert!(!data[field].is_null(), "{field}: {said}");
    }
    assert!(is_genuine(first, &first.body, &secret));
    for at in 0..first.body.len() {
        let mut altered = first.body.to_vec();
        altered[at] ^= 1;
        assert!(!is_genuine(first, &altered, &secret), "byte {at}");
    }
    let other = format!("whsec_{}", STANDARD.encode([7; 32]));
    assert!(!is_genuine(first, &first.body, &other));
    // Due again, as after a crash: nothing is left to send.
    told.deliver().await;
    assert_eq!(told.receiver.arrived().len(), 1);
}

#[tokio::test]
async fn a_conversations_life_is_told_in_order_by_its_sequence() {
    let told = Told::start().await;
    told.webhook("Everything", &EVENTS).await;
    let id = told.server.waiting().await;
    let ben = told.server.new_operator("Ben Ito").await;
    let of = |verb: &str| format!("/conversations/{id}/{verb}");
    for (verb, body) in [
        ("claim", json!({"operator_id": ben})),
        (
            "replies",
            json!({"operator_id": ben, "text": "Hello, I am Ben."}),
        ),
        ("resolve", json!({"operator_id": ben})),
    ] {
        let done = told.server.post(&of(verb), body).await;
        assert!(done.status.is_success(), "{verb}: {}", done.body);
    }
    for _ in 0..10 {
        told.deliver().await;
    }
    let mut all: Vec<Value> = told.receiver.arrived().iter().map(body).collect();
    all.sort_by_key(|said| said["sequence"].as_i64());
    let numbers: Vec<_> = all
        .iter()
        .map(|said| said["sequence"].as_i64().unwrap())
        .collect();
    assert_eq!(
        numbers,
        (1..=i64::try_from(all.len()).unwrap()).collect::<Vec<_>>()
    );
    let events: Vec<_> = all
        .iter()
        .map(|said| said["event"].as_str().unwrap())
        .collect();
    assert_eq!(events[0], "message.created");
    let expected = [
        "conversation.handoff_requested",
        "agent_connected",
        "conversation.resolved",
    ];
    let found: Vec<_> = events
        .iter()
        .filter(|event| expected.contains(event))
        .collect();
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
    let connected = all
        .iter()
        .find(|said| said["event"] == "agent_connected")
        .unwrap();
    assert_eq!(connected["data"]["operator"]["name"], "Ben Ito");
    let words = all.iter().filter(|said| said["event"] == "message.created");
    let words: Vec<_> = words
        .filter_map(|said| said["data"]["message"]["text"].as_str())
        .collect();
    assert!(words.contains(&"Hello, I am Ben."), "{words:?}");
    let ids: BTreeSet<_> = all.iter().map(|said| said["id"].to_string()).collect();
    assert_eq!(ids.len(), all.len());
}

#[tokio::test]
async fn what_fails_is_tried_again_with_the_same_bytes_and_keeps_every_attempt() {
    let told = Told::start().await;
    let (id, _) = told.webhook("Orders", &EVENTS[..1]).await;
    told.server.waiting().await;
    told.receiver.then([
        Act::Words(500, "no room"),
        Act::Later(429, 120),
        Act::Slow(Duration::from_secs(2)),
        Act::Redirect("http://127.0.0.1:9/".into()),
    ]);
    told.deliver().await;
    assert!(!told.card(id).await["failing_since"].is_null());
    told.deliver_after(TimeDelta::seconds(10)).await;
    let due = &told.deliveries().await[0];
    let pause = (due.due_at - told.server.desk.now()).num_seconds();
    assert!(
        pause >= 240,
        "five minutes and more than what was asked for: {pause}"
    );
    for minutes in [10, 60, 300] {
        told.deliver_after(TimeDelta::minutes(minutes)).await;
    }
    let sent = &told.deliveries().await[0];
    assert_eq!((sent.state, sent.attempts), (DeliveryState::Sent, 5));
    let arrived = told.receiver.arrived();
    assert_eq!(arrived.len(), 5);
    assert!(arrived.iter().all(|one| one.body == arrived[0].body));
    let ids: BTreeSet<_> = arrived
        .iter()
        .map(|one| one.header("webhook-id").to_owned())
        .collect();
    assert_eq!(ids.len(), 1);
    let attempts = told.server.desk.store.attempts(sent.id).await.unwrap();
    let statuses: Vec<_> = attempts.iter().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(500), Some(429), None, Some(302), Some(204)]);
    assert_eq!(attempts[0].answer, "no room");
    assert!(
        attempts[0].sent.contains("webhook-signature: …"),
        "{}",
        attempts[0].sent
    );
    assert!(
        told.card(id).await["failing_since"].is_null(),
        "it is well again"
    );
}

#[tokio::test]
async fn whoever_is_gone_is_switched_off_and_the_admins_hear_of_it() {
    let told = Told::start().await;
    told.server.new_operator("Ada").await;
    let (id, _) = told.webhook("Orders", &EVENTS[..1]).await;
    told.server.waiting().await;
    told.receiver.then([Act::Status(410)]);
    told.deliver().await;
    let card = told.card(id).await;
    assert_eq!(card["enabled"], false);
    assert_eq!(card["disabled_reason"], "It answered 410 Gone.");
    let query = DeliveryQuery {
        kind: Some(Kind::Email),
        limit: 10,
        ..DeliveryQuery::default()
    };
    let mails = told
        .server
        .desk
        .store
        .deliveries(&query)
        .await
        .unwrap()
        .deliveries;
    assert_eq!(mails[0].destination, "ada@example.com");
    assert!(mails[0].body.contains("was switched off"));
    told.server.waiting().await;
    told.deliver().await;
    assert_eq!(
        told.receiver.arrived().len(),
        1,
        "nothing is sent there any more"
    );
}

#[tokio::test]
async fn five_days_of_nothing_but_failures_switch_it_off_and_one_success_begins_anew() {
    let told = Told::start().await;
    let (id, _) = told.webhook("Orders", &EVENTS[..1]).await;
    let fail = |day: i64| {
        let told = &told;
        async move {
            told.server
                .clock
                .set(from_millis(NOW) + TimeDelta::days(day));
            told.server.waiting().await;
            told.receiver.then([Act::Status(503)]);
            told.deliver().await;
            told.card(id).await["enabled"].clone()
        }
    };
    assert_eq!(fail(0).await, true);
    // What failed on the first day is taken now, and with it the new one.
    told.deliver_after(TimeDelta::days(4)).await;
    assert!(told.card(id).await["failing_since"].is_null());
    for day in [5, 6, 9] {
        told.receiver.then(vec![Act::Status(503); 40]);
        assert_eq!(fail(day).await, true, "{day}");
    }
    told.receiver.then(vec![Act::Status(503); 40]);
    assert_eq!(fail(10).await, false);
}

#[tokio::test]
async fn a_new_secret_signs_beside_the_one_before_for_a_day() {
    let told = Told::start().await;
    let (id, before) = told.webhook("Orders", &EVENTS[..1]).await;
    let rotated = told
        .server
        .post(&format!("/webhooks/{id}/rotate"), json!({}))
        .await;
    assert_eq!(rotated.status, 200, "{}", rotated.body);
    let after = rotated.body["secret"].as_str().unwrap().to_owned();
    assert_ne!(after, before);
    told.server.waiting().await;
    told.deliver().await;
    let first = &told.receiver.arrived()[0];
    assert!(is_genuine(first, &first.body, &before) && is_genuine(first, &first.body, &after));
    told.server
        .clock
        .set(from_millis(NOW) + TimeDelta::hours(25));
    told.server.waiting().await;
    told.deliver().await;
    let second = &told.receiver.arrived()[1];
    assert!(is_genuine(second, &second.body, &after));
    assert!(!is_genuine(second, &second.body, &before));
    let card = told.card(id).await.to_string();
    assert!(!card.contains("whsec_"), "{card}");
}

#[tokio::test]
async fn webhooks_are_kept_in_versions_with_every_mistake_named() {
    let told = Told::start().await;
    let wrong = json!({"name": "", "url": "nowhere", "events": []});
    let refused = told.server.post("/webhooks", wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_eq!(refused.pointers(), ["/name", "/url", "/events"]);
    let unknown = json!({"name": "a", "url": told.url, "events": ["handed_bak"]});
    assert_eq!(
        told.server.post("/webhooks", unknown).await.pointers(),
        ["/events/0"]
    );
    let (id, _) = told.webhook("Orders", &EVENTS[..2]).await;
    let path = format!("/webhooks/{id}");
    let shown = told.server.get(&path).await;
    assert_eq!(shown.header("etag"), "\"1\"");
    assert_eq!(shown.body["events"], json!(EVENTS[..2]));
    let next = json!({"name": "Orders", "url": told.url, "events": EVENTS[..1], "enabled": false});
    assert_eq!(
        told.server
            .put(&path, Some("\"7\""), next.clone())
            .await
            .status,
        412
    );
    let kept = told.server.put(&path, Some("\"1\""), next).await;
    assert_eq!(
        (kept.status.as_u16(), &kept.body["enabled"]),
        (200, &json!(false))
    );
    told.server.waiting().await;
    told.deliver().await;
    assert!(told.receiver.arrived().is_empty(), "it is off");
    let tested = told.server.post(&format!("{path}/test"), json!({})).await;
    assert_eq!(tested.status, 202, "{}", tested.body);
    told.deliver().await;
    assert_eq!(body(&told.receiver.arrived()[0])["event"], "test");
    assert_eq!(told.server.delete(&path).await.status, 204);
    assert_eq!(told.server.get(&path).await.status, 404);
}

#[tokio::test]
async fn one_destination_has_few_on_their_way_and_holds_up_no_other() {
    let told = Told::start().await;
    told.webhook("Orders", &EVENTS[..1]).await;
    for _ in 0..10 {
        told.server.waiting().await;
    }
    let taken = actions::take_due_deliveries(&told.server.desk, 32)
        .await
        .unwrap();
    assert_eq!(taken.len(), 4);
    let more = actions::take_due_deliveries(&told.server.desk, 32)
        .await
        .unwrap();
    assert!(more.is_empty(), "four are on their way");
    // Whoever took them is gone; within a minute somebody else does it.
    told.deliver_after(TimeDelta::seconds(60)).await;
    assert_eq!(told.receiver.arrived().len(), 10);
}

#[tokio::test]
async fn secrets_are_sealed_where_there_is_a_key_and_sign_as_before() {
    let told = Told::start().await;
    let (id, first) = told.webhook("Orders", &EVENTS[..1]).await;
    let ring = Keyring::new(SealKey::new([7; 32]));
    let with = |ring: &Keyring| {
        told.server.desk.clone().with_post(actions::Post {
            courier: told.post.courier.clone(),
            keys: Arc::new(ring.clone()),
            base_url: "https://desk.example.com".to_owned(),
        })
    };
    let desk = with(&ring);
    assert_eq!(actions::seal_webhooks(&desk, &ring).await.unwrap(), 1);
    assert_eq!(actions::seal_webhooks(&desk, &ring).await.unwrap(), 0);
    let rotated = actions::rotate_webhook(&desk, &Actor::System, WebhookId(id)).await;
    let second = rotated.unwrap();
    let newer = ring.with_newer(SealKey::new([8; 32]));
    assert_eq!(actions::reseal_webhooks(&desk, &newer).await.unwrap(), 1);
    let kept = desk.store.webhook(WebhookId(id)).await.unwrap().unwrap();
    assert_eq!(kept.secrets.each().count(), 2);
    for kept in kept.secrets.each() {
        assert!(!kept.contains("whsec_"), "{kept}");
        assert!(kept != first && kept != second);
    }
    told.server.waiting().await;
    // Whoever has no key cannot sign, and what cannot be signed does not leave.
    told.deliver().await;
    assert!(told.receiver.arrived().is_empty());
    let error = told.deliveries().await[0].last_error.clone().unwrap();
    assert!(error.contains("Orders"), "{error}");
    let later = from_millis(NOW) + TimeDelta::seconds(10);
    told.server.clock.set(later);
    let desk = with(&newer.only_newest());
    deliver_due(&desk, &told.post).await.unwrap();
    let arrived = told.receiver.arrived();
    assert_eq!(arrived.len(), 1);
    for secret in [&first, &second] {
        assert!(is_genuine(&arrived[0], &arrived[0].body, secret));
    }
}
