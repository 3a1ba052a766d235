//! `handoff decide`: the decision for the last message of each conversation of a file.

use std::{process::ExitCode, sync::Arc};

use clap::{Args, ValueEnum};
use handoff::{
    actions::{Llm, decide_with_llm},
    clock::{Clock, SystemClock},
    decision::Decision,
    policy::{Document, Policy},
    stateless::decide_transcript,
};
use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Handle;

use super::{
    Failure,
    lines::{Answer, answer_lines, identified, in_sentences, read_file, refusal, refused},
    llm::LlmFlags,
    settings::{Settings, SettingsFlags},
};
use crate::{llm::connect, transcript::read_transcript};

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
    /// Who reads the messages; “llm” asks a language model too, which is set up as for the server
    #[arg(long, env = "HANDOFF_JUDGE", value_name = "NAME", value_enum, default_value_t = Judge::Embedded)]
    judge: Judge,
    #[command(flatten)]
    llm: LlmFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Judge {
    Embedded,
    Llm,
}

#[derive(Serialize)]
struct Decided<'a> {
    id: &'a Value,
    #[serde(flatten)]
    decision: Decision,
}

pub(super) fn decide(flags: &DecideFlags) -> Result<ExitCode, Failure> {
    let policy = policy(flags.config.as_deref())?;
    let llm = llm(flags)?;
    answer_lines(&flags.input, |line| {
        decide_line(&policy, llm.as_deref(), line)
    })
}

/// The language model, if it is to be asked.
fn llm(flags: &DecideFlags) -> Result<Option<Arc<Llm>>, Failure> {
    if flags.judge == Judge::Embedded {
        return Ok(None);
    }
    let flags = SettingsFlags {
        llm: flags.llm.clone(),
        ..SettingsFlags::default()
    };
    let settings = Settings::resolve(&flags)?.llm.ok_or_else(|| {
        Failure::usage(
            "No language model is set up. Set HANDOFF_LLM_BASE_URL and HANDOFF_LLM_MODEL.",
        )
    })?;
    connect(&settings, Arc::new(SystemClock))
        .map(Some)
        .map_err(Failure::usage)
}

fn policy(path: Option<&str>) -> Result<Policy, Failure> {
    let (path, text) = match path {
        Some(path) => (path, read_file(path)?),
        None => ("the empty configuration", "{}".to_owned()),
    };
    let read = Document::read(&text);
    read.map_err(|problems| refused(path, &problems))
}

fn decide_line(policy: &Policy, llm: Option<&Llm>, line: &str) -> Answer {
    let (id, fields) = identified(line)?;
    let transcript = read_transcript(Value::Object(fields), SystemClock.now())
        .map_err(|problems| refusal(&id, &in_sentences(&problems)))?;
    let decision = match llm {
        Some(llm) => waited_for(decide_with_llm(llm, policy, &transcript)),
        None => decide_transcript(policy, &transcript),
    };
    let decided = Decided { id: &id, decision };
    serde_json::to_value(&decided).map_err(|error| refusal(&id, &error.to_string()))
}

/// Waits for what takes its time. Lines are answered one after another, so nothing else is held up.
fn waited_for<T>(future: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| Handle::current().block_on(future))
}
