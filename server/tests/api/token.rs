//! Who may do what.

use axum::{
    body::Body,
    http::{Request, header},
};
use handoff::{
    access::{Actor, TokenScope},
    actions::revoke_token,
    clock::from_millis,
    id::{TokenId, hash_secret},
};
use serde_json::json;

use crate::support::{NOW, TestServer};

#[tokio::test]
async fn without_a_token_that_works_nothing_is_told() {
    let server = TestServer::start().await;
    for authorization in [
        None,
        Some("Bearer hnd_wrong"),
        Some("Basic abc"),
        Some("hnd_x"),
        Some("Bearer  "),
    ] {
        let mut request = Request::get("/v1/api/conversations");
        if let Some(value) = authorization {
            request = request.header(header::AUTHORIZATION, value);
        }
        let answer = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401, "{authorization:?}");
        assert!(
            answer
                .header("www-authenticate")
                .starts_with("Bearer realm=\"handoff\"")
        );
        assert_eq!(answer.body["code"], "unauthorised");
        assert_eq!(answer.body["instance"], "/v1/api/conversations");
    }
}

#[tokio::test]
async fn a_revoked_token_stops_working_at_once() {
    let server = TestServer::start().await;
    assert_eq!(server.get("/conversations").await.status, 200);
    revoke_token(&server.desk, &Actor::System, TokenId(1))
        .await
        .unwrap();
    let answer = server.get("/conversations").await;
    assert_eq!(answer.status, 401);
    assert!(answer.header("www-authenticate").contains("invalid_token"));
}

#[tokio::test]
async fn a_token_that_may_look_may_not_change() {
    let mut server = TestServer::start().await;
    let id = server.waiting().await;
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(server.get("/conversations").await.status, 200);
    assert_eq!(
        server.get(&format!("/conversations/{id}")).await.status,
        200
    );
    let asked = json!({"messages": [{"author": "customer", "text": "Hello"}]});
    assert_eq!(server.post("/decisions", asked).await.status, 200);
    for path in [
        "",
        "/messages",
        "/claim",
        "/assign",
        "/replies",
        "/notes",
        "/resolve",
        "/hand_back",
    ] {
        let path = if path.is_empty() {
            "/conversations".to_owned()
        } else {
            format!("/conversations/{id}{path}")
        };
        let answer = server.post(&path, json!({})).await;
        assert_eq!(answer.status, 403, "{path}");
        assert!(
            answer
                .header("www-authenticate")
                .contains("scope=\"write_all\"")
        );
    }
}

#[tokio::test]
async fn another_agents_conversations_do_not_exist() {
    let mut server = TestServer::start().await;
    let (id, by) = (
        server.waiting().await,
        server.new_operator("Maya Strand").await,
    );
    let other = server.new_agent("Other").await;
    server.token = server.new_token(TokenScope::WriteAll, Some(other)).await;
    assert_eq!(
        server.get("/conversations").await.body["conversations"],
        json!([])
    );
    for id in [id.as_str(), "conv_unknown", "%FF"] {
        let foreign = server.get(&format!("/conversations/{id}")).await;
        assert!(
            foreign.status == 404 || (id == "%FF" && foreign.status == 400),
            "{id}"
        );
    }
    let words = json!({"operator_id": by, "text": "Hello"});
    let bodies = [
        ("messages", json!({"author": "customer", "text": "Hello"})),
        ("claim", json!({"operator_id": by})),
        ("assign", json!({"operator_id": null})),
        ("replies", words.clone()),
        ("notes", words),
        ("resolve", json!({})),
        ("hand_back", json!({})),
    ];
    for (verb, body) in bodies {
        let foreign = server
            .post(&format!("/conversations/{id}/{verb}"), body.clone())
            .await;
        let unknown = server
            .post(&format!("/conversations/conv_unknown/{verb}"), body)
            .await;
        assert_eq!(
            (foreign.status.as_u16(), unknown.status.as_u16()),
            (404, 404),
            "{verb}"
        );
        assert_eq!(foreign.body["detail"], unknown.body["detail"]);
    }
}

#[tokio::test]
async fn the_last_use_is_known_to_the_hour() {
    let server = TestServer::start().await;
    let used = async || {
        server
            .desk
            .store
            .token(&hash_secret(&server.token))
            .await
            .unwrap()
            .unwrap()
            .last_used_at
    };
    assert_eq!(used().await, None);
    for (seconds, noted) in [(0, 0), (3599, 0), (1, 3600)] {
        server.clock.advance(seconds);
        server.get("/conversations").await;
        assert_eq!(used().await, Some(from_millis(NOW + noted * 1000)));
    }
}
