//! `handoff hours`: whether somebody is there, for each instant of a file.

use std::process::ExitCode;

use clap::Args;
use handoff::{
    problem::Problem,
    schedule::{Schedule, answer_query},
};

use super::{
    Failure,
    lines::{answer_lines, read_file, refused},
};

const EXAMPLE: &str = r#"Example of a line:
  {"id": "1", "zone": "Europe/Madrid", "instant": "2026-01-12T10:30:00Z",
   "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}}

What a line leaves out comes from the schedule file. Each line is answered by one line:
  {"id": "1", "open": true, "opens_at": null, "closes_at": "2026-01-12T16:00:00Z"}"#;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct HoursFlags {
    /// The schedule that lines build on
    #[arg(long, value_name = "FILE")]
    schedule: Option<String>,
    /// The questions, one JSON object a line; “-” is the standard input
    #[arg(long, value_name = "FILE", default_value = "-")]
    input: String,
}

pub(super) fn hours(flags: &HoursFlags) -> Result<ExitCode, Failure> {
    let schedule = match &flags.schedule {
        Some(path) => Some(schedule(path)?),
        None => None,
    };
    answer_lines(&flags.input, |line| answer_query(schedule.as_ref(), line))
}

fn schedule(path: &str) -> Result<Schedule, Failure> {
    let read = serde_json::from_str(&read_file(path)?).map_err(|error| {
        let detail = format!("This is not JSON: {error}.");
        refused(path, &[Problem::new("", detail)])
    })?;
    Schedule::from_json(&read).map_err(|problems| refused(path, &problems))
}
