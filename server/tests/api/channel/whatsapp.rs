//! WhatsApp: a customer writes, is handed over, and a person answers in the same thread.

use std::sync::LazyLock;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use handoff::{
    access::{Actor, Scope},
    actions::{reply, reply_with_files, upload_files},
    channel::{Channel, DeliveryState},
    conversation::{AttachmentKind, State},
    file::FILE_MAX,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{
    channel_of, connect, conversations, entries, files_allowed, for_seconds, hex, last_sending,
    only_conversation, server,
    vendor::{Act, Vendor},
};
use crate::support::{Raw, TestServer};

pub(super) const SECRET: &str = "the app's secret";
pub(super) const FIELDS: [(&str, &str); 4] = [
    ("phone_number_id", "106540352242922"),
    ("app_secret", SECRET),
    ("access_token", "EAAG"),
    ("verify_token", "meatyhamhock"),
];

pub(super) async fn connected(more: &[(&str, &str)]) -> (TestServer, Vendor) {
    let (vendor, home) = Vendor::start(r#"{"messages":[{"id":"wamid.9"}]}"#).await;
    let server = server(Channel::Whatsapp, &home).await;
    connect(&server, Channel::Whatsapp, &[&FIELDS, more].concat()).await;
    (server, vendor)
}

/// Meta tells something, signed with that secret.
pub(super) async fn told(server: &TestServer, value: Value, secret: &str) -> StatusCode {
    let mut value = value;
    value["metadata"] = json!({"phone_number_id": "106540352242922"});
    let body = json!({"object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]})
    .to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let bytes = mac.finalize().into_bytes();
    let hex = hex(&bytes);
    let signature = format!("sha256={hex}");
    let channel = channel_of(server, Channel::Whatsapp).await;
    let path = format!("/channels/{}/inbound", channel.inbound_key);
    super::told(server, &path, &[("x-hub-signature-256", &signature)], body).await
}

pub(super) fn said(id: &str, text: &str) -> Value {
    json!({"contacts": [{"profile": {"name": "Ruth Bell"}, "wa_id": "15550100123"}],
        "messages": [{"from": "15550100123", "id": id, "type": "text", "text": {"body": text}}]})
}

#[tokio::test]
async fn a_customer_is_handed_over_and_answered_in_the_same_thread() {
    let (server, vendor) = connected(&[]).await;
    let asks = "Can I talk to a real person, please?";
    assert_eq!(told(&server, said("wamid.1", asks), "wrong").await, 401);
    assert!(conversations(&server).await.is_empty());
    for _ in 0..2 {
        assert_eq!(told(&server, said("wamid.1", asks), SECRET).await, 200);
    }
    let conversation = only_conversation(&server).await;
    assert_eq!(conversation.state, State::Waiting);
    assert_eq!(conversation.customer.title(), "Ruth Bell");
    let maya = server.new_operator("Maya Strand").await;
    let words = (maya, "Hi, Maya here.");
    reply(
        &server.desk,
        &Actor::System,
        Scope::Everything,
        &conversation.id,
        words,
    )
    .await
    .unwrap();
    for_seconds(&server, 0).await;
    let called = vendor.called();
    let last = called.last().unwrap();
    assert_eq!(last.path, "/v23.0/106540352242922/messages");
    assert_eq!(last.headers["authorization"], "Bearer EAAG");
    let body: Value = serde_json::from_str(&last.body).unwrap();
    assert_eq!(
        (&body["to"], &body["text"]["body"]),
        (&json!("15550100123"), &json!("Hi, Maya here."))
    );
    let status = |state: &str| {
        json!({"statuses": [{"id": "wamid.9", "status": state,
        "biz_opaque_callback_data": body["biz_opaque_callback_data"]}]})
    };
    // Notes come in any order.
    for state in ["read", "delivered", "sent", "failed"] {
        assert_eq!(told(&server, status(state), SECRET).await, 200);
    }
    assert_eq!(
        last_sending(&server, &conversation).await.state,
        DeliveryState::Read
    );
    let picture = json!({"messages": [{"from": "15550100123", "id": "wamid.3", "type": "image",
        "image": {"mime_type": "image/jpeg", "id": "1"}}]});
    assert_eq!(told(&server, picture, SECRET).await, 200);
    let all = entries(&server, &conversation).await;
    assert!(all.iter().any(|entry| {
        entry
            .attachments
            .iter()
            .any(|file| file.kind == AttachmentKind::Image)
    }));
}

#[tokio::test]
async fn after_a_day_free_text_is_not_sent_and_the_template_is() {
    for (template, wanted) in [
        (None, DeliveryState::Failed),
        (Some(("template", "answer")), DeliveryState::Sent),
    ] {
        let more: Vec<_> = template.into_iter().collect();
        let (server, vendor) = connected(&more).await;
        told(
            &server,
            said("wamid.1", "Can I talk to a real person, please?"),
            SECRET,
        )
        .await;
        for_seconds(&server, 0).await;
        let conversation = only_conversation(&server).await;
        server.clock.set(server.desk.now() + TimeDelta::hours(24));
        let maya = server.new_operator("Maya Strand").await;
        let words = (maya, "Your refund is here.");
        reply(
            &server.desk,
            &Actor::System,
            Scope::Everything,
            &conversation.id,
            words,
        )
        .await
        .unwrap();
        for_seconds(&server, 0).await;
        let sending = last_sending(&server, &conversation).await;
        assert_eq!(sending.state, wanted, "{:?}", sending.reason);
        if template.is_some() {
            let body: Value = serde_json::from_str(&vendor.called().last().unwrap().body).unwrap();
            assert_eq!(body["template"]["name"], "answer");
        } else {
            assert!(sending.reason.unwrap().contains("24 hours"));
        }
    }
}

#[tokio::test]
async fn metas_question_whether_the_address_is_ours_is_answered_before_it_is_switched_on() {
    let (server, _vendor) = connected(&[]).await;
    let channel = channel_of(&server, Channel::Whatsapp).await;
    let ask = async |token: &str| {
        let path = format!(
            "/channels/{}/inbound?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}",
            channel.inbound_key
        );
        let request = Request::builder().uri(path);
        server.status_of(request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(ask("meatyhamhock").await, 200);
    assert_eq!(ask("other").await, 401);
}

fn picture(id: &str) -> Value {
    json!({"messages": [{"from": "15550100123", "id": id, "type": "image",
        "image": {"mime_type": "image/svg+xml", "id": "733", "caption": "The leg"}}]})
}

/// What Meta says of a file: where it is.
const FOUND: &str = r#"{"url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=733","mime_type":"image/svg+xml","id":"733"}"#;

#[tokio::test]
async fn a_picture_is_fetched_from_meta_and_is_what_its_bytes_say() {
    let (server, vendor) = connected(&[]).await;
    files_allowed(&server).await;
    vendor.then([Act::Says(200, FOUND), Act::Says(200, "GIF89a and so on")]);
    assert_eq!(told(&server, picture("wamid.1"), SECRET).await, 200);
    let called = vendor.called();
    let paths: Vec<_> = called.iter().map(|call| call.path.as_str()).collect();
    let wanted = ["/v23.0/733", "/whatsapp_business/attachments/?mid=733"];
    assert_eq!(paths[..2], wanted);
    assert!(
        called[..2]
            .iter()
            .all(|call| call.headers["authorization"] == "Bearer EAAG")
    );
    let conversation = only_conversation(&server).await;
    let all = entries(&server, &conversation).await;
    let with = all[0].attachments[0].file.clone().unwrap();
    assert_eq!(with.media_type, "image/gif");
    let file = server
        .desk
        .store
        .file(&conversation, &with.id)
        .await
        .unwrap();
    assert_eq!(file.unwrap().bytes, b"GIF89a and so on");
}

#[tokio::test]
async fn a_picture_that_cannot_be_had_is_named_and_the_channel_says_why() {
    static LARGE: LazyLock<String> = LazyLock::new(|| "x".repeat(FILE_MAX + 1));
    let foreign = r#"{"url":"https://evil.example/733"}"#;
    for (acts, why) in [
        (
            vec![Act::Says(401, "{}")],
            "does not accept the credentials",
        ),
        (
            vec![Act::Says(200, FOUND), Act::Says(404, "")],
            "does not have it any more",
        ),
        (
            vec![Act::Says(200, FOUND), Act::Says(200, LARGE.as_str())],
            "larger than 10 MB",
        ),
        (vec![Act::Hangs], "took too long"),
        (vec![Act::Says(200, foreign)], "not its own"),
        (vec![Act::Says(200, "<html>")], "did not say where"),
    ] {
        let (server, vendor) = connected(&[]).await;
        files_allowed(&server).await;
        vendor.then(acts);
        assert_eq!(told(&server, picture("wamid.1"), SECRET).await, 200);
        let conversation = only_conversation(&server).await;
        let all = entries(&server, &conversation).await;
        assert_eq!(all[0].text, "The leg");
        let with = &all[0].attachments[0];
        assert_eq!((with.kind, &with.file), (AttachmentKind::Image, &None));
        let channel = channel_of(&server, Channel::Whatsapp).await;
        let said = format!("{:?}", channel.connection.last_error);
        assert!(said.contains(why), "{said}");
    }
}

#[tokio::test]
async fn files_go_out_each_alone_by_an_address_that_leads_to_them_for_a_week() {
    let (server, vendor) = connected(&[]).await;
    files_allowed(&server).await;
    told(
        &server,
        said("wamid.1", "Can I talk to a real person, please?"),
        SECRET,
    )
    .await;
    for_seconds(&server, 0).await;
    let conversation = only_conversation(&server).await;
    let maya = server.new_operator("Maya Strand").await;
    let whose = (&conversation.id, Some(maya));
    let brought = vec![
        (Some("leg.png".to_owned()), b"\x89PNG\r\n\x1a\n".to_vec()),
        (Some("label.pdf".to_owned()), b"%PDF-1.7".to_vec()),
    ];
    let kept = upload_files(&server.desk, Scope::Everything, whose, brought)
        .await
        .unwrap();
    let ids: Vec<_> = kept.into_iter().map(|kept| kept.file.unwrap().id).collect();
    let before = vendor.called().len();
    let words = (maya, "Here they are", ids.as_slice());
    reply_with_files(
        &server.desk,
        &Actor::System,
        Scope::Everything,
        &conversation.id,
        words,
    )
    .await
    .unwrap();
    for_seconds(&server, 0).await;
    let called = vendor.called();
    let bodies: Vec<Value> = called[before..]
        .iter()
        .map(|call| serde_json::from_str(&call.body).unwrap())
        .filter(|body: &Value| body["type"] != "text" || body["text"]["body"] == "Here they are")
        .collect();
    let kinds: Vec<_> = bodies
        .iter()
        .map(|body| body["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["text", "image", "document"]);
    assert_eq!(bodies[2]["document"]["filename"], "label.pdf");
    assert_eq!(
        last_sending(&server, &conversation).await.state,
        DeliveryState::Sent
    );
    let link = bodies[2]["document"]["link"].as_str().unwrap();
    let path = link.strip_prefix(super::BASE).unwrap();
    let got = fetched(&server, path).await;
    assert_eq!((got.status, got.text.as_str()), (200, "%PDF-1.7"));
    assert_eq!(got.headers["content-type"], "application/pdf");
    let disposition = got.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    assert_eq!(fetched(&server, &format!("{path}A")).await.status, 404);
    server.clock.set(server.desk.now() + TimeDelta::days(8));
    assert_eq!(fetched(&server, path).await.status, 404);
}

async fn fetched(server: &TestServer, path: &str) -> Raw {
    let request = Request::get(path).body(Body::empty()).unwrap();
    server.any(request).await
}
