//! Whether somebody is there, asked by a program.

use handoff::{access::Actor, actions::save_schedule, id::AgentId, schedule::Schedule};
use serde_json::json;

use crate::support::TestServer;

const AGENT: AgentId = AgentId(1);

async fn new_york(server: &TestServer) {
    let hours = json!({"timezone": "America/New_York",
        "weekly_hours": {"mon": [{"start": "09:00", "end": "12:00"}, {"start": "22:00", "end": "02:00"}], "sun": [{"start": "01:00", "end": "04:00"}]},
        "date_exceptions": {"2026-03-09": {"closed": true, "name": "Stock-taking"}}});
    let schedule = Schedule::from_json(&hours).unwrap();
    let before = server
        .desk
        .store
        .default_schedule(AGENT)
        .await
        .unwrap()
        .unwrap();
    save_schedule(
        &server.desk,
        &Actor::System,
        (AGENT, before.id),
        &schedule,
        before.revision,
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn now_and_at_any_instant() {
    let server = TestServer::start().await;
    new_york(&server).await;
    // Ten in the morning in London is five in New York.
    let now = server.get("/availability?zone=Europe/London").await;
    assert_eq!(now.status, 200, "{}", now.body);
    assert_eq!(
        (&now.body["open"], &now.body["opens_at"]),
        (&json!(false), &json!("2026-01-12T14:00:00Z"))
    );
    let queue = &now.body["queues"][0];
    assert_eq!(queue["opens_in_words"], "today at 14:00, your time");
    assert_eq!(queue["timezone"], "America/New_York");

    let then = server
        .get("/availability?at=2026-01-12T14:00:00Z&queue=Main%20team")
        .await
        .body;
    assert_eq!(
        (&then["open"], &then["opens_at"]),
        (&json!(true), &json!(null))
    );
    assert_eq!(then["queues"][0]["closes_at"], "2026-01-12T17:00:00Z");
}

#[tokio::test]
async fn the_effective_hours_of_a_range_know_exceptions_and_clock_changes() {
    let server = TestServer::start().await;
    new_york(&server).await;
    let answer = server
        .get("/availability?from=2026-03-08&to=2026-03-17")
        .await
        .body;
    let days = answer["queues"][0]["days"].as_array().unwrap();
    assert_eq!(days.len(), 10);
    // The clock goes from two to three, so three hours are two.
    assert_eq!(
        (&days[0]["date"], &days[0]["minutes_open"]),
        (&json!("2026-03-08"), &json!(120))
    );
    assert_eq!(days[0]["clock_change"]["after"], "03:00");
    assert_eq!(
        days[1]["exception"],
        json!({"name": "Stock-taking", "kind": "closed", "yearly": false})
    );
    assert_eq!(days[1]["intervals"], json!([]));
    assert_eq!(
        days[8]["intervals"][1],
        json!({"start": "22:00", "end": "24:00", "from_the_evening_before": false, "runs_on_until": "02:00"})
    );
    assert_eq!(
        days[9]["intervals"][0],
        json!({"start": "00:00", "end": "02:00", "from_the_evening_before": true})
    );
}

#[tokio::test]
async fn everything_wrong_with_the_question_is_named_at_once() {
    let server = TestServer::start().await;
    let answer = server
        .get("/availability?at=soon&zone=Mars&from=2026-02-30&to=2026-01-01")
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.pointers(), ["/at", "/zone", "/from"]);
    for (asked, pointer) in [
        ("from=2026-01-02&to=2026-01-01", "/to"),
        ("from=2026-01-01&to=2028-01-01", "/to"),
        ("from=2026-01-01", "/to"),
        ("to=2026-01-01", "/from"),
    ] {
        assert_eq!(
            server
                .get(&format!("/availability?{asked}"))
                .await
                .pointers(),
            [pointer],
            "{asked}"
        );
    }
    assert_eq!(server.get("/availability?queue=Nowhere").await.status, 404);
    assert_eq!(server.get("/availability?when=now").await.status, 400);
}
