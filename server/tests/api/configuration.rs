//! All that is set up, as one document: read, written back, and written anew.

use axum::{body::Body, http::header};
use handoff::{access::TokenScope, policy::Document};
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

const PATH: &str = "/configuration";

async fn put(server: &TestServer, body: &Value) -> Answer {
    server.put(PATH, None, body.clone()).await
}

/// A configuration in which every section says something.
pub(crate) async fn full(server: &TestServer) -> Value {
    let maya = server.new_operator("Maya Strand").await;
    let mut document = server.get(PATH).await.body;
    document["settings"]["is_active"] = json!(true);
    // It is derived from the routing profiles.
    document["settings"]["topic_based_routing_active"] = json!(true);
    document["settings"]["working_hours_active"] = json!(true);
    document["settings"]["timezone"] = json!("Europe/Madrid");
    document["availability"] = json!([
        {"day_span": "monday", "start_time": "09:00", "end_time": "13:00"},
        {"day_span": "monday", "start_time": "15:00", "end_time": "19:00"}]);
    let keyword = document["triggers"]["keyword"].as_object_mut();
    keyword.unwrap().remove("enabled");
    document["settings"]["keywords"] = json!(["speak to human"]);
    document["custom_guidelines"] = json!([
        {"name": "Refund above 100", "description": "The customer wants more than 100 euros back",
         "is_active": true, "conduct": "at_once", "threshold": 0.4}]);
    document["routing_profiles"] = json!([
        {"name": "Billing", "description": "Invoices and refunds", "examples": ["I was charged twice"],
         "is_active": true, "user_ids": [maya]},
        {"name": "Press", "description": "Journalists", "examples": [], "is_active": false, "user_ids": []}]);
    document["action"] = json!({"when_to_use": "When the customer asks for a person.", "level": "proactive",
        "auto_priority": false, "reply_minutes": 20, "information_to_gather": [
            {"name": "order_number", "label": "Order number", "description": "", "type": "text", "choices": [], "required": true}]});
    document["triggers"]["forbidden_topics"] = json!([
        {"name": "Legal", "description": "Lawyers and courts", "keywords": ["lawsuit"], "examples": []}]);
    document["triggers"]["max_exchanges"]["exchanges"] = json!(7);
    document["messages"]["agent_connected"] = json!("{{agent_name}} is here now.");
    document["outside_hours"] = json!({"action": "collect_callback"});
    document["transfer_functions"] = json!([
        {"name": "to_crm", "kind": "webhook", "url": "https://crm.example/handoffs", "parameters": {"customer": "{{customer_name}}"}}]);
    document["queues"] = json!([
        {"name": "Everybody", "enabled": true, "open_24": false, "timezone": "Europe/Madrid",
         "weekly_hours": {"mon": [{"start": "09:00", "end": "13:00"}, {"start": "15:00", "end": "19:00"}]},
         "date_exceptions": {"2026-12-25": {"closed": true}}, "capacity": 12, "needs_presence": true, "members": [maya],
         "sharing": {"method": "skill_based", "skills": {"tax": 3}, "need": "all",
             "fallback": {"to": "other_queue", "queue": "Night", "after_minutes": 5}}},
        {"name": "Night", "enabled": true, "open_24": true, "timezone": "UTC", "supported_languages": ["es"],
         "transfer_function_name": "to_crm"}]);
    document["handoffs"] = json!([
        {"name": "Billing Support", "description": "Money", "available_instructions": "Say that it takes a moment.",
         "unavailable_instructions": "Be kind.", "queues": ["Everybody", "Night"]},
        {"name": "General", "queues": []}]);
    document["topics"] = json!([
        {"title": "Refunds", "text": "Within 14 days.", "instructions": "If they insist.", "handoffs": ["Billing Support", "General"]},
        {"title": "Old prices", "text": "No longer true.", "handoffs": [], "enabled": false}]);
    document["assignment"] = json!({"priority_boost_on_sentiment": false});
    document
}

