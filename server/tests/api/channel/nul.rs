//! U+0000, which PostgreSQL keeps in no text, in whatever vendors tell and answer: it is left out, and nothing fails.

use handoff::{
    access::{Actor, Scope},
    actions::save_organisation,
    channel::DeliveryState,
    conversation::{Author, Conversation, State},
};
use serde_json::json;

use super::{
    email, entries, for_seconds, last_sending, only_conversation, slack, sms,
    vendor::{Act, Vendor},
    whatsapp,
};
use crate::support::TestServer;

const ASKS: &str = "Can I talk\0 to a real person, please?\0";

/// The only conversation waits for somebody, and nothing of what is kept of it has the sign.
async fn waiting(server: &TestServer) -> Conversation {
    let conversation = only_conversation(server).await;
    assert_eq!(conversation.state, State::Waiting);
    let kept = entries(server, &conversation).await;
    assert_eq!(kept[0].text, ASKS.replace('\0', ""));
    let kept = format!("{kept:?} {:?}", conversation.customer);
    assert!(!kept.contains("\\0"), "{kept}");
    conversation
}

/// Somebody answers, and the vendor refuses it in words that have the sign.
async fn refused(server: &TestServer, vendor: &Vendor, of: &Conversation, said: &'static str) {
    let maya = server.new_operator("Maya Strand").await;
    for_seconds(server, 0).await;
    // Before the answer they are told who writes.
    vendor.then([Act::Says(400, said), Act::Says(400, said)]);
    let everything = Scope::Everything;
    let words = (maya, "Hi, Maya here.");
    handoff::actions::reply(&server.desk, &Actor::System, everything, &of.id, words)
        .await
        .unwrap();
    for_seconds(server, 0).await;
    let sending = last_sending(server, of).await;
    assert_eq!(sending.state, DeliveryState::Failed, "{sending:?}");
}

#[tokio::test]
async fn twilio_may_write_it_in_every_field() {
    let (server, vendor) = sms::connected().await;
    let path = format!("{}?x=%00", sms::inbound(&server).await);
    let form = [
        ("MessageSid", "SM\x001"),
        ("From", "+1555\x000100123"),
        ("Body", ASKS),
        ("NumMedia", "1"),
        ("MediaUrl0", "https://api.twilio.com/\0a"),
        ("MediaContentType0", "image/\0png"),
    ];
    let told = async |form| sms::told_with(&server, &path, form, sms::TOKEN).await;
    assert_eq!(told(&form).await, 200);
    let conversation = waiting(&server).await;
    refused(
        &server,
        &vendor,
        &conversation,
        "{\"message\": \"\\u0000No\\u0000\", \"code\": 1}",
    )
    .await;
    let sending = last_sending(&server, &conversation).await.id;
    let path = format!("{path}&last=&sending={sending}");
    let form = [("MessageStatus", "failed"), ("ErrorCode", "\x0030005\0")];
    assert_eq!(sms::told_with(&server, &path, &form, sms::TOKEN).await, 200);
    let form = [
        ("MessageSid", "SM2"),
        ("From", "+1555\x000100123"),
        ("Body", "STOP\0"),
    ];
    assert_eq!(told(&form).await, 200);
}

#[tokio::test]
async fn meta_may_write_it_in_every_field() {
    let (server, vendor) = whatsapp::connected(&[]).await;
    let told = async |value| whatsapp::told(&server, value, whatsapp::SECRET).await;
    let said = json!({"contacts": [{"profile": {"name": "Ru\0th"}, "wa_id": "1555\x000100123"}],
        "messages": [{"from": "1555\x000100123", "id": "wamid\0", "type": "text", "text": {"body": ASKS}}]});
    assert_eq!(told(said).await, 200);
    let conversation = waiting(&server).await;
    let file = json!({"messages": [{"from": "15550100123", "id": "wamid.2", "type": "document",
        "document": {"mime_type": "\0", "filename": "a\0.pdf", "id": "\x001", "caption": "Th\0is"}}]});
    assert_eq!(told(file).await, 200);
    refused(
        &server,
        &vendor,
        &conversation,
        "{\"error\": {\"message\": \"\\u0000No\", \"code\": 100}}",
    )
    .await;
    let sending = last_sending(&server, &conversation).await.id;
    let failed = json!({"statuses": [{"status": "failed", "errors": [{"code": 1, "title": "\0No\0"}],
        "biz_opaque_callback_data": format!("{sending} last")}]});
    assert_eq!(told(failed).await, 200);
}

