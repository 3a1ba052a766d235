//! Handoffs, queues, transfer functions and topics through the API, as a program sets them up and uses them.

use handoff::access::TokenScope;
use serde_json::{Value, json};

use crate::support::TestServer;

fn function() -> Value {
    json!({"name": "to_billing", "kind": "phone", "number": "+1 212 555 0100",
        "sip_headers": {"X-Queue": "{{queue}}"}, "parameters": {"conversation": "{{conversation_id}}"}})
}

fn queue() -> Value {
    json!({"name": "Billing Support", "type": "Agent_queue", "enabled": true, "open_24": true,
        "timezone": "America/New_York", "transfer_function_name": "to_billing"})
}

fn handoff() -> Value {
    json!({"name": "Billing Support", "description": "Invoices and refunds",
        "available_instructions": "Transfer immediately.", "unavailable_instructions": "Say when billing is back.",
        "queues": ["Billing Support"]})
}

/// Ids of a transfer function, a queue and a handoff.
async fn shop(server: &TestServer) -> [i64; 3] {
    [
        server.made("/transfer_functions", function()).await,
        server.made("/queues", queue()).await,
        server.made("/handoffs", handoff()).await,
    ]
}

#[tokio::test]
async fn what_is_made_is_shown_listed_changed_and_deleted() {
    let server = TestServer::start().await;
    let [function_id, queue_id, handoff_id] = shop(&server).await;
    let topic = json!({"title": "Billing inquiry", "text": "Refunds take 5 days.", "handoffs": ["Billing Support"]});
    let topic_id = server.made("/topics", topic.clone()).await;
    for (noun, id, body) in [
        ("transfer_functions", function_id, function()),
        ("queues", queue_id, queue()),
        ("handoffs", handoff_id, handoff()),
        ("topics", topic_id, topic),
    ] {
        let path = format!("/{noun}/{id}");
        let shown = server.get(&path).await;
        assert_eq!(shown.status, 200, "{path}");
        let version = shown.header("etag").to_owned();
        let revision: i64 = version.trim_matches('"').parse().unwrap();
        let next = format!("\"{}\"", revision + 1);
        for (key, value) in body.as_object().unwrap() {
            assert_eq!(&shown.body[key], value, "{key} of {path}");
        }
        let listed = server.get(&format!("/{noun}?limit=100")).await;
        let is_there = |row: &Value| row["id"] == id;
        assert!(
            listed.body["data"].as_array().unwrap().iter().any(is_there),
            "{}",
            listed.body
        );
        let changed = server.put(&path, Some(&version), body.clone()).await;
        assert_eq!(
            (changed.status.as_u16(), changed.header("etag")),
            (200, next.as_str()),
            "{}",
            changed.body
        );
        let late = server.put(&path, Some(&version), body).await;
        assert_eq!(
            (late.status.as_u16(), late.body["code"].as_str()),
            (412, Some("outdated"))
        );
        assert_eq!(server.get(&format!("/{noun}/9999")).await.status, 404);
    }
    for path in [
        format!("/transfer_functions/{function_id}"),
        format!("/queues/{queue_id}"),
        format!("/handoffs/{handoff_id}"),
    ] {
        let used = server.delete(&path).await;
        assert_eq!(
            (used.status.as_u16(), used.body["code"].as_str()),
            (409, Some("in_use")),
            "{path}"
        );
        assert!(
            used.body["detail"].as_str().unwrap().contains("“Bill"),
            "{}",
            used.body
        );
    }
    for path in [
        format!("/topics/{topic_id}"),
        format!("/handoffs/{handoff_id}"),
        format!("/queues/{queue_id}"),
        format!("/transfer_functions/{function_id}"),
    ] {
        assert_eq!(server.delete(&path).await.status, 204, "{path}");
        assert_eq!(server.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_kept() {
    let server = TestServer::start().await;
    shop(&server).await;
    let bad = json!({"name": "", "type": "agent", "open_24": false, "timezone": "Mars",
        "supported_languages": ["spanish"], "transfer_function_name": "to_biling", "members": [99]});
    let refused = server.post("/queues", bad).await;
    assert_eq!(refused.status, 422);
    let places = refused.pointers();
    for place in [
        "/name",
        "/type",
        "/timezone",
        "/supported_languages/0",
        "/transfer_function_name",
        "/members/0",
    ] {
        assert!(places.contains(&place), "{place} in {places:?}");
    }
    let twice = server
        .post("/handoffs", json!({"name": "billing-support"}))
        .await;
    assert_eq!(
        (twice.status.as_u16(), twice.pointers()),
        (422, vec!["/name"])
    );
    let nowhere = server
        .post(
            "/handoffs",
            json!({"name": "Sales", "queues": ["Billing Suport"]}),
        )
        .await;
    assert_eq!(
        (nowhere.status.as_u16(), nowhere.pointers()),
        (422, vec!["/queues/0"])
    );
    let lost = server
        .post(
            "/topics",
            json!({"title": "A", "text": "b", "handoffs": ["Nobody"]}),
        )
        .await;
    assert_eq!(
        (lost.status.as_u16(), lost.pointers()),
        (422, vec!["/handoffs/0"])
    );
    assert_eq!(
        server.get("/handoffs").await.body["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_destination_makes_its_queues() {
    let server = TestServer::start().await;
    server.made("/transfer_functions", function()).await;
    let destination = json!([queue(), {"name": "Night", "type": "Agent_queue", "enabled": true, "open_24": false,
        "weekly_hours": {"mon": [{"start": "20:00", "end": "24:00"}]}, "timezone": "UTC", "transfer_function_name": "to_billing"}]);
    let made = server
        .post(
            "/handoffs",
            json!({"name": "Billing", "destination": destination}),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.body["queues"], json!(["Billing Support", "Night"]));
    let bad = json!([{"name": "Night", "type": "Agent_queue"}]);
    let refused = server
        .post("/handoffs", json!({"name": "Other", "destination": bad}))
        .await;
    assert!(
        refused.pointers().contains(&"/destination/0/timezone"),
        "{:?}",
        refused.pointers()
    );
}

#[tokio::test]
async fn only_a_token_that_may_write_changes_anything_and_only_its_own_agent() {
    let mut server = TestServer::start().await;
    let [_, queue_id, _] = shop(&server).await;
    let other = server.new_agent("Theo").await;
    let writing = server.token.clone();
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(server.post("/queues", queue()).await.status, 403);
    assert_eq!(
        server.delete(&format!("/queues/{queue_id}")).await.status,
        403
    );
    server.token = server.new_token(TokenScope::WriteAll, Some(other)).await;
    assert_eq!(server.get(&format!("/queues/{queue_id}")).await.status, 404);
    assert_eq!(
        server
            .put(&format!("/queues/{queue_id}"), None, queue())
            .await
            .status,
        404
    );
    server.token = writing;
    assert_eq!(server.get(&format!("/queues/{queue_id}")).await.status, 200);
}

async fn begun(server: &TestServer) -> String {
    let body = json!({"message": {"author": "customer", "text": "Where do I find my invoice?"}});
    let begun = server.post("/conversations", body).await;
    begun.body["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn the_functions_are_those_that_can_be_used_now_and_a_call_transfers() {
    let server = TestServer::start().await;
    let [_, queue_id, _] = shop(&server).await;
    let tools = server.get("/tools").await;
    let function = &tools.body["tools"][0]["function"];
    assert_eq!(function["name"], "handoff_billing_support");
    assert_eq!(
        (
            &function["strict"],
            &function["parameters"]["additionalProperties"]
        ),
        (&json!(true), &json!(false))
    );
    let id = begun(&server).await;
    let call = json!({"function": "handoff_billing_support", "arguments": {}});
    let called = server
        .post(&format!("/conversations/{id}/handoff"), call)
        .await;
    assert_eq!(
        called.body["decision"]["outcome"], "hand_off",
        "{}",
        called.body
    );
    assert_eq!(called.body["decision"]["trigger"]["kind"], "function_call");
    assert_eq!(
        called.body["decision"]["handoff"]["function"],
        "handoff_billing_support"
    );
    let transfer = &called.body["transfer"];
    assert_eq!(
        (&transfer["kind"], &transfer["number"]),
        (&json!("phone"), &json!("+1 212 555 0100"))
    );
    assert_eq!(transfer["sip_headers"]["X-Queue"], "Billing Support");
    assert_eq!(transfer["variables"]["conversation"], json!(id));
    let mut off = queue();
    off["enabled"] = json!(false);
    assert_eq!(
        server
            .put(&format!("/queues/{queue_id}"), None, off)
            .await
            .status,
        200
    );
    assert_eq!(server.get("/tools").await.body["tools"], json!([]));
}

#[tokio::test]
async fn an_unknown_function_ends_in_the_default_handoff_and_never_in_nothing() {
    let server = TestServer::start().await;
    shop(&server).await;
    let id = begun(&server).await;
    let call = json!({"function": "handoff_nobody"});
    let called = server
        .post(&format!("/conversations/{id}/handoff"), call)
        .await;
    assert_eq!(
        called.body["decision"]["outcome"], "hand_off",
        "{}",
        called.body
    );
    assert_eq!(
        called.body["decision"]["handoff"]["name"],
        "Billing Support"
    );
    let card = server.get(&format!("/conversations/{id}")).await;
    assert_eq!(card.body["conversation"]["state"], "waiting");
    assert!(
        card.body["notes"][0]["text"]
            .as_str()
            .unwrap()
            .contains("handoff_nobody"),
        "{}",
        card.body["notes"]
    );
}

#[tokio::test]
async fn an_unavailable_function_ends_in_the_default_handoff_and_says_why() {
    let server = TestServer::start().await;
    let [_, queue_id, _] = shop(&server).await;
    server
        .made(
            "/queues",
            json!({"name": "General", "type": "Agent_queue", "enabled": true, "open_24": true,
            "timezone": "UTC", "transfer_function_name": "to_billing"}),
        )
        .await;
    let sales = json!({"name": "Sales", "queues": ["Billing Support"]});
    let sales_id = server.made("/handoffs", sales).await;
    let general = json!({"name": "Billing Support", "queues": ["General"]});
    let all = server.get("/handoffs").await.body;
    let first = all["data"][0]["id"].as_i64().unwrap();
    assert_ne!(first, sales_id);
    let moved = server
        .put(&format!("/handoffs/{first}"), None, general)
        .await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let mut off = queue();
    off["enabled"] = json!(false);
    let off = server.put(&format!("/queues/{queue_id}"), None, off).await;
    assert_eq!(off.status, 200, "{}", off.body);
    let tools = server.get("/tools").await;
    assert!(
        !tools.body.to_string().contains("handoff_sales"),
        "{}",
        tools.body
    );
    let id = begun(&server).await;
    let call = json!({"function": "handoff_sales"});
    let called = server
        .post(&format!("/conversations/{id}/handoff"), call)
        .await;
    let decision = &called.body["decision"];
    assert_eq!(decision["outcome"], "hand_off", "{decision}");
    assert_eq!(decision["queue"]["name"], "General");
    let trace = decision["trace"].as_array().unwrap();
    let why = |step: &str, kind: &str| {
        let found = trace
            .iter()
            .find(|line| line["step"] == step && line["kind"] == kind);
        found.map(|line| line["why"].as_str().unwrap().to_owned())
    };
    assert_eq!(
        why("availability", "Billing Support").as_deref(),
        Some("disabled")
    );
    assert_eq!(
        why("handoff", "Sales").as_deref(),
        Some("None of its queues can take this now.")
    );
}

#[tokio::test]
async fn whatever_is_read_can_be_sent_back_as_it_is() {
    let server = TestServer::with_samples().await;
    let mut count = 0;
    for noun in [
        "handoffs",
        "queues",
        "routing_profiles",
        "schedules",
        "topics",
        "transfer_functions",
        "webhooks",
    ] {
        if noun == "webhooks" {
            let body = json!({"name": "w", "url": "https://example.com/h", "events": ["conversation.resolved"]});
            assert_eq!(server.post("/webhooks", body).await.status, 201);
        }
        let all = server.get(&format!("/{noun}")).await.body;
        for row in all["data"].as_array().unwrap() {
            let path = format!("/{noun}/{}", row["id"]);
            let sent = server.put(&path, None, row.clone()).await;
            assert_eq!(sent.status, 200, "{path}: {}", sent.body);
            for (name, value) in row.as_object().unwrap() {
                let is_version = ["revision", "saved_at", "saved_by"].contains(&name.as_str());
                assert!(
                    is_version || sent.body[name] == *value,
                    "{path}: {name} is {}",
                    sent.body[name]
                );
            }
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}
