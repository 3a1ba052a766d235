//! `handoff admin create`: an admin, for a first start or when nobody can sign in any more.

use std::{
    io::{self, BufRead, IsTerminal},
    process::ExitCode,
};

use clap::Args;
use handoff::{
    access::Actor,
    actions::{Desk, NewInvitation, create_admin, invite_operator},
    operator::Role,
};

use super::{
    Failure, answer,
    open::{not_saved, open_desk},
    settings::{DatabaseFlag, Settings, SettingsFlags},
};

const EXAMPLE: &str = "\
Examples:
  handoff admin create --email maya@example.com --name \"Maya Strand\" < password.txt
  handoff admin create --email maya@example.com --name \"Maya Strand\" < /dev/null

The first line of the standard input is the password. Without one, a link is printed that works
once, within three days, and lets Maya choose it.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct CreateFlags {
    /// The address to sign in with
    #[arg(long)]
    email: String,
    /// What the team calls this person
    #[arg(long)]
    name: String,
    #[command(flatten)]
    database: DatabaseFlag,
    /// How people reach the server; the link begins with it
    #[arg(long, env = "HANDOFF_BASE_URL", value_name = "URL")]
    base_url: Option<String>,
}

pub(super) async fn create(flags: &CreateFlags) -> Result<ExitCode, Failure> {
    let settings = Settings::resolve(&SettingsFlags {
        database: flags.database.clone(),
        base_url: flags.base_url.clone(),
        ..SettingsFlags::default()
    })?;
    let password = password()?;
    let desk = open_desk(&settings.database).await?;
    let said = match password {
        Some(password) => {
            create_admin(&desk, &flags.email, &flags.name, &password)
                .await
                .map_err(not_saved)?;
            format!("{} can sign in now.", flags.email.trim())
        }
        None => invitation(&desk, flags, &settings).await?,
    };
    desk.store.close().await;
    answer(&said)?;
    Ok(ExitCode::SUCCESS)
}

/// The first line of the standard input; nothing is asked of somebody at a terminal, where it would show.
fn password() -> Result<Option<String>, Failure> {
    let input = io::stdin();
    if input.is_terminal() {
        return Ok(None);
    }
    let mut line = String::new();
    input
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failure::usage(format!("The password could not be read: {error}.")))?;
    let password = line.trim_end_matches(['\r', '\n']);
    Ok((!password.is_empty()).then(|| password.to_owned()))
}

/// A link by which the person joins.
async fn invitation(
    desk: &Desk,
    flags: &CreateFlags,
    settings: &Settings,
) -> Result<String, Failure> {
    let new = NewInvitation {
        email: flags.email.clone(),
        name: flags.name.clone(),
        role: Role::Admin,
    };
    let secret = invite_operator(desk, &Actor::System, &new)
        .await
        .map_err(not_saved)?;
    let base = settings.base_url.clone();
    let base = base.unwrap_or_else(|| format!("http://{}", settings.listen));
    let base = base.trim_end_matches('/');
    Ok(format!("{base}/invitations/{}", secret.reveal()))
}
