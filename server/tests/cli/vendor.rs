//! `handoff import` and `handoff export`.

use std::fs;

use serde_json::{Value, json};

use crate::program::{folder_with, run};

const JSON: &str = r#"[
  {"name": "Sales Queue", "type": "Agent_queue", "enabled": true, "open_24": false,
   "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]},
   "date_exceptions": {"2026-12-25": {"closed": true}},
   "timezone": "America/New_York", "supported_languages": ["en"],
   "transfer_function_name": "transfer_to_sales"}
]"#;

#[test]
fn what_is_imported_is_said_and_exported_again() {
    let folder = folder_with("destination.json", JSON);
    let none = run(folder.path(), &["import", "asapp", "destination.json"], "");
    assert_eq!(none.code, 1);
    assert!(
        none.complaints.contains("There is no AI agent"),
        "{}",
        none.complaints
    );
    let token = ["token", "create", "--name", "Bot", "--scope", "read_all"];
    assert_eq!(run(folder.path(), &token, "").code, 0);

    let import = ["import", "asapp", "destination.json", "--handoff", "Sales"];
    let dry = run(folder.path(), &[&import[..], &["--dry-run"]].concat(), "");
    assert_eq!(dry.code, 0, "{}", dry.complaints);
    assert!(dry.output.starts_with("Would change:\n"), "{}", dry.output);
    let nothing = run(folder.path(), &["export", "asapp", "-"], "");
    assert!(
        !nothing.output.contains("Sales Queue"),
        "{}",
        nothing.output
    );

    let done = run(folder.path(), &import, "");
    assert_eq!(done.code, 0, "{}", done.complaints);
    assert!(
        done.output.contains(
            "The queue “Sales Queue” is new: Mon 09:00–17:00, America/New_York, one special date."
        ),
        "{}",
        done.output
    );
    assert!(
        done.output
            .contains("Read differently, /0/transfer_function_name: "),
        "{}",
        done.output
    );
    let out = run(
        folder.path(),
        &["export", "asapp", "out.json", "--handoff", "sales"],
        "",
    );
    assert_eq!((out.code, out.output.as_str()), (0, ""));
    assert!(
        out.complaints.contains("Not taken along, /handoffs/0: "),
        "{}",
        out.complaints
    );
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let written = fs::read_to_string(folder.path().join("out.json")).unwrap();
    assert_eq!(read(&written), read(JSON));
}

#[test]
fn every_mistake_is_named_with_its_line_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let token = ["token", "create", "--name", "Bot", "--scope", "read_all"];
    assert_eq!(run(folder.path(), &token, "").code, 0);
    let import = |vendor, json: &str| run(folder.path(), &["import", vendor, "-"], json);
    let broken = import("agent_rush", "{\"handoff\": {\n  \"enabled\": true\n");
    assert_eq!((broken.code, broken.output.as_str()), (1, ""));
    assert!(
        broken.complaints.contains("Line 2: This is not JSON"),
        "{}",
        broken.complaints
    );
    let wrong = "{\"handoff\": {\n\"enabled\": \"yes\",\n\"triggers\": {\n\"max_exchanges\": -1}}}";
    let refused = import("agent_rush", wrong);
    assert_eq!(refused.code, 1);
    for place in [
        "Line 2, handoff.enabled: ",
        "Line 4, handoff.triggers.max_exchanges: ",
    ] {
        assert!(refused.complaints.contains(place), "{}", refused.complaints);
    }
    let out = run(folder.path(), &["export", "agent_rush", "-"], "");
    let out: Value = serde_json::from_str(&out.output).unwrap();
    assert_eq!(out["handoff"]["enabled"], json!(false));
    assert_eq!(import("nobody", "{}").code, 2);
}

#[test]
fn a_terminal_is_told_nothing_but_words() {
    let folder = tempfile::tempdir().unwrap();
    let token = ["token", "create", "--name", "Bot", "--scope", "read_all"];
    assert_eq!(run(folder.path(), &token, "").code, 0);
    let texts: Vec<String> =
        serde_json::from_str(include_str!("../../../tests/hostile.json")).unwrap();
    let mut handoff: Value = texts.iter().map(|text| (text.clone(), json!(1))).collect();
    let message = "One\u{1b}[2J moment\u{9b}31m, \u{202e}please\u{7f}";
    handoff["messages"] = json!({"handoff_initiated": message});
    let written = json!({"handoff": handoff}).to_string();
    let done = run(folder.path(), &["import", "agent_rush", "-"], &written);
    let out = run(folder.path(), &["export", "agent_rush", "-"], "");
    for run in [&done, &out] {
        assert_eq!(run.code, 0, "{}", run.complaints);
        let said = format!("{}{}", run.output, run.complaints).replace(['\n', '\t'], "");
        assert!(!said.contains(|sign: char| sign.is_control() || sign == '\u{202e}'));
    }
    assert!(
        done.output.contains("One\\u001b[2J moment\\u009b31m"),
        "{}",
        done.output
    );
    let out: Value = serde_json::from_str(&out.output).unwrap();
    assert_eq!(out["handoff"]["messages"]["handoff_initiated"], message);
}
