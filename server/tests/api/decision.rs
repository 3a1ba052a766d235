//! Decisions that nothing is kept of.

use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn a_dry_run_decides_and_keeps_nothing() {
    let server = TestServer::start().await;
    let asked = json!({"channel": "web", "language": "en", "now": "2026-01-12T10:30:00Z",
        "messages": [{"author": "customer", "text": "Can I talk to a real person, please?"}]});
    let answer = server.post("/decisions", asked).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["outcome"]),
        (200, &json!("hand_off"))
    );
    assert_eq!(
        server.get("/conversations").await.body["conversations"],
        json!([])
    );
}

#[tokio::test]
async fn any_configuration_and_any_time_can_be_tried() {
    let server = TestServer::start().await;
    let configuration = json!({
        "queues": [{"name": "Team", "timezone": "UTC", "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}}],
        "triggers": {"keyword": {"enabled": true, "phrases": ["lawyer"]}},
    });
    let ask = async |now: &str| {
        let asked = json!({"configuration": configuration, "now": now, "messages": [{"author": "customer", "text": "I will call my lawyer"}]});
        server.post("/decisions", asked).await.body
    };
    let (open, closed) = (
        ask("2026-01-12T10:30:00Z").await,
        ask("2026-01-13T10:30:00Z").await,
    );
    assert_eq!(open["trigger"]["kind"], "keyword");
    assert_ne!(open["outcome"], closed["outcome"]);
}

#[tokio::test]
async fn every_mistake_of_configuration_and_transcript_is_named() {
    let server = TestServer::start().await;
    let asked = json!({"configuration": {"triggers": {"keywrd": {}}, "nonsense": 1}, "channel": "pigeon", "messages": []});
    let answer = server.post("/decisions", asked).await;
    assert_eq!(answer.status, 422);
    let pointers = answer.pointers();
    for wanted in ["/configuration/nonsense", "/channel"] {
        assert!(pointers.contains(&wanted), "{wanted} in {pointers:?}");
    }
    let answer = server
        .post("/decisions", json!({"messages": [], "id": "1"}))
        .await;
    assert_eq!(answer.pointers(), ["/id"]);
    let answer = server
        .post(
            "/decisions",
            json!({"messages": [], "now": "9999-01-01T00:00:00Z"}),
        )
        .await;
    assert_eq!(answer.pointers(), ["/messages", "/now"]);
}

#[tokio::test]
async fn the_whole_trace_and_why_not_are_in_the_answer() {
    let server = TestServer::start().await;
    let asked = json!({
        "configuration": {"triggers": {"max_exchanges": {"exchanges": 2}}},
        "messages": [
            {"author": "customer", "text": "How do I fold the chair?"},
            {"author": "ai", "text": "Pull the red lever.", "confidence": 1.0,
             "gathered": {"email": "ada@example.com"}, "actions": [{"name": "look_up_manual", "succeeded": true}]},
        ],
    });
    let answer = server.post("/decisions", asked).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let why_not = &answer.body["why_not"];
    assert_eq!(
        why_not["change"]["setting"],
        "/triggers/max_exchanges/exchanges"
    );
    assert_eq!(
        (&why_not["score"], &why_not["threshold"]),
        (&json!(1.0), &json!(2.0))
    );
    assert_eq!(
        answer.body["gather"]["collected"]["email"],
        "ada@example.com"
    );
    let steps = answer.body["trace"].as_array().unwrap();
    for kind in [
        "explicit_request",
        "frustration",
        "forbidden_topic",
        "promised_handoff",
        "custom_guideline",
    ] {
        assert!(steps.iter().any(|step| step["kind"] == kind), "{kind}");
    }
}
