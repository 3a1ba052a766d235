//! The commands.
//!
//! Answers go to the standard output and nothing else does; what went wrong goes to the standard error.
//! The exit code is 0 when all went well, 1 when something did not, 2 when the command itself was wrong.

mod admin;
mod backup;
mod channel;
mod check;
mod decide;
mod hours;
mod lines;
mod llm;
mod mail;
mod match_profiles;
mod open;
mod openapi;
mod rotate_key;
mod secret;
mod settings;
mod token;
mod vendor;
mod visitor;
mod webhook;

use std::{
    borrow::Cow,
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use crate::{
    demo::{DemoArgs, demo},
    serve::serve,
};
use settings::{Settings, SettingsFlags};

const EXAMPLES: &str = "\
Examples:
  handoff                                         serve on 127.0.0.1:3000, data in handoff.db
  handoff serve --listen 0.0.0.0:8080 --base-url https://desk.example.com
  handoff admin create --email maya@example.com --name \"Maya Strand\" < password.txt
  handoff token create --name \"Shop bot\" --scope write_all
  handoff decide --config handoff.json --input conversations.jsonl
  handoff import quickchat configuration.json --dry-run
  handoff backup handoff-copy.db

Flags come before HANDOFF_* variables, and those before handoff.toml in the working directory
(its keys: listen, database, base_url, requests_a_minute, and the parts [llm], [smtp], [webhook], [channel] and [visitor]).";

/// The human side of any AI support agent.
#[derive(Debug, Parser)]
#[command(name = "handoff", version, about, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: SettingsFlags,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the web app and the API (this is what happens without a command)
    Serve(SettingsFlags),
    /// Serve a sample world that is thrown away afterwards, and print how to sign in
    Demo(DemoFlags),
    /// Make admins
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Make API tokens
    #[command(subcommand)]
    Token(TokenCommand),
    /// Check a configuration document: its mistakes, and what will hardly do what was meant
    Check(check::CheckFlags),
    /// Decide the last message of each conversation of a file
    Decide(decide::DecideFlags),
    /// Say which profile each text of a file is about
    Match(match_profiles::MatchFlags),
    /// Say whether somebody is there, for each instant of a file
    Hours(hours::HoursFlags),
    /// Set up what another vendor's JSON says
    Import(vendor::ImportFlags),
    /// Write what is set up as another vendor's JSON
    Export(vendor::ExportFlags),
    /// Print the document that describes the API
    #[command(after_help = openapi::EXAMPLE)]
    Openapi,
    /// Copy the database into a file, also while the server runs
    Backup(backup::BackupFlags),
    /// Make a copy the database again
    Restore(backup::RestoreFlags),
    /// Seal the credentials of channels with another key
    RotateKey(rotate_key::RotateKeyFlags),
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  handoff demo --listen 127.0.0.1:4000")]
pub struct DemoFlags {
    /// Where to listen
    #[arg(long, env = "HANDOFF_LISTEN", value_name = "HOST:PORT")]
    listen: Option<String>,
    #[command(flatten)]
    llm: llm::LlmFlags,
    #[command(flatten)]
    webhook: webhook::WebhookFlags,
    #[command(flatten)]
    mail: mail::MailFlags,
    #[command(flatten)]
    channel: channel::ChannelFlags,
    #[command(flatten)]
    visitor: visitor::VisitorFlags,
}

#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Make an admin: with the password on the standard input, or else by a link that works once
    Create(admin::CreateFlags),
}

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make an API token and print it, once
    Create(token::CreateFlags),
}

/// Does what the command line says.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        None => run_server(&cli.serve).await,
        Some(Command::Serve(flags)) => run_server(&flags).await,
        Some(Command::Demo(flags)) => run_demo(&flags).await,
        Some(Command::Admin(AdminCommand::Create(flags))) => admin::create(&flags).await,
        Some(Command::Token(TokenCommand::Create(flags))) => token::create(&flags).await,
        Some(Command::Check(flags)) => check::check(&flags),
        Some(Command::Decide(flags)) => decide::decide(&flags),
        Some(Command::Match(flags)) => match_profiles::match_profiles(&flags),
        Some(Command::Hours(flags)) => hours::hours(&flags),
        Some(Command::Import(flags)) => vendor::import(&flags).await,
        Some(Command::Export(flags)) => vendor::export(&flags).await,
        Some(Command::Openapi) => openapi::openapi(),
        Some(Command::Backup(flags)) => backup::backup(&flags).await,
        Some(Command::Restore(flags)) => backup::restore(&flags).await,
        Some(Command::RotateKey(flags)) => rotate_key::rotate_key(&flags).await,
    };
    done.unwrap_or_else(|failure| {
        complain(&failure.said);
        failure.code
    })
}

/// Why a command did not do what it should.
#[derive(Debug)]
struct Failure {
    said: String,
    code: ExitCode,
}

impl Failure {
    /// What was asked for cannot be done as it was asked.
    fn usage(said: impl Display) -> Self {
        Self {
            said: said.to_string(),
            code: ExitCode::from(2),
        }
    }

    /// It was tried and did not work.
    fn new(said: impl Display) -> Self {
        Self {
            said: said.to_string(),
            code: ExitCode::FAILURE,
        }
    }
}

async fn run_server(flags: &SettingsFlags) -> Result<ExitCode, Failure> {
    let args = Settings::resolve(flags)?.into();
    serve(args).await.map_err(Failure::new)?;
    Ok(ExitCode::SUCCESS)
}

async fn run_demo(flags: &DemoFlags) -> Result<ExitCode, Failure> {
    let flags = SettingsFlags {
        listen: flags.listen.clone(),
        llm: flags.llm.clone(),
        webhook: flags.webhook.clone(),
        mail: flags.mail.clone(),
        channel: flags.channel.clone(),
        visitor: flags.visitor.clone(),
        ..SettingsFlags::default()
    };
    let Settings {
        listen,
        llm,
        outgoing,
        mail,
        channel,
        visits,
        ..
    } = Settings::resolve(&flags)?;
    let args = DemoArgs {
        listen,
        llm,
        outgoing,
        mail,
        channel,
        visits,
    };
    demo(args).await.map_err(Failure::new)?;
    Ok(ExitCode::SUCCESS)
}

/// Says something to whoever typed the command. If even that cannot be heard, there is nobody to tell.
fn complain(said: &str) {
    let _unheard = writeln!(io::stderr().lock(), "{}", shown(said));
}

/// Prints an answer.
fn answer(said: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "{}", shown(said))
        .and_then(|()| output.flush())
        .map_err(|error| Failure::new(format!("The answer could not be written: {error}.")))
}

/// Words as a terminal shows them: what it would obey, or turn around, is written as JSON writes such signs.
fn shown(said: &str) -> Cow<'_, str> {
    if !said.contains(is_obeyed) {
        return Cow::Borrowed(said);
    }
    let written = |sign| match sign {
        sign if is_obeyed(sign) => format!("\\u{:04x}", u32::from(sign)),
        sign => sign.to_string(),
    };
    said.chars().map(written).collect()
}

fn is_obeyed(sign: char) -> bool {
    let turns = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (sign.is_control() && !matches!(sign, '\n' | '\t'))
}