#[tokio::test]
async fn slack_may_write_it_in_every_field() {
    let (server, vendor) = slack::connected("answers").await;
    server.new_operator("Maya Strand").await;
    vendor.then([Act::Says(
        200,
        r#"{"ok":true,"ts":"1768212000.000100\u0000"}"#,
    )]);
    server.waiting().await;
    for_seconds(&server, 0).await;
    vendor.then([
        Act::Says(
            200,
            r#"{"ok":true,"user":{"profile":{"email":"Maya.Strand\u0000@example.com"}}}"#,
        ),
        Act::Says(200, r#"{"ok":false,"error":"\u0000no"}"#),
    ]);
    let told = async |body| slack::told(&server, body, slack::SECRET).await;
    assert_eq!(told(slack::written("Ev\0", "Hi\0, Maya here.")).await, 200);
    assert_eq!(told(slack::clicked("resolve", "conv\0", "\0")).await, 200);
    for_seconds(&server, 10).await;
    let conversation = only_conversation(&server).await;
    let all = entries(&server, &conversation).await;
    let answer = all.iter().find(|entry| entry.author == Author::Operator);
    assert_eq!(answer.unwrap().text, "Hi, Maya here.");
}

/// A letter that has the sign wherever one can be, as it is and in the ways in which letters write signs.
fn letter(id: &str) -> String {
    let word = |text: &str| format!("=?utf-8?q?{}?=", text.replace('\0', "=00"));
    format!(
        "From: {} <zoe@customers.example>\r\nTo: \"Su\0pport\" <support@example.com>\r\nSubject: {}\r\n\
         Message-ID: <{id}\0@customers.example>\r\nReferences: <a\0@b> <c@d>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=edge\r\n\r\n\
         --edge\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n\
         --edge\r\nContent-Type: text/html\r\n\r\n<p>Hel\0lo</p>\r\n\
         --edge\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"{}\"\r\n\r\n%PDF\0\r\n\
         --edge\r\nContent-Type: image/\0png\r\nContent-Disposition: attachment; filename*=utf-8''a%00b.png\r\n\r\n\0\r\n\
         --edge--\r\n",
        word("Zo\0e"),
        word("My\0 order"),
        ASKS.replace('\0', "=00"),
        word("le\0g.pdf"),
    )
}

#[tokio::test]
async fn letters_may_have_it_everywhere() {
    let (server, folder) = email::connected().await;
    email::brought(&server, &letter("a1")).await;
    let conversation = waiting(&server).await;
    email::answered(&server, &conversation, "Hi, Maya here.").await;
    let left = email::left(folder.path());
    assert!(
        left.iter().any(|letter| letter.contains("Maya here")),
        "{left:?}"
    );
    // The same where files are kept, and where nothing but the subject is said.
    let allowed = save_organisation(&server.desk, &Actor::System, ("Alder", "UTC"), true);
    allowed.await.unwrap();
    email::brought(&server, &letter("a2")).await;
    let html = "MIME-Version: 1.0\r\nContent-Type: text/html\r\nSubject: =?utf-8?q?=00Hi=00?=";
    let plain = email::letter("a3", "support@example.com", "<p>\0Hello\0</p>");
    email::brought(&server, &plain.replace("Subject: My order", html)).await;
    let nothing = email::letter("a4", "support@example.com", "\0").replace("My order", "\0");
    email::brought(&server, &nothing).await;
}
