//! `handoff decide`: the decision for the last message of each conversation of a file.

use std::process::ExitCode;

use clap::Args;
use handoff::{
    clock::{Clock, SystemClock},
    decision::Decision,
    policy::{Document, Policy},
    stateless::decide_transcript,
};
use serde::Serialize;
use serde_json::Value;

use super::{
    Failure,
    lines::{Answer, answer_lines, identified, in_sentences, read_file, refusal, refused},
};
use crate::transcript::read_transcript;

const EXAMPLE: &str = r#"Example of a line:
  {"id": "1", "channel": "web", "language": "en", "now": "2026-01-12T10:30:00Z",
   "messages": [{"author": "customer", "text": "Can I talk to a real person?"}]}

Only the messages are required. Each line is answered by one line with its id and the decision;
a line that cannot be read by {"id": …, "error": "…"}, and the command ends with 1."#;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct DecideFlags {
    /// The configuration document; without one, everything is as in a new AI agent
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    /// The conversations, one JSON object a line; “-” is the standard input
    #[arg(long, value_name = "FILE", default_value = "-")]
    input: String,
}

#[derive(Serialize)]
struct Decided<'a> {
    id: &'a Value,
    #[serde(flatten)]
    decision: Decision,
}

pub(super) fn decide(flags: &DecideFlags) -> Result<ExitCode, Failure> {
    let policy = policy(flags.config.as_deref())?;
    answer_lines(&flags.input, |line| decide_line(&policy, line))
}

fn policy(path: Option<&str>) -> Result<Policy, Failure> {
    let (path, text) = match path {
        Some(path) => (path, read_file(path)?),
        None => ("the empty configuration", "{}".to_owned()),
    };
    let read = Document::parse(&text).and_then(Document::policy);
    read.map_err(|problems| refused(path, &problems))
}

fn decide_line(policy: &Policy, line: &str) -> Answer {
    let (id, fields) = identified(line)?;
    let transcript = read_transcript(Value::Object(fields), SystemClock.now())
        .map_err(|problems| refusal(&id, &in_sentences(&problems)))?;
    let decision = decide_transcript(policy, &transcript);
    let decided = Decided { id: &id, decision };
    serde_json::to_value(&decided).map_err(|error| refusal(&id, &error.to_string()))
}
