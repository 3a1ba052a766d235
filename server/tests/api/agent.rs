//! AI agents through the API, and tokens that are for every one of them.

use axum::{body::Body, http::header};
use handoff::access::TokenScope;
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

/// A request about the AI agent of that id.
async fn about(
    server: &TestServer,
    agent: &str,
    (method, path): (&str, &str),
    body: Value,
) -> Answer {
    let request = server
        .request(method, path)
        .header("handoff-agent", agent)
        .header(header::CONTENT_TYPE, "application/json");
    server
        .send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

async fn for_all(scope: TokenScope) -> TestServer {
    let mut server = TestServer::start().await;
    server.token = server.new_token_for_all(scope).await;
    server
}

#[tokio::test]
async fn an_ai_agent_is_made_renamed_and_read() {
    let server = for_all(TokenScope::WriteAll).await;
    let new = json!({"name": "Otto", "about": "The second shop"});
    let made = server.post("/agents", new).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let path = format!("/agents/{}", made.body["id"]);
    assert_eq!(made.header("location"), format!("/v1/api{path}"));
    assert_eq!(server.get(&path).await.body, made.body);
    assert_eq!(made.body["enabled"], false, "it does nothing by itself yet");
    let renamed = server.put(&path, None, json!({"name": "Ottilie"})).await;
    assert_eq!(renamed.body["name"], "Ottilie");
    let list = server.get("/agents").await.body;
    let names: Vec<&Value> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[1], "Ottilie");
    let refused = server.post("/agents", json!({"name": " "})).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            &refused.body["errors"][0]["pointer"]
        ),
        (422, &json!("/name"))
    );
}

#[tokio::test]
async fn a_token_for_one_ai_agent_makes_no_other() {
    let mut server = TestServer::start().await;
    let refused = server.post("/agents", json!({"name": "Otto"})).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    server.token = server.new_token_for_all(TokenScope::ReadAll).await;
    assert_eq!(
        server.post("/agents", json!({"name": "Otto"})).await.status,
        403
    );
    assert_eq!(
        server.get("/agents").await.body["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_request_names_the_ai_agent_that_is_meant() {
    let server = for_all(TokenScope::WriteAll).await;
    let second = server.new_agent("Otto").await.to_string();
    let text = json!({"title": "Opening", "text": "From nine."});
    let made = about(&server, &second, ("POST", "/topics"), text).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let topics = |answer: Answer| answer.body["data"].as_array().unwrap().len();
    let of_second = about(&server, &second, ("GET", "/topics"), Value::Null).await;
    let of_first = server.get("/topics").await;
    assert_eq!((topics(of_second), topics(of_first)), (1, 0));
    let path = format!("/topics/{}", made.body["id"]);
    assert_eq!(
        server.get(&path).await.status,
        404,
        "without a name it is the first"
    );
}

#[tokio::test]
async fn an_ai_agent_that_is_not_there_or_not_reached_does_not_exist() {
    let mut server = for_all(TokenScope::ReadAll).await;
    let second = server.new_agent("Otto").await.to_string();
    let read = async |server: &TestServer, agent: &str| {
        about(server, agent, ("GET", "/agents"), Value::Null).await
    };
    assert_eq!(read(&server, "99").await.status, 404);
    for odd in ["", "two", "-1", "1.5", " ", "99999999999999999999"] {
        assert_eq!(read(&server, odd).await.status, 400, "“{odd}”");
    }
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(read(&server, "1").await.status, 200, "its own may be said");
    let missing = read(&server, "99").await.body;
    assert_eq!(read(&server, &second).await.body, missing);
}

#[tokio::test]
async fn one_key_for_two_ai_agents_is_two_requests() {
    let server = for_all(TokenScope::WriteAll).await;
    let second = server.new_agent("Otto").await.to_string();
    let send = async |agent: &str| {
        let request = server
            .request("POST", "/conversations")
            .header("handoff-agent", agent)
            .header("idempotency-key", "k")
            .header(header::CONTENT_TYPE, "application/json");
        server.send(request.body(Body::from("{}")).unwrap()).await
    };
    assert_eq!(send("1").await.status, 201);
    assert_eq!(send(&second).await.body["code"], "key_used");
}
