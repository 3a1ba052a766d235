//! What is said, and what is decided about it.

use axum::{body::Body, http::header};
use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn a_message_is_answered_with_its_decision() {
    let server = TestServer::start().await;
    let begun = server.post("/conversations", json!({})).await;
    assert_eq!(begun.status, 201);
    assert!(begun.body.get("decision").is_none());
    let id = begun.body["conversation"]["id"].as_str().unwrap();
    let path = format!("/conversations/{id}/messages");
    let answer = server
        .post(
            &path,
            json!({"author": "customer", "text": "Can I talk to a real person, please?"}),
        )
        .await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.body["message"]["text"],
        "Can I talk to a real person, please?"
    );
    let decision = &answer.body["decision"];
    assert_eq!(decision["outcome"], "hand_off");
    assert_eq!(decision["queue"]["position"], 1);
    assert_eq!(decision["trigger"]["kind"], "explicit_request");
    assert_eq!(decision["trigger"]["reason"], "customer_request");
    assert!(!decision["trace"].as_array().unwrap().is_empty());
    let members: Vec<&str> = decision
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        members,
        [
            "outcome",
            "trigger",
            "handoff",
            "queue",
            "routing",
            "priority",
            "priority_reasons",
            "gather",
            "message",
            "instructions",
            "reading",
            "trace",
            "why_not",
            "judge"
        ]
    );
    let next = server
        .post(&path, json!({"author": "customer", "text": "Hello?"}))
        .await;
    assert_eq!(next.body["decision"]["outcome"], "ignored");
}

#[tokio::test]
async fn the_same_message_sent_twice_is_kept_once_and_answered_alike() {
    let server = TestServer::start().await;
    let first = json!({"answer": true, "message": {"author": "customer", "text": "I want to speak to a human", "client_id": "m1"}});
    let begun = server.post("/conversations", first.clone()).await;
    let again = server.post("/conversations", first).await;
    assert_eq!((begun.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(begun.body, again.body);
    assert_eq!(begun.header("location"), again.header("location"));
    assert_eq!(
        begun.body["messages"].as_array().unwrap().len(),
        2,
        "the question and the built-in answer"
    );
    let id = begun.body["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/conversations/{id}/messages");
    let said = json!({"author": "customer", "text": "Yes", "client_id": "m2"});
    let said_first = server.post(&path, said.clone()).await;
    server
        .post(&path, json!({"author": "customer", "text": "Hello?"}))
        .await;
    let said_again = server.post(&path, said).await;
    assert_eq!(
        (said_first.status.as_u16(), said_again.status.as_u16()),
        (201, 200)
    );
    assert_eq!(said_first.body, said_again.body);
}

#[tokio::test]
async fn the_idempotency_key_names_a_message_too() {
    let server = TestServer::start().await;
    let body = json!({"message": {"author": "customer", "text": "Hello"}}).to_string();
    let send = async || {
        let request = server
            .request("POST", "/conversations")
            .header(header::CONTENT_TYPE, "application/json");
        server
            .send(
                request
                    .header("idempotency-key", "k1")
                    .body(Body::from(body.clone()))
                    .unwrap(),
            )
            .await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(
        first.body["conversation"]["id"],
        again.body["conversation"]["id"]
    );
}

#[tokio::test]
async fn an_ai_that_answers_after_a_person_took_over_is_dropped() {
    let server = TestServer::start().await;
    let (id, by) = (
        server.waiting().await,
        server.new_operator("Maya Strand").await,
    );
    server
        .post(
            &format!("/conversations/{id}/claim"),
            json!({"operator_id": by}),
        )
        .await;
    let said = json!({"author": "ai", "text": "I can help with that!", "confidence": 0.9});
    let dropped = server
        .post(&format!("/conversations/{id}/messages"), said)
        .await;
    assert_eq!(dropped.status, 200);
    assert_eq!(dropped.body["decision"]["outcome"], "ignored");
    assert_eq!(
        (&dropped.body["message"], &dropped.body["messages"]),
        (&json!(null), &json!([]))
    );
    let card = server.get(&format!("/conversations/{id}")).await.body;
    assert!(
        !card["messages"]
            .to_string()
            .contains("I can help with that!")
    );
}