#[tokio::test]
async fn what_is_put_is_read_and_put_back_is_the_same() {
    let server = TestServer::start().await;
    let first = server.get(PATH).await;
    let again = put(&server, &first.body).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &first.body));
    let wanted = full(&server).await;
    let written = put(&server, &wanted).await;
    assert_eq!(written.status, 200, "{}", written.body);
    for (section, value) in wanted.as_object().unwrap() {
        assert_contains(&written.body[section], value, section);
    }
    let read = server.get(PATH).await;
    assert_eq!(
        (&read.body, read.header("etag")),
        (&written.body, written.header("etag"))
    );
    let back = put(&server, &read.body).await;
    assert_eq!(
        (&back.body, back.header("etag")),
        (&read.body, read.header("etag"))
    );
}

/// Everything that was written is there; the server may say more, such as numbers.
fn assert_contains(there: &Value, written: &Value, at: &str) {
    match (there, written) {
        (Value::Object(there), Value::Object(written)) => {
            for (key, value) in written {
                let found = there.get(key).unwrap_or(&Value::Null);
                assert_contains(found, value, &format!("{at}/{key}"));
            }
        }
        (Value::Array(there), Value::Array(written)) => {
            assert_eq!(there.len(), written.len(), "{at}");
            for (row, value) in written.iter().enumerate() {
                assert_contains(&there[row], value, &format!("{at}/{row}"));
            }
        }
        _ => assert_eq!(there, written, "{at}"),
    }
}

#[tokio::test]
async fn the_document_decides_as_the_server_it_was_read_from() {
    let server = TestServer::start().await;
    let wanted = full(&server).await;
    assert_eq!(put(&server, &wanted).await.status, 200);
    let document = server.get(PATH).await.body;
    assert!(Document::read(&document.to_string()).is_ok());
    for text in [
        "I want to speak to a real person",
        "I want 300 euros back from you right now",
        "I will file a lawsuit",
        "Where can I get a refund?",
        "What colours does the chair come in?",
    ] {
        let asked = json!({"now": "2026-01-12T10:30:00Z", "messages": [{"author": "customer", "text": text}]});
        let own = server.post("/decisions", asked.clone()).await.body;
        let mut with = asked;
        with["configuration"] = document.clone();
        let written = server.post("/decisions", with).await.body;
        for part in [
            "outcome", "trigger", "handoff", "message", "priority", "gather",
        ] {
            assert_eq!(own[part], written[part], "{part} of “{text}”");
        }
    }
}

#[tokio::test]
async fn what_is_left_out_goes_and_what_keeps_its_name_keeps_its_number() {
    let server = TestServer::start().await;
    let wanted = full(&server).await;
    assert_eq!(put(&server, &wanted).await.status, 200);
    let ids = async |path: &str| {
        let rows = server.get(path).await.body["data"]
            .as_array()
            .unwrap()
            .clone();
        let named = |row: &Value| (row["name"].clone(), row["id"].clone());
        rows.iter().map(named).collect::<Vec<_>>()
    };
    let (queues, handoffs) = (ids("/queues").await, ids("/handoffs").await);
    let mut less = server.get(PATH).await.body;
    less["queues"].as_array_mut().unwrap().remove(1);
    less["queues"][0].as_object_mut().unwrap().remove("sharing");
    less["queues"][0]["name"] = json!("EVERYBODY");
    less["transfer_functions"] = json!([]);
    less["handoffs"] = json!([{"name": "Billing support", "queues": ["everybody"]}]);
    less["topics"] = json!([]);
    less["custom_guidelines"] = json!([]);
    less["routing_profiles"] = json!([]);
    let put = put(&server, &less).await;
    assert_eq!(put.status, 200, "{}", put.body);
    assert_eq!(
        ids("/queues").await,
        [(json!("EVERYBODY"), queues[0].1.clone())]
    );
    assert_eq!(
        ids("/handoffs").await,
        [(json!("Billing support"), handoffs[0].1.clone())]
    );
    assert_eq!(ids("/transfer_functions").await, []);
    assert_eq!(ids("/topics").await, []);
    assert_eq!(ids("/routing_profiles").await, []);
}

