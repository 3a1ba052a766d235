//! `handoff token create`: an API token, printed once.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use handoff::{
    access::{Actor, TokenScope},
    actions::{Desk, NewToken, create_token},
    id::AgentId,
};

use super::{
    Failure, answer,
    open::{not_saved, open_desk},
    settings::{DatabaseFlag, Settings, SettingsFlags},
};

const EXAMPLE: &str = "\
Example:
  TOKEN=$(handoff token create --name \"Shop bot\" --scope write_all --agent Assistant)";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct CreateFlags {
    /// What the token is for
    #[arg(long)]
    name: String,
    /// What it may do
    #[arg(long)]
    scope: ScopeFlag,
    /// The AI agent it speaks for, by id or name; without one, the first
    #[arg(long, value_name = "AGENT")]
    agent: Option<String>,
    /// It may speak for every AI agent: a request names one as “Handoff-Agent: 2”, or means the one above
    #[arg(long)]
    all_agents: bool,
    /// After how many days it stops working; without one, when it is revoked
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: Option<u32>,
    #[command(flatten)]
    database: DatabaseFlag,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum ScopeFlag {
    /// Look at everything
    ReadAll,
    /// Look at and change everything
    WriteAll,
}

impl From<ScopeFlag> for TokenScope {
    fn from(flag: ScopeFlag) -> Self {
        match flag {
            ScopeFlag::ReadAll => Self::ReadAll,
            ScopeFlag::WriteAll => Self::WriteAll,
        }
    }
}

pub(super) async fn create(flags: &CreateFlags) -> Result<ExitCode, Failure> {
    let settings = Settings::resolve(&SettingsFlags {
        database: flags.database.clone(),
        ..SettingsFlags::default()
    })?;
    let desk = open_desk(&settings.database).await?;
    let agent = match &flags.agent {
        Some(wanted) => Some(find_agent(&desk, wanted).await?),
        None => None,
    };
    let new = NewToken {
        name: flags.name.clone(),
        scope: flags.scope.into(),
        agent,
        is_for_all: flags.all_agents,
        expires_at: flags
            .days
            .map(|days| desk.now() + chrono::Duration::days(days.into())),
    };
    let secret = create_token(&desk, &Actor::System, &new)
        .await
        .map_err(not_saved)?;
    desk.store.close().await;
    answer(secret.reveal())?;
    Ok(ExitCode::SUCCESS)
}

/// The AI agent of that id or name.
pub(super) async fn find_agent(desk: &Desk, wanted: &str) -> Result<AgentId, Failure> {
    let agents = desk.store.agents().await.map_err(Failure::new)?;
    let mut agents = agents.into_iter().map(|summary| summary.agent);
    let by_id: Option<AgentId> = wanted.parse().ok();
    let found = agents.find(|agent| {
        Some(agent.id) == by_id || agent.name.to_lowercase() == wanted.trim().to_lowercase()
    });
    found
        .map(|agent| agent.id)
        .ok_or_else(|| Failure::usage(format!("There is no AI agent “{wanted}”.")))
}
