//! Schedules through the API: named hours in any of the three forms, with holidays out of a calendar file.

use handoff::access::TokenScope;
use serde_json::{Value, json};

use crate::support::TestServer;

const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn office() -> Value {
    json!({"name": "Office", "timezone": "Europe/Madrid", "weekly_hours": {
        "mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}],
        "fri": [{"start": "22:00", "end": "02:00"}]},
        "date_exceptions": {"2026-07-04": {"open_24": true}}})
}

#[tokio::test]
async fn what_is_made_is_shown_listed_changed_and_deleted() {
    let server = TestServer::start().await;
    let id = server.made("/schedules", office()).await;
    let path = format!("/schedules/{id}");
    let shown = server.get(&path).await;
    assert_eq!(
        (shown.status.as_u16(), shown.header("etag")),
        (200, "\"1\"")
    );
    for (key, value) in office().as_object().unwrap() {
        assert_eq!(&shown.body[key], value, "{key}");
    }
    // Monday, 11:00 in Madrid.
    assert_eq!(
        (&shown.body["open"], &shown.body["closes_at"]),
        (&json!(true), &json!("2026-01-12T11:00:00Z"))
    );
    let listed = server.get("/schedules").await;
    assert!(
        listed.body["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == id)
    );

    let mut longer = office();
    longer["name"] = json!("Long office");
    longer["weekly_hours"]["mon"][1]["end"] = json!("19:00");
    let changed = server.put(&path, Some("\"1\""), longer.clone()).await;
    assert_eq!(
        (changed.status.as_u16(), changed.header("etag")),
        (200, "\"2\""),
        "{}",
        changed.body
    );
    assert_eq!(changed.body["name"], "Long office");
    let late = server.put(&path, Some("\"1\""), office()).await;
    assert_eq!(
        (late.status.as_u16(), &late.body["code"]),
        (412, &json!("outdated"))
    );
    assert_eq!(
        server.get(&path).await.body["name"],
        "Long office",
        "nothing of it is kept"
    );

    let queue = json!({"name": "Desk", "type": "Agent_queue", "enabled": true, "schedule_id": id});
    let made = server.post("/queues", queue).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let followed = server.get(&path).await;
    assert_eq!(followed.body["queues"][0]["name"], "Desk");
    let used = server.delete(&path).await;
    assert_eq!(
        (used.status.as_u16(), &used.body["code"]),
        (409, &json!("in_use"))
    );
    let queue_id = made.body["id"].as_i64().unwrap();
    assert_eq!(
        server.delete(&format!("/queues/{queue_id}")).await.status,
        204
    );
    assert_eq!(server.delete(&path).await.status, 204);
    assert_eq!(server.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_queue_does_not_lose_hours_written_beside_the_schedule_it_follows() {
    let server = TestServer::start().await;
    let id = server.made("/schedules", office()).await;
    for name in ["Night desk", "Desk"] {
        let queue = json!({"name": name, "schedule_id": id});
        server.made("/queues", queue).await;
    }
    let queues = server.get(&format!("/schedules/{id}")).await;
    let queue = queues.body["queues"][1]["id"].as_i64().unwrap();
    let path = format!("/queues/{queue}");
    let read = server.get(&path).await;
    let mut body = read.body.as_object().unwrap().clone();
    for ours in [
        "id",
        "open",
        "opens_at",
        "closes_at",
        "handoffs",
        "revision",
        "saved_by",
    ] {
        body.remove(ours);
    }
    let same = server.put(&path, None, json!(body)).await;
    assert_eq!(same.status, 200, "{}", same.body);
    body.insert("open_24".to_owned(), json!(true));
    let refused = server.put(&path, None, json!(body)).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_eq!(refused.body["errors"][0]["pointer"], "/open_24");
    assert_eq!(server.get(&path).await.body["open_24"], json!(false));
    body.remove("schedule_id");
    let own = server.put(&path, None, json!(body)).await;
    assert_eq!(own.body["open_24"], json!(true), "{}", own.body);
    assert_eq!(
        server.get(&format!("/schedules/{id}")).await.body["open_24"],
        json!(false),
        "the schedule that another queue follows stays as it is"
    );
}

#[tokio::test]
async fn hours_come_and_go_in_each_vendors_form() {
    let server = TestServer::start().await;
    let spans =
        json!([{"id": 1, "day_span": "monday-friday", "start_time": "09:00", "end_time": "17:00"}]);
    let by_spans = json!({"name": "Spans", "timezone": "Europe/London", "availability": spans});
    let by_days = json!({"name": "Days", "business_hours": {"timezone": "Asia/Kolkata",
        "schedule": {"monday": {"start": "09:00", "end": "18:00"}}}});
    for (form, mut written) in [("availability", by_spans), ("business_hours", by_days)] {
        let id = server.made("/schedules", written.clone()).await;
        let read = server.get(&format!("/schedules/{id}/forms/{form}")).await;
        written.as_object_mut().unwrap().shift_remove("name");
        assert_eq!((read.status.as_u16(), &read.body), (200, &written));
        let ours = server.get(&format!("/schedules/{id}")).await;
        assert!(ours.body["weekly_hours"]["mon"].is_array(), "{}", ours.body);
    }
    let id = server.made("/schedules", office()).await;
    let refused = server
        .get(&format!("/schedules/{id}/forms/business_hours"))
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.pointers(),
        ["/date_exceptions/2026-07-04", "/weekly_hours/mon/1"]
    );
    let whole = server
        .get(&format!("/schedules/{id}/forms/weekly_hours"))
        .await;
    assert_eq!(whole.body["weekly_hours"], office()["weekly_hours"]);
    assert_eq!(
        server
            .get(&format!("/schedules/{id}/forms/cron"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn holidays_are_taken_from_a_calendar_file_or_refused_with_the_line() {
    let server = TestServer::start().await;
    let mut with = office();
    with["holidays"] = json!(HOLIDAYS);
    let id = server.made("/schedules", with.clone()).await;
    let shown = server.get(&format!("/schedules/{id}")).await;
    let christmas = json!({"closed": true, "name": "Christmas", "yearly": true});
    assert_eq!(shown.body["date_exceptions"]["2026-12-25"], christmas);
    assert_eq!(
        shown.body["date_exceptions"]["2026-07-04"],
        json!({"open_24": true})
    );
    with["name"] = json!("Other");
    with["holidays"] =
        json!(HOLIDAYS.replace("DTSTART;VALUE=DATE:20261225", "DTSTART:20261225T100000Z"));
    let refused = server.post("/schedules", with).await;
    assert_eq!(
        (refused.status.as_u16(), refused.pointers()),
        (422, vec!["/holidays"])
    );
    assert!(
        refused.body["detail"].as_str().unwrap().contains("Line 2"),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn every_mistake_is_named_at_once_and_nothing_is_kept() {
    let server = TestServer::start().await;
    let before = server.get("/schedules").await.body;
    for (body, places) in [
        (
            json!({"name": " "}),
            vec!["/name", "/timezone", "/weekly_hours"],
        ),
        (json!([1]), vec![""]),
        (
            json!({"name": "A", "timezone": "Mars", "weekly_hours": {"mon": [{"start": "9", "end": "25:00"}],
                "tue": [{"start": "09:00", "end": "09:00"}],
                "wed": [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}]},
                "date_exceptions": {"2026-13-01": {"closed": true}}, "hollidays": ""}),
            vec![
                "/hollidays",
                "/timezone",
                "/weekly_hours/mon/0/start",
                "/weekly_hours/mon/0/end",
                "/weekly_hours/tue/0",
                "/weekly_hours/wed/1",
                "/date_exceptions/2026-13-01",
            ],
        ),
        (
            json!({"name": "A", "timezone": "Mars", "availability": [{"day_span": "moonday", "start_time": "09:00", "end_time": "17:00"}]}),
            vec!["/timezone", "/availability/0/day_span"],
        ),
        (
            json!({"name": "A", "business_hours": {"timezone": "Mars", "schedule": {"monday": {"start": "09:00"}}}, "open_24": true}),
            vec![
                "/open_24",
                "/business_hours/timezone",
                "/business_hours/schedule/monday/end",
            ],
        ),
    ] {
        let refused = server.post("/schedules", body.clone()).await;
        assert_eq!(refused.status, 422, "{body}");
        let mut found = refused.pointers();
        found.sort_unstable();
        let mut places = places;
        places.sort_unstable();
        assert_eq!(found, places, "{body}");
    }
    // Two that overlap are a mistake of the hours, not of how they are written.
    let mut overlapping = office();
    overlapping["weekly_hours"]["mon"][1]["start"] = json!("11:00");
    let refused = server.post("/schedules", overlapping).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.pointers()[0].starts_with("/weekly_hours/mon"),
        "{:?}",
        refused.pointers()
    );
    assert_eq!(server.get("/schedules").await.body, before);
    server.made("/schedules", office()).await;
    let twice = server.post("/schedules", office()).await;
    assert_eq!(
        (twice.status.as_u16(), twice.pointers()),
        (422, vec!["/name"])
    );
}

#[tokio::test]
async fn only_a_token_that_may_write_changes_hours_and_only_its_own_agents() {
    let mut server = TestServer::start().await;
    let id = server.made("/schedules", office()).await;
    let path = format!("/schedules/{id}");
    let other = server.new_agent("Theo").await;
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(server.put(&path, None, office()).await.status, 403);
    assert_eq!(server.get(&path).await.status, 200);
    server.token = server.new_token(TokenScope::WriteAll, Some(other)).await;
    assert_eq!(server.get(&path).await.status, 404);
    assert_eq!(server.put(&path, None, office()).await.status, 404);
    assert_eq!(server.delete(&path).await.status, 404);
    assert_eq!(
        server
            .get(&format!("{path}/forms/weekly_hours"))
            .await
            .status,
        404
    );
}
