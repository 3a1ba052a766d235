//! A request with an `Idempotency-Key` is done once, however often and however many at a time it is sent.

use axum::{body::Body, http::header};
use futures::future::join_all;
use handoff::{access::TokenScope, clock::from_millis, id::TokenId, store::RequestKey};
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

async fn send(server: &TestServer, key: &str, path: &str, body: &Value) -> Answer {
    let request = server
        .request("POST", path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key);
    server
        .send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

const AT_ONCE: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_at_once_have_one_effect_and_equal_answers() {
    let server = TestServer::start().await;
    let maya = server.new_operator("Maya Strand").await;
    let id = server.waiting().await;
    let of = |verb: &str| format!("/conversations/{id}/{verb}");
    let said = json!({"author": "customer", "text": "Hello"});
    let posts = [
        ("/conversations".to_owned(), json!({"message": said}), 201),
        ("/conversations".to_owned(), json!({}), 201),
        (of("messages"), said, 201),
        (
            of("notes"),
            json!({"operator_id": maya, "text": "Look"}),
            201,
        ),
        (of("claim"), json!({"operator_id": maya}), 200),
        (
            of("replies"),
            json!({"operator_id": maya, "text": "Hi"}),
            201,
        ),
        (of("labels"), json!({"name": "vip"}), 201),
        (
            of("verdict"),
            json!({"operator_id": maya, "verdict": "right"}),
            200,
        ),
        (of("resolve"), json!({"operator_id": maya}), 200),
        (
            "/canned_replies".to_owned(),
            json!({"name": "Hello", "text": "Hello!"}),
            201,
        ),
    ];
    for (number, (path, body, status)) in posts.iter().enumerate() {
        let before = server.desk.store.latest_event().await.unwrap();
        let key = format!("key-{number}");
        let all = (0..AT_ONCE).map(|_| send(&server, &key, path, body));
        let answers = join_all(all).await;
        for answer in &answers {
            assert_eq!(answer.status, *status, "{path}: {}", answer.body);
            assert_eq!(answer.body, answers[0].body, "{path}");
            assert_eq!(answer.header("location"), answers[0].header("location"));
        }
        let first = |answer: &&Answer| answer.header("idempotency-replayed").is_empty();
        assert_eq!(answers.iter().filter(first).count(), 1, "{path}");
        let after = server.desk.store.latest_event().await.unwrap();
        assert!(after.0 - before.0 < 10, "{path} happened more than once");
    }
    let card = server.get(&format!("/conversations/{id}")).await.body;
    let texts = |list: &str, text: &str| {
        let rows = card[list].as_array().unwrap();
        rows.iter().filter(|row| row["text"] == text).count()
    };
    assert_eq!(
        (texts("messages", "Hello"), texts("messages", "Hi")),
        (1, 1)
    );
    assert_eq!(texts("notes", "Look"), 1);
    let begun = server.get("/conversations").await.body;
    assert_eq!(begun["conversations"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_key_belongs_to_one_request_of_one_token() {
    let mut server = TestServer::start().await;
    let body = json!({"name": "Hello", "text": "Hello!"});
    let first = send(&server, "k", "/canned_replies", &body).await;
    assert_eq!(first.status, 201);
    let other = json!({"name": "Bye", "text": "Bye!"});
    for (path, body) in [("/canned_replies", &other), ("/conversations", &body)] {
        let refused = send(&server, "k", path, body).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.body["code"]),
            (422, &json!("key_used"))
        );
    }
    let quoted = send(&server, "\"k\"", "/canned_replies", &body).await;
    assert_eq!(quoted.body, first.body, "the quotes are no part of the key");
    server.token = server.new_token(TokenScope::WriteAll, None).await;
    let elsewhere = send(&server, "k", "/canned_replies", &other).await;
    assert_eq!(elsewhere.status, 201, "another token has keys of its own");
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    let reader = send(&server, "k", "/canned_replies", &other).await;
    assert_eq!(reader.status, 403);
    server.token = "hnd_wrong".into();
    let nobody = send(&server, "k", "/canned_replies", &other).await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn what_was_refused_may_be_tried_again() {
    let server = TestServer::start().await;
    let maya = server.new_operator("Maya Strand").await;
    let id = server.waiting().await;
    let tom = server.new_operator("Tom Reed").await;
    let path = format!("/conversations/{id}/claim");
    server.post(&path, json!({"operator_id": maya})).await;
    let refused = send(&server, "k", &path, &json!({"operator_id": tom})).await;
    assert_eq!(refused.status, 409, "Maya has it: {}", refused.body);
    let line = format!("/conversations/{id}/assign");
    server.post(&line, json!({"operator_id": null})).await;
    let taken = send(&server, "k", &path, &json!({"operator_id": tom})).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    assert_eq!(taken.body["assignee"]["name"], "Tom Reed");
}

#[tokio::test]
async fn after_a_day_the_key_is_free() {
    let server = TestServer::start().await;
    let body = json!({"name": "Hello", "text": "Hello!"});
    let first = send(&server, "k", "/canned_replies", &body).await;
    server.clock.advance(24 * 3600 - 1);
    let later = send(&server, "k", "/canned_replies", &body).await;
    assert_eq!(later.body, first.body);
    server.clock.advance(1);
    let next = send(
        &server,
        "k",
        "/canned_replies",
        &json!({"name": "Bye", "text": "Bye!"}),
    )
    .await;
    assert_eq!(next.status, 201, "{}", next.body);
    assert_ne!(next.body, first.body);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let server = TestServer::start().await;
    for key in ["", " ", "a b", &"k".repeat(101)] {
        let refused = send(&server, key, "/conversations", &json!({})).await;
        assert_eq!(refused.status, 400, "{key}");
        assert!(
            refused.body["detail"]
                .as_str()
                .unwrap()
                .contains("Idempotency-Key")
        );
    }
    let begun = server.get("/conversations").await.body;
    assert_eq!(begun["conversations"], json!([]));
}

#[tokio::test]
async fn a_secret_that_is_told_once_is_not_in_the_database_for_whoever_asks_again() {
    let mut server = TestServer::start().await;
    let new = json!({"name": "Orders", "url": "https://example.com/h", "events": ["conversation.resolved"]});
    let made = send(&server, "make", "/webhooks", &new).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let secret = made.body["secret"].as_str().unwrap();
    assert_eq!(
        send(&server, "make", "/webhooks", &new).await.body,
        made.body
    );
    let path = format!("/webhooks/{}/rotate", made.body["id"]);
    let rotated = send(&server, "turn", &path, &json!({})).await;
    let newer = rotated.body["secret"].as_str().unwrap();
    assert_ne!(newer, secret);
    assert_eq!(
        send(&server, "turn", &path, &json!({})).await.body,
        rotated.body
    );
    for name in ["make", "turn"] {
        let key = RequestKey {
            token: TokenId(1),
            key: name.into(),
            fingerprint: String::new(),
        };
        let kept = server.desk.store.kept_request(&key, from_millis(0)).await;
        let kept = kept.unwrap().unwrap();
        let body = &kept.answer.as_ref().unwrap().body;
        assert!(
            !body.is_empty() && !body.contains("whsec_") && !body.contains('{'),
            "{body}"
        );
        assert!(!format!("{kept:?}").contains("whsec_"), "{kept:?}");
    }
    server.token = server.new_token(TokenScope::WriteAll, None).await;
    let other = send(&server, "make", "/webhooks", &new).await;
    assert_ne!(
        other.body["secret"], made.body["secret"],
        "another token, another request"
    );
}
