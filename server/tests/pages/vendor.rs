//! Other vendors' JSON, pasted or uploaded, looked at and taken over.

use axum::http::StatusCode;
use handoff::id::{AgentId, ScheduleId};

use crate::browser::{Browser, Page, TestServer};

const PAGE: &str = "/settings/import";

const JSON: &str = "{\"handoff\": {\n  \"enabled\": true,\n  \"triggers\": {\"customer_request\": true, \"max_exchanges\": 4},\n  \"mood\": \"sunny\"\n}}";

async fn look(maya: &mut Browser<'_>, text: &str, file: &str) -> Page {
    let fields = [
        ("vendor", "agent_rush"),
        ("agent", "1"),
        ("handoff", ""),
        ("text", text),
    ];
    maya.post_file(PAGE, &fields, ("file", file)).await
}

/// The value of the hidden field that says what was looked at.
fn tag(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"tag\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_would_change_is_shown_before_it_does() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    assert!(maya.get(PAGE).await.html.contains("Agent Rush"));
    let looked = look(&mut maya, JSON, "").await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(
        looked
            .html
            .contains("How many exchanges are too many: 4 (was 10)."),
        "{}",
        looked.html
    );
    assert!(looked.html.contains("/handoff/mood"), "{}", looked.html);
    assert!(looked.html.contains("Take it over"));
    let exchanges = async || {
        let saved = server.desk.store.action(AgentId(1)).await.unwrap().unwrap();
        saved.action.triggers.max_exchanges.exchanges
    };
    assert_eq!(exchanges().await, 10, "looking changes nothing");

    let tag = tag(&looked.html);
    let form = [
        ("vendor", "agent_rush"),
        ("agent", "1"),
        ("handoff", ""),
        ("text", JSON),
        ("tag", &tag),
    ];
    let done = maya.post("/settings/import/apply", &form).await;
    assert_eq!(done.location, "/agents/1/actions", "{}", done.html);
    assert_eq!(exchanges().await, 4);
    assert!(
        maya.get(&done.location)
            .await
            .html
            .contains("It is taken over")
    );

    let again = maya.post("/settings/import/apply", &form).await;
    assert_eq!(
        again.status,
        StatusCode::CONFLICT,
        "it is not what was looked at any more"
    );
    assert!(again.html.contains("sunny"), "what was pasted stays");
}

#[tokio::test]
async fn a_file_goes_before_what_is_pasted_and_mistakes_are_at_their_lines() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let looked = look(&mut maya, "not this", JSON).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.html);
    let wrong = JSON
        .replace("true,\n", "\"maybe\",\n")
        .replace('4', "\"four\"");
    let refused = look(&mut maya, &wrong, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Line 2, handoff.enabled",
        "Line 3, handoff.triggers.max_exchanges",
        "maybe",
    ] {
        assert!(refused.html.contains(said), "{said}: {}", refused.html);
    }
    let broken = look(&mut maya, "{\"handoff\": ", "").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(broken.html.contains("This is not JSON"));
    let empty = look(&mut maya, " ", "").await;
    assert!(
        empty
            .html
            .contains("Paste the JSON here, or choose a file.")
    );
}

#[tokio::test]
async fn what_is_set_up_is_downloaded() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let file = maya.get("/settings/export/quickchat?agent=1").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.html.contains("\"working_hours_active\": true"),
        "{}",
        file.html
    );
    let nobody = maya.get("/settings/export/nobody?agent=1").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\nEND:VEVENT\nEND:VCALENDAR\n";

#[tokio::test]
async fn holidays_of_a_calendar_are_looked_at_before_they_are_added() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    assert!(maya.get(PAGE).await.html.contains("value=\"1/1\""));
    let to = "/settings/import/holidays";
    for (pasted, file) in [(CALENDAR, ""), ("not this", CALENDAR)] {
        let fields = [("schedule", "1/1"), ("calendar", pasted)];
        let looked = maya.post_file(to, &fields, ("file", file)).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.html);
        for said in [
            "Friday 25 December 2026",
            "Christmas",
            "/agents/1/hours/1/days",
        ] {
            assert!(looked.html.contains(said), "{said}: {}", looked.html);
        }
    }
    let saved = async || {
        let found = server.desk.store.schedule(AgentId(1), ScheduleId(1)).await;
        found.unwrap().unwrap()
    };
    assert!(
        saved().await.schedule.exceptions.is_empty(),
        "looking changes nothing"
    );
    let revision = saved().await.revision.to_string();
    let form = [
        ("revision", revision.as_str()),
        ("days[0][take]", "on"),
        ("days[0][date]", "2026-12-25"),
        ("days[0][name]", "Christmas"),
    ];
    let added = maya.post("/agents/1/hours/1/days", &form).await;
    assert_eq!(added.location, "/agents/1/hours/1", "{}", added.html);
    assert_eq!(saved().await.schedule.exceptions.iter().count(), 1);

    for (text, said) in [
        ("party", "This is not a calendar file"),
        (" ", "Paste the calendar here"),
    ] {
        let fields = [("schedule", "1/1"), ("calendar", text)];
        let refused = maya.post_file(to, &fields, ("file", "")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.html.contains(said) && refused.html.contains(text),
            "{}",
            refused.html
        );
    }
    let fields = [("schedule", "1/99"), ("calendar", CALENDAR)];
    let nowhere = maya.post_file(to, &fields, ("file", "")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}
