//! Other vendors' JSON, in and out over the API.

use axum::http::StatusCode;
use handoff::access::TokenScope;
use serde_json::{Value, json};

use crate::support::TestServer;

fn agent_rush() -> Value {
    json!({"handoff": {
        "enabled": true,
        "triggers": {"customer_request": true, "sentiment_threshold": -0.7, "max_exchanges": 6,
            "low_confidence_threshold": 0.4, "topics": ["billing_dispute", "legal"]},
        "routing": {"method": "load_based", "max_concurrent_per_agent": 5, "fallback": "queue",
            "priority_boost_on_sentiment": false},
        "messages": {"handoff_initiated": "One moment.", "waiting_for_agent": "You're {{position}} in queue.",
            "agent_connected": "You're now connected with {{agent_name}}."},
        "business_hours": {"timezone": "Asia/Kolkata", "schedule": {"monday": {"start": "09:00", "end": "18:00"}}},
        "outside_hours": {"action": "message", "message": "We are offline."},
    }})
}

fn quickchat() -> Value {
    let reason = |name: &str, is_active: bool| json!({"name": name, "description": "When it is so.", "is_active": is_active});
    json!({
        "settings": {"is_active": true, "keywords": ["speak to human"], "ai_summary_active": false,
            "topic_based_routing_active": true, "question_message": "A colleague?", "confirmation_message": "One moment.",
            "confirmation_outside_working_hours_message": "Back {{opens_at}}.", "working_hours_active": true,
            "timezone": "Europe/London", "send_email_notification": false, "emails": ["help@example.com"]},
        "availability": [{"id": 3, "day_span": "monday-friday", "start_time": "09:00", "end_time": "17:00"}],
        "generic_guidelines": [
            reason("user_frustration", true), reason("customer_support_suggestion", true),
            reason("lack_of_knowledge", false), reason("irrelevant_advice", false), reason("media_message", true)],
        "custom_guidelines": [{"id": 8, "name": "Weddings", "description": "A wedding list", "is_active": true}],
        "routing_profiles": [{"id": 91, "name": "Billing", "description": "Invoices", "is_active": true, "user_ids": [404]}],
    })
}

fn asapp() -> Value {
    json!([{"name": "Premium Support", "type": "Agent_queue", "enabled": true, "open_24": false,
        "weekly_hours": {"mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]},
        "date_exceptions": {"2026-12-25": {"closed": true}, "2026-07-04": {"open_24": true}},
        "timezone": "America/Los_Angeles", "supported_channel_types": ["voice", "chat"],
        "supported_languages": ["en", "es"], "transfer_function_name": "transfer_to_premium"}])
}

fn chatwoot() -> Value {
    json!({"working_hours_enabled": true, "timezone": "Europe/Madrid", "out_of_office_message": "We are out.",
        "working_hours": [
            {"day_of_week": 0, "closed_all_day": true, "open_all_day": false},
            {"day_of_week": 1, "closed_all_day": false, "open_all_day": false,
             "open_hour": 9, "open_minutes": 30, "close_hour": 17, "close_minutes": 0},
            {"day_of_week": 2, "closed_all_day": false, "open_all_day": true},
            {"day_of_week": 3, "closed_all_day": true, "open_all_day": false},
            {"day_of_week": 4, "closed_all_day": true, "open_all_day": false},
            {"day_of_week": 5, "closed_all_day": true, "open_all_day": false},
            {"day_of_week": 6, "closed_all_day": true, "open_all_day": false}]})
}

#[tokio::test]
async fn what_was_imported_without_a_loss_is_exported_as_it_was() {
    for (vendor, json) in [
        ("asapp", asapp()),
        ("agent_rush", agent_rush()),
        ("chatwoot", chatwoot()),
    ] {
        let server = TestServer::start().await;
        let done = server
            .post(&format!("/imports/{vendor}"), json.clone())
            .await;
        assert_eq!(done.status, StatusCode::OK, "{vendor}: {}", done.body);
        assert_eq!(done.body["applied"], true);
        let read = server.get("/configuration").await;
        assert_eq!(done.header("etag"), read.header("etag"), "{vendor}");
        assert_eq!(done.body["configuration"], read.body);
        let out = server.get(&format!("/exports/{vendor}")).await;
        assert_eq!(out.body, json, "{vendor}: {}", done.body["report"]);
        let link = out.header("link");
        assert!(
            link.contains(&format!("/exports/{vendor}/report")),
            "{link}"
        );
        let again = server.post(&format!("/imports/{vendor}"), json).await;
        assert_eq!(
            again.body["changes"],
            json!([]),
            "{vendor}: the same once more changes nothing"
        );
    }
}

#[tokio::test]
async fn what_has_no_counterpart_is_named() {
    let server = TestServer::start().await;
    let done = server.post("/imports/quickchat", quickchat()).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let report = done.body["report"].as_array().unwrap();
    let fate = |pointer: &str| {
        let line = report.iter().find(|line| line["pointer"] == pointer);
        line.map(|line| line["fate"].as_str().unwrap())
    };
    assert_eq!(fate("/routing_profiles/0/user_ids/0"), Some("lost"));
    assert_eq!(fate("/routing_profiles/0/id"), Some("changed"));
    assert_eq!(report.len(), 2, "{report:?}");
    let mut expected = quickchat();
    let out = server.get("/exports/quickchat").await.body;
    expected["routing_profiles"][0]["user_ids"] = json!([]);
    expected["routing_profiles"][0]["id"] = out["routing_profiles"][0]["id"].clone();
    assert_eq!(out, expected);
    assert_eq!(server.get("/human_handoff/configuration").await.body, out);
}

#[tokio::test]
async fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let server = TestServer::start().await;
    let before = server.get("/configuration").await;
    let dry = server
        .post("/imports/agent_rush?dry_run=true", agent_rush())
        .await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.body);
    assert_eq!(dry.body["applied"], false);
    assert_eq!(dry.header("etag"), before.header("etag"));
    let changes: Vec<&str> = dry.body["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["detail"].as_str().unwrap())
        .collect();
    assert!(
        changes.contains(&"How many exchanges are too many: 6 (was 10)."),
        "{changes:?}"
    );
    assert!(
        changes
            .iter()
            .any(|change| change.contains("Hours: Mon 09:00–18:00, Asia/Kolkata")),
        "{changes:?}"
    );
    assert_eq!(server.get("/configuration").await.body, before.body);
}