#[tokio::test]
async fn every_mistake_is_named_and_nothing_is_changed() {
    let server = TestServer::start().await;
    let good = full(&server).await;
    let before = server.get(PATH).await;
    let mut bad = good.clone();
    bad.as_object_mut().unwrap().remove("topics");
    bad.as_object_mut().unwrap().remove("availability");
    bad["colour"] = json!("blue");
    bad["settings"]["timezone"] = json!("Mars/Base");
    bad["queues"][1]["name"] = json!("everybody");
    bad["queues"][0]["members"] = json!([9999]);
    bad["handoffs"][0]["queues"] = json!(["Nowhere"]);
    bad["custom_guidelines"][0]["threshold"] = json!("high");
    let refused = put(&server, &bad).await;
    assert_eq!(refused.status, 422);
    for pointer in [
        "/topics",
        "/availability",
        "/colour",
        "/custom_guidelines/0/threshold",
        "/handoffs/0/queues/0",
    ] {
        assert!(
            refused.pointers().contains(&pointer),
            "{pointer} in {}",
            refused.body
        );
    }
    let mut bad = good.clone();
    bad["queues"][1]["name"] = json!("everybody");
    bad["queues"][0]["sharing"]["fallback"]["queue"] = json!("Everybody");
    bad["queues"][0]["members"] = json!([9999]);
    bad["handoffs"][0]["queues"] = json!(["Everybody"]);
    let refused = put(&server, &bad).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .pointers()
            .iter()
            .all(|at| at.starts_with("/queues/")),
        "{}",
        refused.body
    );
    let mut bad = good;
    bad["availability"] =
        json!([{"day_span": "monday", "start_time": "08:00", "end_time": "09:00"}]);
    bad["settings"]["working_hours_active"] = json!(true);
    let refused = put(&server, &bad).await;
    assert_eq!(
        (refused.status.as_u16(), refused.pointers()),
        (422, vec!["/availability"])
    );
    let after = server.get(PATH).await;
    assert_eq!(after.header("etag"), before.header("etag"));
}

#[tokio::test]
async fn the_hours_may_be_changed_in_the_vendors_section_alone() {
    let server = TestServer::start().await;
    let mut document = server.get(PATH).await.body;
    document["availability"] =
        json!([{"day_span": "monday", "start_time": "08:00", "end_time": "09:00"}]);
    document["settings"]["working_hours_active"] = json!(true);
    let put = put(&server, &document).await;
    assert_eq!(put.status, 200, "{}", put.body);
    let hours = &put.body["queues"][0]["weekly_hours"];
    assert_eq!(
        hours["mon"],
        json!([{"start": "08:00", "end": "09:00"}]),
        "{hours}"
    );
}

#[tokio::test]
async fn a_queue_in_which_somebody_waits_does_not_go() {
    let server = TestServer::start().await;
    server.waiting().await;
    let before = server.get(PATH).await;
    let mut document = before.body.clone();
    document["queues"][0]["name"] = json!("Another");
    let refused = put(&server, &document).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    let after = server.get(PATH).await;
    assert_eq!(
        after.header("etag"),
        before.header("etag"),
        "all of it or nothing"
    );
}

#[tokio::test]
async fn of_twenty_who_write_over_one_version_one_does() {
    let server = TestServer::start().await;
    let read = server.get(PATH).await;
    let tag = read.header("etag").to_owned();
    let known = server
        .request("GET", PATH)
        .header(header::IF_NONE_MATCH, &tag);
    let same = server.send(known.body(Body::empty()).unwrap()).await;
    assert_eq!(same.status, 304);
    let writers = (0..20).map(|number| {
        let mut own = read.body.clone();
        own["topics"] =
            json!([{"title": format!("Topic {number}"), "text": "Something.", "handoffs": []}]);
        server.put(PATH, Some(&tag), own)
    });
    let answers = futures::future::join_all(writers).await;
    let with = |status: u16| {
        answers
            .iter()
            .filter(|answer| answer.status == status)
            .count()
    };
    assert_eq!((with(200), with(412)), (1, 19));
    let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
    let now = server.get(PATH).await;
    assert_eq!(
        (&now.body, now.header("etag")),
        (&winner.body, winner.header("etag"))
    );
    let loser = answers.iter().find(|answer| answer.status == 412).unwrap();
    assert_eq!(
        loser.header("etag"),
        now.header("etag"),
        "it says what there is"
    );
}

#[tokio::test]
async fn who_may_only_look_looks() {
    let mut server = TestServer::start().await;
    let document = server.get(PATH).await.body;
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(server.get(PATH).await.status, 200);
    assert_eq!(put(&server, &document).await.status, 403);
}
