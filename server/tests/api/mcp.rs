//! The Model Context Protocol, as a client without a library meets it.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use handoff::access::TokenScope;
use serde_json::{Value, json};

use crate::support::TestServer;

/// The revision without sessions.
const NEWEST: &str = "2026-07-28";
/// The one most clients speak.
const USUAL: &str = "2025-11-25";

/// Asks as a client that speaks that revision.
async fn ask_as(server: &TestServer, revision: &str, method: &str, mut params: Value) -> Value {
    if revision == NEWEST {
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": NEWEST,
            "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {}});
    }
    let name = params["name"].as_str().unwrap_or_default().to_owned();
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let mut request = Request::post("/mcp")
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::AUTHORIZATION, format!("Bearer {}", server.token))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json, text/event-stream")
        .header("mcp-protocol-version", revision);
    if revision == NEWEST {
        request = request.header("mcp-method", method);
        if !name.is_empty() {
            request = request.header("mcp-name", name);
        }
    }
    let request = request.body(Body::from(body.to_string())).unwrap();
    let response = server.raw(request).await;
    assert_eq!(response.status(), StatusCode::OK, "{method}");
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

async fn ask(server: &TestServer, method: &str, params: Value) -> Value {
    ask_as(server, USUAL, method, params).await
}

/// Calls a tool and gives back its result.
pub(crate) async fn call(server: &TestServer, tool: &str, arguments: Value) -> Value {
    let params = json!({"name": tool, "arguments": arguments});
    let mut answer = ask(server, "tools/call", params).await;
    assert!(answer["error"].is_null(), "{answer}");
    answer["result"].take()
}

