//! U+0000, which PostgreSQL keeps in no text, in what programs send and answer.

use axum::{body::Body, http::Request};
use handoff::{delivery::DeliveryState, store::DeliveryQuery};
use serde_json::json;
use server::outgoing::{Outgoing, OutgoingSettings, Reach};

use crate::{
    mcp::call,
    receiver::{Act, Receiver},
    support::{
        TestServer,
        leaving::{deliver_all, leaving_by},
    },
};

#[tokio::test]
async fn an_address_that_has_it_leads_nowhere_and_a_question_that_has_it_is_read_without() {
    let server = TestServer::with_samples().await;
    for path in [
        "/conversations/conv_00000000000000000000000000%00",
        "/conversations/%00/messages",
        "/customers/%00",
        "/queues/1%00",
        "/exports/%00quickchat",
        "/help_desks/zen%00desk",
    ] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
    for path in [
        "/widget/agents/%00",
        "/files/%00",
        "/invitations/%00",
        "/do/%00",
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(server.status_of(request).await, 404, "{path}");
    }
    for (asked, plain) in [
        (
            "/conversations?search=de%00livery",
            "/conversations?search=delivery",
        ),
        ("/customers?search=%00@", "/customers?search=@"),
        ("/events?type=%00", "/events?type="),
        ("/availability?language=e%00n", "/availability?language=en"),
        ("/tools?language=%00", "/tools?language="),
    ] {
        let (asked, plain) = (server.get(asked).await, server.get(plain).await);
        assert_eq!((asked.status, asked.body), (plain.status, plain.body));
    }
}

#[tokio::test]
async fn tools_may_be_called_with_it() {
    let server = TestServer::start().await;
    let begun = call(
        &server,
        "append_message",
        json!({"author": "cust\0omer", "text": "Hel\0lo",
        "customer_name": "Ru\0th", "customer_email": "ruth\0@example.com", "language": "e\0n"}),
    );
    let begun = begun.await;
    assert_ne!(begun["isError"], true, "{begun}");
    let id = begun["structuredContent"]["conversation"]["id"]
        .as_str()
        .unwrap();
    for (tool, arguments) in [
        (
            "append_message",
            json!({"conversation_id": id, "author": "customer", "text": "A per\0son, please", "client_id": "\0"}),
        ),
        (
            "request_handoff",
            json!({"conversation_id": id, "gathered": {"or\0der": "\0"}}),
        ),
        ("cancel_handoff", json!({"conversation_id": id})),
        (
            "check_availability",
            json!({"queue": "Nobody\0", "language": "\0"}),
        ),
        (
            "get_conversation",
            json!({"conversation_id": format!("{id}\0")}),
        ),
    ] {
        let answer = call(&server, tool, arguments).await;
        let said = answer["content"][0]["text"].as_str().unwrap();
        assert!(
            !said.contains("went wrong") && !said.contains('\0'),
            "{tool}: {said}"
        );
    }
}

#[tokio::test]
async fn what_is_imported_may_have_it_also_as_json_writes_it() {
    let server = TestServer::start().await;
    let queue = json!([{"name": "Pre\0mium", "type": "Agent_queue", "enabled": true, "open_24": true,
        "timezone": "UTC\0", "transfer_function_name": "to\0_premium", "unkn\0own": "\0"}]);
    let import = server
        .post("/imports/asapp?handoff=New%00", queue.clone())
        .await;
    assert_eq!(import.status, 200, "{}", import.body);
    let written = handoff::vendor::vendor_named("asapp").unwrap();
    let around = handoff::vendor::Around {
        handoff: Some("New"),
        ..Default::default()
    };
    let there = server.get("/configuration").await.body;
    let import = handoff::vendor::import(written, &queue.to_string(), &there, &around).unwrap();
    assert!(!import.document.to_string().contains("\\u0000"));
    let document = json!({"messages": {"agent_connected": "He\0re"}}).to_string();
    let policy = handoff::policy::Document::parse(&document)
        .unwrap()
        .policy()
        .unwrap();
    assert!(!format!("{policy:?}").contains("\\0"));
}

#[tokio::test]
async fn whoever_is_told_may_answer_with_it() {
    let server = TestServer::start().await;
    let (receiver, url) = Receiver::start().await;
    let settings = OutgoingSettings {
        reach: Reach(vec!["127.0.0.0/8".parse().unwrap()]),
        secret: None,
    };
    let post = leaving_by(Outgoing::new(settings).unwrap());
    let hook = json!({"name": "CRM", "url": url, "events": ["conversation.handoff_requested"]});
    server.made("/webhooks", hook).await;
    receiver.then([
        Act::Words(500, "\0No\0"),
        Act::Words(200, "{\"a\": \"\\u0000\"}\0"),
    ]);
    server.waiting().await;
    deliver_all(&server.desk, &server.clock, &post).await;
    let query = DeliveryQuery {
        limit: 5,
        ..DeliveryQuery::default()
    };
    let page = server.desk.store.deliveries(&query).await.unwrap();
    let told = &page.deliveries[0];
    assert_eq!((told.state, told.attempts), (DeliveryState::Sent, 2));
}
