//! What the handoffs of a period add up to, by the API.

use axum::http::StatusCode;
use handoff::access::TokenScope;
use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn a_handoff_is_counted_with_how_long_it_took() {
    let server = TestServer::start().await;
    let id = server.waiting().await;
    let ben = server.new_operator("Ben Alder").await;
    server.clock.advance(240);
    let path = format!("/conversations/{id}/claim");
    let claimed = server.post(&path, json!({"operator_id": ben})).await;
    assert_eq!(claimed.status, StatusCode::OK, "{}", claimed.body);
    server.clock.advance(60);
    let reply = json!({"operator_id": ben, "text": "Hello, a person here."});
    let said = server
        .post(&format!("/conversations/{id}/replies"), reply)
        .await;
    assert!(said.status.is_success(), "{}", said.body);
    server.clock.advance(60);
    let path = format!("/conversations/{id}/hand_back");
    let back = server.post(&path, json!({})).await;
    assert!(back.status.is_success(), "{}", back.body);

    let answer = server.get("/insights?days=7").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let figures = &answer.body;
    assert_eq!(figures["handoffs"], 1, "{figures}");
    assert_eq!(figures["conversations"], 1);
    let pick_up = json!({"count": 1, "typical_seconds": 240, "slow_seconds": 240});
    assert_eq!(figures["pick_up"], pick_up);
    assert_eq!(figures["first_reply"]["typical_seconds"], 300);
    assert_eq!(
        figures["returns"],
        json!({"handed_back": 1, "needed_no_person_again": 1})
    );
    assert_eq!(figures["given_up"], 0);
    assert_eq!(figures["days"].as_array().map(Vec::len), Some(7));
    assert_eq!(figures["days"][6]["handoffs"], 1);
    assert_eq!(figures["hours"].as_array().map(Vec::len), Some(24));
    assert_eq!(figures["reasons"][0]["handoffs"], 1);
}

#[tokio::test]
async fn another_agents_handoffs_are_not_counted() {
    let mut server = TestServer::start().await;
    server.waiting().await;
    let other = server.new_agent("Otto").await;
    server.token = server.new_token(TokenScope::ReadAll, Some(other)).await;
    let answer = server.get("/insights").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.body["handoffs"], 0);
    assert_eq!(answer.body["conversations"], 0);
}

#[tokio::test]
async fn everything_wrong_with_the_question_is_named_at_once() {
    let server = TestServer::start().await;
    let pointers = async |query: &str| {
        let answer = server.get(&format!("/insights?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let pointers = answer.pointers().into_iter().map(str::to_owned);
        pointers.collect::<Vec<_>>()
    };
    assert_eq!(pointers("days=0").await, ["/days"]);
    assert_eq!(pointers("days=7&from=2026-01-01").await, ["/days"]);
    assert_eq!(
        pointers("from=soon&to=2026-02-30&zone=Mars").await,
        ["/zone", "/from", "/to"]
    );
    assert_eq!(pointers("from=2026-02-02&to=2026-02-01").await, ["/to"]);
    assert_eq!(pointers("from=2026-02-02").await, ["/to"]);
}
