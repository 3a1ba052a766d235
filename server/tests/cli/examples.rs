//! The examples of the documentation run as they are written, against the built program.
#![cfg(unix)]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::{
    model::{Model, calls, says},
    program::{Done, run, start},
};

/// A server with a token, stopped when the test is over.
struct Running {
    child: Child,
    url: String,
    token: String,
    folder: tempfile::TempDir,
}

impl Running {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = "sqlite://examples.db";
        let (child, address) = start(folder.path(), database);
        let made = run(
            folder.path(),
            &[
                "token",
                "create",
                "--name",
                "example",
                "--scope",
                "write_all",
                "--database",
                database,
            ],
            "",
        );
        assert_eq!(made.code, 0, "{}", made.complaints);
        Self {
            child,
            url: format!("http://{address}"),
            token: made.output.trim().to_owned(),
            folder,
        }
    }

    /// Runs an example the way its first lines say.
    fn example(&self, program: &str, arguments: &[&str]) -> Done {
        self.command(program)
            .args(arguments)
            .output()
            .unwrap()
            .into()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("HANDOFF_URL", &self.url)
            .env("HANDOFF_TOKEN", &self.token);
        command
    }

    /// A server that hands over, with a handoff for money.
    fn with_a_handoff() -> Self {
        let server = Self::new();
        let done = server.example("sh", &[&documented("enable.sh")]);
        assert_eq!(done.code, 0, "{}", done.complaints);
        let bearer = format!("Authorization: Bearer {}", server.token);
        let url = format!("{}/v1/api/handoffs", server.url);
        let handoff = r#"{"name": "Billing Support", "description": "Invoices and refunds"}"#;
        let json = "Content-Type: application/json";
        let made = [
            "-sS",
            "--fail-with-body",
            &url,
            "-H",
            &bearer,
            "-H",
            json,
            "-d",
            handoff,
        ];
        let made = server.example("curl", &made);
        assert_eq!(made.code, 0, "{}", made.output);
        server
    }

    /// Has no opening hours from now on.
    fn closes(&self) {
        let bearer = format!("Authorization: Bearer {}", self.token);
        let url = format!("{}/v1/api/configuration", self.url);
        let read = self.example("curl", &["-sS", "--fail-with-body", &url, "-H", &bearer]);
        assert_eq!(read.code, 0, "{}", read.output);
        let mut configuration: Value = serde_json::from_str(&read.output).unwrap();
        configuration["queues"][0]["open_24"] = false.into();
        configuration["queues"][0]["weekly_hours"] = serde_json::json!({});
        let (json, body) = ("Content-Type: application/json", configuration.to_string());
        let put = [
            "-sS",
            "--fail-with-body",
            "-X",
            "PUT",
            &url,
            "-H",
            &bearer,
            "-H",
            json,
            "-d",
            &body,
        ];
        let put = self.example("curl", &put);
        assert_eq!(put.code, 0, "{}", put.output);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test that failed must not leave its server behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn documented(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples");
    folder.join(name).to_str().unwrap().to_owned()
}

/// A Python that has `requests`: the first on the path, or the system's.
fn python() -> &'static str {
    let has_requests = |python: &&str| {
        let tried = Command::new(python)
            .args(["-c", "import requests"])
            .status();
        tried.is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"]
        .into_iter()
        .find(has_requests);
    assert!(
        found.is_some(),
        "Install Python's package “requests”: tools/prerequisites.sh does."
    );
    found.unwrap()
}

/// The Python with the packages that the examples name; None where they could not be installed, which the gate
/// does not accept.
#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests should see what was left out"
)]
fn python_with_packages() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python");
    if folder.join("wanted.txt").exists() {
        return Some(folder.join("bin/python").to_str().unwrap().to_owned());
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "tools/python.sh could not install the packages of docs/examples/requirements.txt."
    );
    let said = "Skipped: run tools/python.sh for the packages of docs/examples/requirements.txt.";
    eprintln!("{said}");
    None
}