#[tokio::test]
async fn what_a_dry_run_shows_can_be_put_as_it_is() {
    let mut by_skill = agent_rush();
    by_skill["handoff"]["routing"]["method"] = json!("skill_based");
    by_skill["handoff"]["routing"]["skills"] = json!({"billing_dispute": [1]});
    for (vendor, json) in [("quickchat", quickchat()), ("agent_rush", by_skill)] {
        let server = TestServer::start().await;
        let address = format!("/imports/{vendor}?dry_run=true");
        let shown = server.post(&address, json).await.body["configuration"].clone();
        let profiles = shown["routing_profiles"].as_array().unwrap();
        assert_eq!(profiles.len(), 1, "{vendor}: {shown}");
        // What is new has no number yet, and says none.
        assert_eq!(profiles[0].get("id"), None, "{vendor}");
        let put = server.put("/configuration", None, shown.clone()).await;
        assert_eq!(put.status, StatusCode::OK, "{vendor}: {}", put.body);
        assert!(put.body["routing_profiles"][0]["id"].is_i64(), "{vendor}");
    }
}

#[tokio::test]
async fn every_mistake_is_named_and_nothing_changes() {
    let server = TestServer::start().await;
    let before = server.get("/configuration").await.body;
    let mut json = agent_rush();
    json["handoff"]["triggers"]["max_exchanges"] = json!("ten");
    json["handoff"]["routing"]["method"] = json!("by_moon");
    json["handoff"]["business_hours"]["timezone"] = json!("Mars/Base");
    let refused = server.post("/imports/agent_rush", json).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.pointers(),
        [
            "/handoff/triggers/max_exchanges",
            "/handoff/routing/method",
            "/handoff/business_hours/timezone"
        ]
    );
    let mut json = agent_rush();
    json["handoff"]["triggers"]["sentiment_threshold"] = json!(3);
    json["handoff"]["messages"]["waiting_for_agent"] = json!("{{positon}}");
    let refused = server.post("/imports/agent_rush", json).await;
    assert_eq!(
        refused.pointers(),
        [
            "/handoff/messages/waiting_for_agent",
            "/handoff/triggers/sentiment_threshold"
        ]
    );
    assert_eq!(server.get("/configuration").await.body, before);
    assert_eq!(
        server.post("/imports/nobody", json!({})).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        server.get("/exports/nobody").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_token_that_may_only_look_exports_and_does_not_import() {
    let mut server = TestServer::start().await;
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(server.get("/exports/asapp").await.status, StatusCode::OK);
    let refused = server.post("/imports/asapp", asapp()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn hours_are_read_and_written_as_seven_days_by_number() {
    let server = TestServer::start().await;
    let hours = json!({"name": "Office", "timezone": "Europe/Madrid", "working_hours": chatwoot()["working_hours"]});
    let made = server.post("/schedules", hours).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let form = server
        .get(&format!(
            "/schedules/{}/forms/working_hours",
            made.body["id"]
        ))
        .await;
    assert_eq!(form.body["working_hours"], chatwoot()["working_hours"]);
    let wrong = json!({"name": "Wrong", "timezone": "Europe/Madrid", "working_hours": [{"day_of_week": 9}, {"day_of_week": 1, "open_hour": 25}]});
    let refused = server.post("/schedules", wrong).await;
    assert_eq!(
        refused.pointers(),
        [
            "/working_hours/0/day_of_week",
            "/working_hours/1/open_hour",
            "/working_hours/1/close_hour"
        ]
    );
}
