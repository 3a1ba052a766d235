//! `handoff check`: everything that is wrong with a configuration document, and what will hardly do what was
//! meant, a line each with its place.

use std::process::ExitCode;

use clap::Args;
use handoff::{
    clock::{Clock, SystemClock},
    policy::{Document, lint},
};

use super::{Failure, answer, lines::read_file};

const EXAMPLE: &str = "\
Example:
  handoff check --config handoff.json

Each line is a place in the document and what to do about it. The command ends with 0 when there is nothing
to say, with 1 when there is, and with 2 when the file cannot be read.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct CheckFlags {
    /// The configuration document
    #[arg(long, value_name = "FILE")]
    config: String,
}

pub(super) fn check(flags: &CheckFlags) -> Result<ExitCode, Failure> {
    let text = read_file(&flags.config)?;
    let found = match Document::read(&text) {
        Ok(policy) => lint(&policy, SystemClock.now()),
        Err(problems) => problems,
    };
    for problem in &found {
        answer(&problem.to_string())?;
    }
    Ok(if found.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
