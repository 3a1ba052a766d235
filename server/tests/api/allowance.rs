//! What a token may send, and for how long.

use axum::{body::Body, http::Request};
use chrono::Duration;
use handoff::{
    access::{Actor, TokenScope},
    actions::{NewToken, SaveError, create_token},
    id::AgentId,
};

use crate::support::TestServer;

#[tokio::test]
async fn a_token_that_sends_too_much_is_told_when_it_may_go_on() {
    let mut server = TestServer::start_with(|desk, _| desk.with_requests_a_minute(3)).await;
    for _ in 0..3 {
        assert_eq!(server.get("/labels").await.status, 200);
    }
    let refused = server.get("/labels").await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("retry-after")),
        (429, "20")
    );
    assert_eq!(refused.body["code"], "too_many");
    let own = std::mem::take(&mut server.token);
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(
        server.get("/labels").await.status,
        200,
        "another token has its own"
    );
    server.token = own;
    server.clock.advance(20);
    assert_eq!(server.get("/labels").await.status, 200);
    assert_eq!(server.get("/labels").await.status, 429);
    let any = TestServer::start_with(|desk, _| desk.with_requests_a_minute(0)).await;
    for _ in 0..50 {
        assert_eq!(any.get("/labels").await.status, 200);
    }
}

#[tokio::test]
async fn a_token_whose_time_is_over_no_longer_works() {
    let mut server = TestServer::start().await;
    let now = server.desk.now();
    let mut new = NewToken {
        name: "For a day".into(),
        scope: TokenScope::ReadAll,
        agent: Some(AgentId(1)),
        is_for_all: false,
        expires_at: Some(now + Duration::days(1)),
    };
    let secret = create_token(&server.desk, &Actor::System, &new)
        .await
        .unwrap();
    server.token = secret.reveal().to_owned();
    server.clock.advance(24 * 3600 - 1);
    assert_eq!(server.get("/labels").await.status, 200);
    server.clock.advance(1);
    let refused = server.get("/labels").await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").contains("invalid_token"));
    new.expires_at = Some(now);
    let over = create_token(&server.desk, &Actor::System, &new).await;
    assert!(matches!(over, Err(SaveError::Invalid(problems)) if problems[0].pointer == "/expires"));
}

#[tokio::test]
async fn every_answer_has_the_number_of_its_request() {
    let server = TestServer::start().await;
    for path in ["/labels", "/nothing", "/conversations/conv_x"] {
        let answer = server.get(path).await;
        assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
    }
    let own = server
        .request("GET", "/labels")
        .header("x-request-id", "mine-7");
    let answer = server.send(own.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("x-request-id"), "mine-7");
    let nobody = Request::get("/v1/api/labels").body(Body::empty());
    let answer = server.send(nobody.unwrap()).await;
    assert_eq!(answer.header("x-request-id").len(), 36);
}
