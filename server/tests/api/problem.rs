//! What a request that cannot be done is told.

use axum::{body::Body, http::header};
use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems_too() {
    let server = TestServer::start().await;
    let unknown = server.get("/nowhere").await;
    assert_eq!(
        (unknown.status.as_u16(), unknown.body["instance"].as_str()),
        (404, Some("/v1/api/nowhere"))
    );
    let wrong = server
        .send(
            server
                .request("DELETE", "/conversations")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
    assert_eq!(wrong.status, 405);
    assert!(
        wrong.header("allow").contains("GET") && wrong.header("allow").contains("POST"),
        "{}",
        wrong.header("allow")
    );
}

#[tokio::test]
async fn what_is_not_json_is_not_read() {
    let server = TestServer::start().await;
    let plain = server
        .request("POST", "/conversations")
        .header(header::CONTENT_TYPE, "text/plain");
    assert_eq!(
        server
            .send(plain.body(Body::from("{}")).unwrap())
            .await
            .status,
        415
    );
    let none = server.request("POST", "/conversations");
    assert_eq!(
        server
            .send(none.body(Body::from("{}")).unwrap())
            .await
            .status,
        415
    );
    let broken = server
        .request("POST", "/conversations")
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8");
    let broken = server
        .send(broken.body(Body::from("{\"a\":\n}")).unwrap())
        .await;
    assert_eq!(broken.status, 400);
    assert_eq!(
        broken.body["detail"],
        "This is not JSON: something is wrong in line 2, column 1."
    );
    let large = server
        .post(
            "/conversations",
            json!({"language": "x".repeat(260 * 1024)}),
        )
        .await;
    assert_eq!(large.status, 413);
}

#[tokio::test]
async fn every_mistake_of_a_body_is_named_at_once() {
    let server = TestServer::start().await;
    let shape = json!({"chanel": "web", "customer": {"name": 5, "phone": "1"}, "message": {"author": "pigeon", "text": "Hi", "confidence": "high"}});
    let answer = server.post("/conversations", shape).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.pointers(),
        [
            "/chanel",
            "/customer/name",
            "/customer/phone",
            "/message/author",
            "/message/confidence"
        ]
    );
    let values = json!({"language": "english!", "customer": {"email": "maya", "zone": "Madrid", "name": "x".repeat(101)},
        "message": {"author": "operator", "text": " ", "confidence": 2, "client_id": ""}});
    let answer = server.post("/conversations", values).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.pointers(),
        [
            "/language",
            "/customer/name",
            "/customer/email",
            "/customer/zone",
            "/message/text",
            "/message/author",
            "/message/confidence",
            "/message/client_id"
        ]
    );
}

#[tokio::test]
async fn every_verb_names_what_is_missing_or_too_much() {
    let server = TestServer::start().await;
    let id = server.waiting().await;
    let cases = [
        ("messages", json!({}), "/author"),
        ("messages", json!({"author": "customer"}), "/text"),
        (
            "messages",
            json!({"author": "operator", "text": "Hi"}),
            "/author",
        ),
        ("claim", json!({}), "/operator_id"),
        ("claim", json!({"operator_id": 99}), "/operator_id"),
        ("claim", json!({"operator_id": "Maya"}), "/operator_id"),
        ("assign", json!({}), "/operator_id"),
        ("assign", json!({"operator_id": 99}), "/operator_id"),
        ("replies", json!({"operator_id": 1}), "/text"),
        ("notes", json!({"operator_id": 1, "text": " "}), "/text"),
        ("resolve", json!({"operator": 1}), "/operator"),
        ("resolve", json!({"operator_id": 99}), "/operator_id"),
        ("hand_back", json!([]), ""),
    ];
    for (verb, body, pointer) in cases {
        let answer = server
            .post(&format!("/conversations/{id}/{verb}"), body.clone())
            .await;
        assert_eq!(answer.status, 422, "{verb} {body}");
        assert_eq!(answer.pointers(), [pointer], "{verb} {body}");
    }
}
