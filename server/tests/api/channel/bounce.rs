//! E-mail: an answer that did not arrive says so on its message, and a signed form is good for one letter.

use handoff::{
    channel::{Channel, DeliveryState},
    conversation::Conversation,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    channel_of,
    email::{KEY, answered, brought, connected, head, left, letter},
    hex, last_sending, only_conversation, told,
};
use crate::support::TestServer;

/// A report of a mail server about a letter, to an address of ours.
fn report(to: &str, about: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.example.net>\r\nTo: {to}\r\n\
        Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
        --b1\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n\
        --b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n{status}\r\n\
        --b1\r\n{about}\r\n--b1--\r\n"
    )
}

const FAILED: &str = "Final-Recipient: rfc822; zoe@customers.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
    Diagnostic-Code: smtp; 550 5.1.1 <zoe@customers.example>:\r\n Recipient address rejected\r\n";

fn headers_of(letter: &str) -> String {
    let head = letter.split("\r\n\r\n").next().unwrap();
    format!("Content-Type: text/rfc822-headers\r\n\r\n{head}")
}

/// A customer who was answered; the conversation and the answer as it left.
async fn an_answer(server: &TestServer, folder: &std::path::Path) -> (Conversation, String) {
    let asks = "Can I talk to a real person, please?";
    brought(server, &letter("a1", "support@example.com", asks)).await;
    let conversation = only_conversation(server).await;
    answered(server, &conversation, "Hi, Maya here.").await;
    (conversation, left(folder).pop().unwrap())
}

#[tokio::test]
async fn a_report_to_the_signed_address_marks_the_message_with_its_reason() {
    let (server, folder) = connected().await;
    let (conversation, answer) = an_answer(&server, folder.path()).await;
    let reply_to = head(&answer, "Reply-To:");
    let sent = last_sending(&server, &conversation).await;
    assert_eq!(sent.state, DeliveryState::Sent);
    // Only late, at another address, or about another thread: nothing happens.
    let late = FAILED.replace("failed", "delayed");
    brought(&server, &report(&reply_to, &headers_of(&answer), &late)).await;
    let plain = report("support@example.com", &headers_of(&answer), FAILED);
    brought(&server, &plain).await;
    let forged = report(&format!("{reply_to}x"), &headers_of(&answer), FAILED);
    brought(&server, &forged).await;
    let still = last_sending(&server, &conversation).await;
    assert_eq!(still.state, DeliveryState::Sent);
    brought(&server, &report(&reply_to, &headers_of(&answer), FAILED)).await;
    let failed = last_sending(&server, &conversation).await;
    assert_eq!(failed.state, DeliveryState::Failed);
    assert_eq!(
        failed.reason.as_deref(),
        Some(
            "The customer’s mail server did not take it: 550 5.1.1 <zoe@customers.example>: Recipient address rejected"
        )
    );
    let page = server.desk.store.sendings(&conversation.id).await.unwrap();
    let failed = page
        .values()
        .filter(|one| one.state == DeliveryState::Failed);
    assert_eq!(failed.count(), 1, "only what the report was about");
}

#[tokio::test]
async fn a_report_about_somebody_elses_message_changes_nothing() {
    let (server, folder) = connected().await;
    let (first, answer) = an_answer(&server, folder.path()).await;
    let other = letter("b1", "support@example.com", "A real person, please.")
        .replace("zoe@customers.example>", "eve@customers.example>");
    brought(&server, &other).await;
    super::for_seconds(&server, 0).await;
    let to_eve = left(folder.path());
    let to_eve = to_eve
        .iter()
        .find(|one| head(one, "To:").contains("eve@"))
        .unwrap();
    // Eve knows her own address, and names the letter that Zoe got.
    let forged = report(&head(to_eve, "Reply-To:"), &headers_of(&answer), FAILED);
    brought(&server, &forged).await;
    let kept = last_sending(&server, &first).await;
    assert_eq!(kept.state, DeliveryState::Sent);
}

#[tokio::test]
async fn a_report_with_the_whole_letter_or_none_is_understood() {
    for about in ["whole", "none"] {
        let (server, folder) = connected().await;
        let (conversation, answer) = an_answer(&server, folder.path()).await;
        let reply_to = head(&answer, "Reply-To:");
        let about = match about {
            "whole" => format!("Content-Type: message/rfc822\r\n\r\n{answer}"),
            _ => "Content-Type: text/plain\r\n\r\nNothing".to_owned(),
        };
        let status = "Action: failed\r\nStatus: 5.2.2\r\n";
        brought(&server, &report(&reply_to, &about, status)).await;
        let failed = last_sending(&server, &conversation).await;
        assert_eq!(failed.state, DeliveryState::Failed, "{about}");
        assert!(failed.reason.unwrap().ends_with(": 5.2.2"));
    }
}

#[tokio::test]
async fn a_signed_form_is_good_for_one_letter() {
    let (server, _folder) = connected().await;
    let channel = channel_of(&server, Channel::Email).await;
    let path = format!("/channels/{}/inbound/mime", channel.inbound_key);
    let stamp = server.desk.now().timestamp().to_string();
    let form = |token: &str, letter: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
        mac.update(format!("{stamp}{token}").as_bytes());
        form_urlencoded::Serializer::new(String::new())
            .append_pair("timestamp", &stamp)
            .append_pair("token", token)
            .append_pair("signature", &hex(&mac.finalize().into_bytes()))
            .append_pair("recipient", "support@example.com")
            .append_pair("body-mime", letter)
            .finish()
    };
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let (one, two) = (
        letter("a1", "support@example.com", "One"),
        letter("a2", "support@example.com", "Two"),
    );
    assert_eq!(told(&server, &path, &kind, form("t1", &one)).await, 200);
    // Whoever overheard it brings something else.
    assert_eq!(told(&server, &path, &kind, form("t1", &two)).await, 401);
    // A vendor that did not hear the answer asks again, and nothing happens twice.
    assert_eq!(told(&server, &path, &kind, form("t1", &one)).await, 200);
    only_conversation(&server).await;
    assert_eq!(told(&server, &path, &kind, form("t2", &two)).await, 200);
}
