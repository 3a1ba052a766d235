//! Runs the built program in a folder of its own.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;

/// What the program wrote, and how it ended.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) complaints: String,
}

impl Done {
    /// Each line of the output as JSON.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.output
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            output: String::from_utf8(output.stdout).unwrap(),
            complaints: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs the program in `folder` with `input` on its standard input, and no settings but those given.
pub(crate) fn run(folder: &Path, arguments: &[&str], input: &str) -> Done {
    let mut child = Command::new(env!("CARGO_BIN_EXE_handoff"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("HANDOFF_LISTEN")
        .env_remove("HANDOFF_DATABASE")
        .env_remove("HANDOFF_BASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let written = child.stdin.take().unwrap().write_all(input.as_bytes());
    // A program that refuses its arguments ends without reading.
    drop(written);
    child.wait_with_output().unwrap().into()
}

/// Starts the server in `folder` and gives back where it listens.
pub(crate) fn start(folder: &Path, database: &str) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_handoff"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database", database])
        .current_dir(folder)
        .env("RUST_LOG", "info")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("listens on")));
    let line = line.unwrap().unwrap();
    let address = line.split("listens on ").nth(1).unwrap();
    let address = address.split(". Open").next().unwrap().to_owned();
    // What it says later must not fill a pipe nobody reads.
    std::thread::spawn(move || lines.for_each(drop));
    (child, address)
}

/// A folder with one file in it.
pub(crate) fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}
