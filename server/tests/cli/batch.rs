//! The commands that answer line by line.

use serde_json::json;

use crate::program::{folder_with, run};

#[test]
fn decide_answers_each_line_and_goes_on_after_bad_ones() {
    let folder = folder_with(
        "handoff.json",
        r#"{"triggers": {"keyword": {"enabled": true, "phrases": ["lawyer"]}}}"#,
    );
    let input = [
        r#"{"id": "a", "channel": "web", "language": "en", "now": "2026-01-12T10:30:00Z", "messages": [{"author": "customer", "text": "I will call my lawyer"}]}"#,
        r#"{"id": 2, "mesages": [], "messages": [{"author": "customer", "text": "Hi"}]}"#,
        "not json",
        r#"{"id": "c", "messages": []}"#,
        r#"{"id": "d", "messages": [{"author": "customer", "text": "Hi", "colour": "red"}]}"#,
        r#"{"id": 5.5, "messages": [{"author": "customer", "text": "What are your opening hours?"}]}"#,
    ]
    .join("\n");
    let done = run(
        folder.path(),
        &["decide", "--config", "handoff.json", "--input", "-"],
        &input,
    );
    assert_eq!(done.code, 1);
    let lines = done.lines();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].clone()).collect();
    assert_eq!(
        ids,
        [
            json!("a"),
            json!(2),
            json!(null),
            json!("c"),
            json!("d"),
            json!(5.5)
        ]
    );
    assert_eq!(lines[0]["trigger"]["kind"], "keyword");
    for member in [
        "outcome", "handoff", "queue", "priority", "gather", "reading", "trace", "judge",
    ] {
        assert!(lines[0].get(member).is_some(), "{member}");
    }
    assert!(lines[1]["error"].as_str().unwrap().contains("mesages"));
    assert!(
        lines[3]["error"]
            .as_str()
            .unwrap()
            .starts_with("/messages:")
    );
    assert!(lines[4]["error"].as_str().unwrap().contains("colour"));
    assert_eq!(lines[5]["outcome"], "continue");
}

#[test]
fn decide_needs_no_configuration_and_refuses_a_bad_one() {
    let folder = folder_with("bad.json", r#"{"triggers": {"keywrd": {}}, "nonsense": 1}"#);
    let line = r#"{"messages": [{"author": "customer", "text": "Can I talk to a real person?"}]}"#;
    let done = run(folder.path(), &["decide"], line);
    assert_eq!(
        (done.code, done.lines()[0]["outcome"].as_str()),
        (0, Some("offer"))
    );
    let done = run(folder.path(), &["decide", "--config", "bad.json"], line);
    assert_eq!((done.code, done.output.as_str()), (2, ""));
    assert!(done.complaints.contains("nonsense"), "{}", done.complaints);
    let done = run(folder.path(), &["decide", "--input", "nowhere.jsonl"], "");
    assert_eq!(done.code, 2);
}

#[test]
fn hours_says_when_somebody_is_there() {
    let folder = folder_with(
        "hours.json",
        r#"{"timezone": "Europe/Madrid", "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}}"#,
    );
    let input = [
        r#"{"id": "1", "instant": "2026-01-12T10:30:00Z"}"#,
        r#"{"id": "2", "instant": "2026-01-13T10:30:00Z"}"#,
        r#"{"id": "3", "instant": "soon"}"#,
    ]
    .join("\n");
    let done = run(
        folder.path(),
        &["hours", "--schedule", "hours.json"],
        &input,
    );
    assert_eq!(done.code, 1);
    let lines = done.lines();
    assert_eq!(
        lines[0],
        json!({"id": "1", "open": true, "opens_at": null, "closes_at": "2026-01-12T16:00:00Z"})
    );
    assert_eq!(lines[1]["opens_at"], "2026-01-19T08:00:00Z");
    assert!(lines[2]["error"].as_str().unwrap().contains("soon"));
}

#[test]
fn match_ranks_at_most_ten_and_may_say_none() {
    let mut profiles =
        vec![json!({"name": "Billing", "description": "Invoices, refunds and payments"})];
    profiles.extend(
        (0..12)
            .map(|number| json!({"name": format!("Subject {number}"), "description": "Gardens"})),
    );
    let folder = folder_with("profiles.json", &json!(profiles).to_string());
    let input = "{\"id\": \"1\", \"text\": \"Why was I charged twice? I want a refund\"}\n{\"id\": \"2\", \"text\": \"asdf qwer\"}\n{\"id\": \"3\"}";
    let done = run(
        folder.path(),
        &["match", "--profiles", "profiles.json"],
        input,
    );
    assert_eq!(done.code, 1);
    let lines = done.lines();
    assert_eq!(lines[0]["match"], "Billing");
    assert_eq!(lines[0]["ranking"][0]["name"], "Billing");
    assert_eq!(lines[0]["ranking"].as_array().map(Vec::len), Some(10));
    assert_eq!(lines[1]["match"], json!(null));
    assert_eq!(lines[2]["error"], "/text: “text” is missing.");
    let done = run(folder.path(), &["match"], input);
    assert_eq!(done.code, 2);
}

#[test]
fn check_names_mistakes_and_what_does_nothing() {
    let folder = folder_with("bad.json", r#"{"triggers": {"keywrd": {}}}"#);
    let done = run(folder.path(), &["check", "--config", "bad.json"], "");
    assert_eq!(done.code, 1);
    assert!(
        done.output.starts_with("/triggers/keywrd: "),
        "{}",
        done.output
    );
    let folder = folder_with(
        "idle.json",
        r#"{"action": {"when_to_use": "Be extra careful with Gold members."}}"#,
    );
    let done = run(folder.path(), &["check", "--config", "idle.json"], "");
    assert_eq!(done.code, 1);
    assert!(
        done.output.starts_with("/action/when_to_use: "),
        "{}",
        done.output
    );
    let folder = folder_with("good.json", "{}");
    let done = run(folder.path(), &["check", "--config", "good.json"], "");
    assert_eq!((done.code, done.output.as_str()), (0, ""));
    assert_eq!(
        run(folder.path(), &["check", "--config", "none.json"], "").code,
        2
    );
}