#[test]
fn the_conversation_example_ends_with_a_person() {
    let server = Running::with_a_handoff();
    let done = server.example("sh", &[&documented("conversation.sh")]);
    assert_eq!(done.code, 0, "{}{}", done.output, done.complaints);
    let lines: Vec<&str> = done.output.lines().collect();
    assert_eq!(
        lines[..3],
        ["continue", "continue", "hand_off"],
        "{}",
        done.output
    );
    assert_eq!(
        lines[lines.len() - 2..],
        ["waiting", "1"],
        "{}",
        done.output
    );
}

#[test]
fn the_openai_example_answers_and_calls_in_a_person() {
    let Some(python) = python_with_packages() else {
        return;
    };
    let server = Running::with_a_handoff();
    let model = Model::start(vec![
        says("It left our workshop on Monday."),
        calls("handoff_billing_support"),
    ]);
    let mut child = server
        .command(&python)
        .arg(documented("openai_agent.py"))
        .env("OPENAI_BASE_URL", model.url())
        .env("OPENAI_API_KEY", "none")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = "Where is my order 10482?\nYou charged me two times for it.\nHello?\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(said.as_bytes())
        .unwrap();
    let done: Done = child.wait_with_output().unwrap().into();
    assert_eq!(done.code, 0, "{}{}", done.output, done.complaints);
    assert!(
        done.output
            .starts_with("AI: It left our workshop on Monday.\n"),
        "{}",
        done.output
    );
    assert!(
        done.output
            .ends_with("A person has it now: Billing Support\n"),
        "{}",
        done.output
    );
    let asked = model.asked();
    let function = &asked[0]["tools"][0]["function"];
    assert_eq!(function["name"], "handoff_billing_support");
    assert_eq!(function["strict"], true);
    assert_eq!(function["parameters"]["additionalProperties"], false);
}

#[test]
fn the_mcp_example_asks_for_a_person_and_takes_it_back() {
    let Some(python) = python_with_packages() else {
        return;
    };
    let server = Running::with_a_handoff();
    let done = server.example(&python, &[&documented("mcp_client.py")]);
    assert_eq!(done.code, 0, "{}{}", done.output, done.complaints);
    let lines: Vec<&str> = done.output.lines().collect();
    assert_eq!(
        lines,
        [
            "Tools: check_availability, get_conversation, append_message, request_handoff, cancel_handoff, handoff_billing_support",
            "Somebody is there: True",
            "Decision: continue",
            "Decision: hand_off",
            "State: waiting position 1",
            "State: with_ai",
        ]
    );
}

#[test]
fn the_mcp_example_ends_well_while_nobody_is_there() {
    let Some(python) = python_with_packages() else {
        return;
    };
    let server = Running::with_a_handoff();
    server.closes();
    let done = server.example(&python, &[&documented("mcp_client.py")]);
    assert_eq!(done.code, 0, "{}{}", done.output, done.complaints);
    let lines: Vec<&str> = done.output.lines().collect();
    assert_eq!(
        lines[1..5],
        [
            "Somebody is there: False",
            "Decision: continue",
            "Decision: collect_callback",
            "State: gathering position None",
        ]
    );
    assert!(lines[5].starts_with("For the customer: "), "{lines:?}");
}

#[test]
fn the_shell_example_switches_handoff_on_and_leaves_the_rest() {
    let server = Running::new();
    let done = server.example("sh", &[&documented("enable.sh")]);
    assert_eq!(done.code, 0, "{}{}", done.output, done.complaints);
    let configuration: Value = serde_json::from_str(&done.output).unwrap();
    assert_eq!(configuration["settings"]["is_active"], true);
    let again = server.example("sh", &[&documented("enable.sh")]);
    assert_eq!(again.output, done.output, "the same put back is the same");
}

#[test]
fn the_python_example_adds_a_keyword_and_says_what_is_wrong() {
    let server = Running::new();
    let script = documented("keywords.py");
    let done = server.example(python(), &[&script, "human please"]);
    assert_eq!(done.code, 0, "{}", done.complaints);
    assert!(done.output.contains("human please"), "{}", done.output);
    let refused = server.example(python(), &[&script, " "]);
    assert_ne!(refused.code, 0);
    assert!(
        refused.complaints.contains("/settings/keywords/"),
        "{}",
        refused.complaints
    );
}
