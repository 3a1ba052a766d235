//! The event log over the API, and the verbs that came with it.

use axum::body::Body;
use futures::StreamExt;
use handoff::{
    access::{Actor, TokenScope},
    actions::revoke_token,
    id::{AgentId, TokenId},
};
use serde_json::{Value, json};

use crate::support::TestServer;

async fn all(server: &TestServer) -> Vec<Value> {
    let (mut events, mut path) = (Vec::new(), "/events?limit=2".to_owned());
    loop {
        let page = server.get(&path).await;
        events.extend(page.body["data"].as_array().unwrap().iter().cloned());
        let link = page.header("link").to_owned();
        match link.strip_prefix("</v1/api") {
            Some(next) => next.split('>').next().unwrap().clone_into(&mut path),
            None => return events,
        }
    }
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_holds_only_ones_own() {
    let mut server = TestServer::start().await;
    let id = server.waiting().await;
    let before = all(&server).await;
    let kinds: Vec<&str> = before
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"agent.created") && kinds.contains(&"conversation.handoff_requested"),
        "{kinds:?}"
    );
    assert!(before.is_sorted_by_key(|event| event["id"].as_i64()));
    let of_it = before
        .iter()
        .filter(|event| event["conversation_id"] == id.as_str());
    assert!(of_it.count() >= 2);
    let last = before.last().unwrap()["id"].clone();
    let nothing = server.get(&format!("/events?after={last}")).await.body;
    assert_eq!(nothing, json!({"data": [], "next": last}));
    server.waiting().await;
    let new = server.get(&format!("/events?after={last}")).await.body;
    assert!(
        new["data"]
            .as_array()
            .unwrap()
            .iter()
            .all(|event| event["id"].as_i64() > last.as_i64())
    );
    for wrong in ["limit=0", "limit=101", "after=x", "afther=1"] {
        assert_eq!(
            server.get(&format!("/events?{wrong}")).await.status,
            400,
            "{wrong}"
        );
    }
    let other = server.new_agent("Bruno").await;
    server.token = server.new_token(TokenScope::ReadAll, Some(other)).await;
    let others = all(&server).await;
    assert!(
        !json!(others).to_string().contains(&id),
        "another AI agent's"
    );
}

#[tokio::test]
async fn the_stream_tells_what_happens_until_the_token_is_revoked() {
    let server = TestServer::start().await;
    let request = server.request("GET", "/events/live").body(Body::empty());
    let mut stream = server.stream(request.unwrap()).await;
    let id = server.waiting().await;
    let mut told = String::new();
    while !told.contains("conversation.handoff_requested") {
        told.push_str(&String::from_utf8_lossy(
            &stream.next().await.unwrap().unwrap(),
        ));
    }
    assert!(
        told.contains(&id) && told.contains("event: message.added") && told.contains("id: "),
        "{told}"
    );
    revoke_token(&server.desk, &Actor::System, TokenId(1))
        .await
        .unwrap();
    let rest = stream.collect::<Vec<_>>();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(10), rest).await;
    assert!(ended.is_ok(), "it ends with its token");
}

#[tokio::test]
async fn a_conversation_goes_to_another_queue_of_its_own_ai_agent() {
    let server = TestServer::start().await;
    let maya = server.new_operator("Maya Strand").await;
    let id = server.waiting().await;
    server
        .post(
            &format!("/conversations/{id}/claim"),
            json!({"operator_id": maya}),
        )
        .await;
    let night = json!({"name": "Night", "type": "Agent_queue", "enabled": true, "open_24": true, "timezone": "UTC"});
    let queue = server.made("/queues", night).await;
    let path = format!("/conversations/{id}/queue");
    let moved = server.post(&path, json!({"queue_id": queue})).await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let now = ["queue", "state", "assignee"].map(|member| moved.body[member].clone());
    assert_eq!(now, [json!("Night"), json!("waiting"), json!(null)]);
    let other = server.new_agent("Bruno").await;
    let foreign = server.desk.store.queues(other).await.unwrap()[0].id;
    for unknown in [json!(foreign), json!(999_999)] {
        let refused = server.post(&path, json!({"queue_id": unknown})).await;
        assert_eq!(
            (refused.status.as_u16(), refused.pointers()),
            (422, vec!["/queue_id"])
        );
    }
}

#[tokio::test]
async fn what_was_done_is_opened_again_for_somebody_or_for_anybody() {
    let server = TestServer::start().await;
    let maya = server.new_operator("Maya Strand").await;
    for (body, state) in [
        (json!({"operator_id": maya}), "with_operator"),
        (json!({}), "waiting"),
    ] {
        let id = server.waiting().await;
        server
            .post(&format!("/conversations/{id}/resolve"), json!({}))
            .await;
        let path = format!("/conversations/{id}/reopen");
        let opened = server.post(&path, body.clone()).await;
        assert_eq!(
            (opened.status.as_u16(), &opened.body["state"]),
            (200, &json!(state))
        );
        let again = server.post(&path, body).await;
        assert_eq!(again.body, opened.body, "what is open stays as it is");
    }
}

#[tokio::test]
async fn a_token_renames_its_own_ai_agent_and_no_other_one() {
    let server = TestServer::start().await;
    let other = server.new_agent("Bruno").await;
    let path = |agent: AgentId| format!("/agents/{agent}");
    let new = json!({"name": "Nora", "about": "The shop"});
    let renamed = server.put(&path(AgentId(1)), None, new.clone()).await;
    assert_eq!(
        (renamed.status.as_u16(), &renamed.body["name"]),
        (200, &json!("Nora"))
    );
    let listed = server.get("/agents").await.body;
    assert_eq!(listed["data"], json!([renamed.body]));
    assert_eq!(server.put(&path(other), None, new).await.status, 404);
    assert_eq!(server.get(&path(other)).await.status, 404);
    let empty = server
        .put(&path(AgentId(1)), None, json!({"name": " "}))
        .await;
    assert_eq!(empty.pointers(), ["/name"]);
}
