//! `handoff import` and `handoff export`: other vendors' JSON, in and out.

use std::{
    fs,
    io::{self, Read},
    process::ExitCode,
};

use clap::Args;
use handoff::{
    access::Actor,
    actions::{
        Desk, ImportDraft, ImportError, SaveError, export_configuration, import_configuration,
        look_at_import,
    },
    id::AgentId,
    policy::Change,
    problem::Fault,
    vendor::{Line, VENDORS, Vendor, vendor_named},
};

use super::{
    Failure, answer, complain,
    lines::read_file,
    open::{not_saved, open_desk},
    settings::{DatabaseFlag, Settings, SettingsFlags},
    token::find_agent,
};

const IMPORT_EXAMPLES: &str = "\
Examples:
  handoff import quickchat configuration.json --dry-run
  handoff import asapp destination.json --handoff \"Billing Support\"
  curl -s … | handoff import agent_rush -
  handoff import chatwoot inbox.json

First come the changes, then what could not be taken along, each with its place in the JSON. A file with
mistakes changes nothing: each mistake is named with its line, and the command ends with 1.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  handoff export quickchat configuration.json
  handoff export asapp --handoff \"Billing Support\"

What is set up and cannot be said in the vendor’s JSON is named on the standard error.";

#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct ImportFlags {
    /// Whose JSON it is
    #[arg(value_parser = VENDORS.map(Vendor::name))]
    vendor: String,
    /// The JSON; “-” is the standard input
    file: String,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: PlaceFlags,
}

#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportFlags {
    /// Whose JSON it is to be
    #[arg(value_parser = VENDORS.map(Vendor::name))]
    vendor: String,
    /// Where it is written; “-” is the standard output
    #[arg(default_value = "-")]
    file: String,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What is meant by it here.
#[derive(Debug, Args)]
struct PlaceFlags {
    /// The handoff that leads there, where the JSON is about one
    #[arg(long, value_name = "NAME")]
    handoff: Option<String>,
    /// The AI agent, by id or name; without one, the first
    #[arg(long, value_name = "AGENT")]
    agent: Option<String>,
    #[command(flatten)]
    database: DatabaseFlag,
}

impl PlaceFlags {
    async fn open(&self) -> Result<(Desk, AgentId), Failure> {
        let settings = Settings::resolve(&SettingsFlags {
            database: self.database.clone(),
            ..SettingsFlags::default()
        })?;
        let desk = open_desk(&settings.database).await?;
        let agent = match &self.agent {
            Some(wanted) => find_agent(&desk, wanted).await?,
            None => first_agent(&desk).await?,
        };
        Ok((desk, agent))
    }
}

async fn first_agent(desk: &Desk) -> Result<AgentId, Failure> {
    let agents = desk.store.agents().await.map_err(Failure::new)?;
    let first = agents.first().map(|summary| summary.agent.id);
    let none = "There is no AI agent in this database yet. Open the server in a browser to set one up, or make a token with “handoff token create”.";
    first.ok_or_else(|| Failure::new(none))
}

fn chosen(name: &str) -> Result<&'static dyn Vendor, Failure> {
    vendor_named(name).ok_or_else(|| Failure::usage(format!("There is no vendor “{name}”.")))
}

pub(super) async fn import(flags: &ImportFlags) -> Result<ExitCode, Failure> {
    let text = if flags.file == "-" {
        let mut text = String::new();
        let read = io::stdin().read_to_string(&mut text);
        read.map_err(|error| Failure::usage(format!("The input could not be read: {error}.")))?;
        text
    } else {
        read_file(&flags.file)?
    };
    let draft = ImportDraft {
        vendor: chosen(&flags.vendor)?,
        text: &text,
        handoff: flags.place.handoff.as_deref(),
    };
    let (desk, agent) = flags.place.open().await?;
    let done = if flags.dry_run {
        look_at_import(&desk, agent, draft).await
    } else {
        let nobody = Actor::System;
        Box::pin(import_configuration(&desk, &nobody, agent, draft, None)).await
    };
    desk.store.close().await;
    let looked = match done {
        Ok(looked) => looked,
        Err(ImportError::Faults(faults)) => {
            let lines: Vec<String> = faults.iter().map(Fault::in_words).collect();
            return Err(Failure::new(format!(
                "{}:\n{}",
                flags.file,
                lines.join("\n")
            )));
        }
        Err(ImportError::Save(error)) => return Err(refused(error)),
    };
    let title = if flags.dry_run {
        "Would change"
    } else {
        "Changed"
    };
    answer(&changes_in_words(title, &looked.import.changes))?;
    for line in &looked.import.report {
        answer(&line_in_words(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn export(flags: &ExportFlags) -> Result<ExitCode, Failure> {
    let (desk, agent) = flags.place.open().await?;
    let asked = (chosen(&flags.vendor)?, flags.place.handoff.as_deref());
    let made = export_configuration(&desk, agent, asked).await;
    desk.store.close().await;
    let made = made.map_err(Failure::new)?;
    let made = made.ok_or_else(|| Failure::new("The AI agent is gone."))?;
    let text = serde_json::to_string_pretty(&made.json).map_err(Failure::new)?;
    if flags.file == "-" {
        answer(&text)?;
    } else {
        fs::write(&flags.file, text + "\n").map_err(|error| {
            Failure::new(format!("{} could not be written: {error}.", flags.file))
        })?;
    }
    for line in &made.report {
        complain(&line_in_words(line));
    }
    Ok(ExitCode::SUCCESS)
}

/// Mistakes in what the JSON leads to are mistakes in the JSON, not in the command.
fn refused(error: SaveError) -> Failure {
    match error {
        SaveError::Invalid(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Failure::new(lines.join("\n"))
        }
        other => not_saved(other),
    }
}

fn changes_in_words(title: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return "Nothing is different: all of it is set up like that already.".to_owned();
    }
    let lines: Vec<String> = changes
        .iter()
        .map(|change| format!("  {}", change.detail))
        .collect();
    format!("{title}:\n{}", lines.join("\n"))
}

fn line_in_words(line: &Line) -> String {
    let title = line.fate.title();
    match line.pointer.as_str() {
        "" => format!("{title}: {}", line.detail),
        pointer => format!("{title}, {pointer}: {}", line.detail),
    }
}
