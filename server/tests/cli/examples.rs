//! The examples of the documentation run as they are written, against the built program.
#![cfg(unix)]

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
};

use serde_json::Value;

use crate::program::{Done, run, start};

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
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HANDOFF_URL", &self.url)
            .env("HANDOFF_TOKEN", &self.token)
            .output();
        output.unwrap().into()
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