async fn tools(server: &TestServer) -> Vec<String> {
    let answer = ask(server, "tools/list", json!({})).await;
    let tools = answer["result"]["tools"].as_array().unwrap();
    tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn an_agent_hands_over_reads_along_and_takes_it_back() {
    let server = TestServer::start().await;
    server
        .made(
            "/handoffs",
            json!({"name": "Billing Support", "description": "Invoices and refunds"}),
        )
        .await;
    assert_eq!(
        tools(&server).await,
        [
            "check_availability",
            "get_conversation",
            "append_message",
            "request_handoff",
            "cancel_handoff",
            "handoff_billing_support"
        ]
    );
    let there = call(
        &server,
        "check_availability",
        json!({"zone": "Europe/Madrid"}),
    )
    .await;
    assert_eq!(there["structuredContent"]["open"], true);

    let said = call(
        &server,
        "append_message",
        json!({"author": "customer", "text": "Where is my invoice?", "customer_name": "Priya"}),
    )
    .await;
    assert_eq!(said["isError"], false, "{said}");
    let said = &said["structuredContent"];
    assert_eq!(said["decision"]["outcome"], "continue");
    assert!(said["decision"]["trace"].is_null());
    let id = json!({"conversation_id": said["conversation"]["id"]});

    let handed = call(&server, "handoff_billing_support", id.clone()).await;
    assert_eq!(
        handed["structuredContent"]["decision"]["outcome"], "hand_off",
        "{handed}"
    );
    let read = call(&server, "get_conversation", id.clone()).await;
    assert_eq!(
        read["structuredContent"]["conversation"]["state"],
        "waiting"
    );
    assert_eq!(read["structuredContent"]["position"], 1);

    let taken_back = call(&server, "cancel_handoff", id.clone()).await;
    assert_eq!(
        taken_back["structuredContent"]["state"], "with_ai",
        "{taken_back}"
    );
    let again = call(&server, "cancel_handoff", id.clone()).await;
    assert_eq!(again["isError"], true);
    let asked = call(&server, "request_handoff", id).await;
    assert_eq!(
        asked["structuredContent"]["decision"]["outcome"], "hand_off",
        "{asked}"
    );
}

#[tokio::test]
async fn what_a_person_has_taken_is_theirs_to_end() {
    let server = TestServer::start().await;
    let maya = server.new_operator("Maya Strand").await;
    let id = server.waiting().await;
    let claimed = server
        .post(
            &format!("/conversations/{id}/claim"),
            json!({"operator_id": maya}),
        )
        .await;
    assert_eq!(claimed.status, StatusCode::OK, "{}", claimed.body);
    let refused = call(&server, "cancel_handoff", json!({"conversation_id": id})).await;
    assert_eq!(refused["isError"], true);
    assert_eq!(
        refused["content"][0]["text"],
        "Maya Strand has this conversation."
    );
    let refused = server
        .post(&format!("/conversations/{id}/cancel_handoff"), json!({}))
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn both_revisions_are_spoken_without_a_session() {
    let server = TestServer::start().await;
    let params = json!({"protocolVersion": USUAL, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}});
    let hello = ask(&server, "initialize", params).await;
    assert_eq!(hello["result"]["protocolVersion"], USUAL);
    assert_eq!(hello["result"]["serverInfo"]["name"], "handoff");
    let newest = ask_as(&server, NEWEST, "server/discover", json!({})).await;
    let versions = newest["result"]["supportedVersions"].as_array().unwrap();
    assert!(
        versions.contains(&json!(NEWEST)) && versions.contains(&json!(USUAL)),
        "{newest}"
    );
    let listed = ask_as(&server, NEWEST, "tools/list", json!({})).await;
    assert_eq!(
        listed["result"]["tools"].as_array().unwrap().len(),
        5,
        "{listed}"
    );
    let called = ask_as(
        &server,
        NEWEST,
        "tools/call",
        json!({"name": "check_availability", "arguments": {}}),
    )
    .await;
    assert_eq!(
        called["result"]["structuredContent"]["open"], true,
        "{called}"
    );
}

#[tokio::test]
async fn a_token_that_may_only_look_has_the_tools_that_look() {
    let mut server = TestServer::start().await;
    let id = server.waiting().await;
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(
        tools(&server).await,
        ["check_availability", "get_conversation"]
    );
    let refused = call(&server, "cancel_handoff", json!({"conversation_id": id})).await;
    assert_eq!(refused["isError"], true);
    assert!(
        refused["content"][0]["text"]
            .as_str()
            .unwrap()
            .contains("write_all")
    );
    let read = call(&server, "get_conversation", json!({"conversation_id": id})).await;
    assert_eq!(
        read["structuredContent"]["conversation"]["state"],
        "waiting"
    );
}

#[tokio::test]
async fn nobody_reaches_another_agents_conversations_or_comes_in_without_a_token() {
    let mut server = TestServer::start().await;
    let id = server.waiting().await;
    let other = server.new_agent("Bruno").await;
    let own = std::mem::take(&mut server.token);
    server.token = server.new_token(TokenScope::WriteAll, Some(other)).await;
    let hidden = call(&server, "get_conversation", json!({"conversation_id": id})).await;
    assert_eq!(
        hidden["content"][0]["text"],
        "There is no such conversation."
    );
    let crooked = call(
        &server,
        "get_conversation",
        json!({"conversation_id": "../agents"}),
    )
    .await;
    assert_eq!(crooked["isError"], true);
    server.token = own;

    let post = || {
        Request::post("/mcp")
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json, text/event-stream")
    };
    let body = || Body::from(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
    let unknown = server.raw(post().body(body()).unwrap()).await;
    assert_eq!(unknown.status(), StatusCode::UNAUTHORIZED);
    assert!(unknown.headers().contains_key(header::WWW_AUTHENTICATE));
    let known = || post().header(header::AUTHORIZATION, format!("Bearer {}", server.token));
    let foreign = known().header(header::ORIGIN, "https://evil.example");
    let foreign = server.raw(foreign.body(body()).unwrap()).await;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let ours = known().header(header::ORIGIN, "http://127.0.0.1:3000");
    let ours = server.raw(ours.body(body()).unwrap()).await;
    assert_eq!(ours.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_is_wrong_with_a_call_is_said_so_that_an_agent_can_mend_it() {
    let server = TestServer::start().await;
    let wrong = call(
        &server,
        "append_message",
        json!({"author": "nobody", "text": ""}),
    )
    .await;
    let text = wrong["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("/message/author"), "{text}");
    let missing = call(&server, "request_handoff", json!({})).await;
    assert!(
        missing["content"][0]["text"]
            .as_str()
            .unwrap()
            .contains("conversation_id")
    );
    let unknown = ask(
        &server,
        "tools/call",
        json!({"name": "fly", "arguments": {}}),
    )
    .await;
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
}
