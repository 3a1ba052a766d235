//! Where to listen and where the data is: flags before environment before `handoff.toml`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Args;
use handoff::actions::REQUESTS_A_MINUTE;
use handoff::store::database_file;
use serde::Deserialize;

use super::{
    Failure,
    channel::{ChannelFile, ChannelFlags},
    llm::{LlmFile, LlmFlags},
    mail::{MailFile, MailFlags},
    visitor::{VisitorFile, VisitorFlags},
    webhook::{WebhookFile, WebhookFlags},
};
use crate::{
    channel::ChannelSettings, llm::LlmSettings, mail::MailSettings, outgoing::OutgoingSettings,
    serve::ServeArgs, widget::Visits,
};

const FILE: &str = "handoff.toml";

#[derive(Debug, Default, Args)]
pub struct SettingsFlags {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, env = "HANDOFF_LISTEN", value_name = "HOST:PORT")]
    pub(super) listen: Option<String>,
    #[command(flatten)]
    pub(super) database: DatabaseFlag,
    #[arg(
        long,
        env = "HANDOFF_BASE_URL",
        value_name = "URL",
        help = "How people reach this server, such as https://desk.example.com"
    )]
    pub(super) base_url: Option<String>,
    #[arg(
        long,
        env = "HANDOFF_REQUESTS_A_MINUTE",
        value_name = "NUMBER",
        help = "How many API requests a token may send in a minute, 0 for any number [default: 60000]"
    )]
    pub(super) requests_a_minute: Option<u32>,
    #[command(flatten)]
    pub(super) llm: LlmFlags,
    #[command(flatten)]
    pub(super) webhook: WebhookFlags,
    #[command(flatten)]
    pub(super) mail: MailFlags,
    #[command(flatten)]
    pub(super) channel: ChannelFlags,
    #[command(flatten)]
    pub(super) visitor: VisitorFlags,
}

/// Where the data is, for every command that keeps something.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct DatabaseFlag {
    #[arg(
        id = "database",
        long = "database",
        env = "HANDOFF_DATABASE",
        value_name = "URL",
        hide_env_values = true,
        help = "Where the data is: sqlite://FILE or postgres://… [default: sqlite://handoff.db]"
    )]
    pub(super) url: Option<String>,
}

/// The settings file. A key it does not know is a mistake.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SettingsFile {
    listen: Option<String>,
    database: Option<String>,
    base_url: Option<String>,
    requests_a_minute: Option<u32>,
    llm: LlmFile,
    webhook: WebhookFile,
    smtp: MailFile,
    channel: ChannelFile,
    visitor: VisitorFile,
}

/// The settings after all layers.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) listen: String,
    pub(super) database: String,
    pub(super) base_url: Option<String>,
    pub(super) requests_a_minute: u32,
    pub(super) llm: Option<LlmSettings>,
    pub(super) outgoing: OutgoingSettings,
    pub(super) mail: MailSettings,
    pub(super) channel: ChannelSettings,
    pub(super) visits: Visits,
}

impl Settings {
    /// The flags and the environment over the file over the defaults.
    pub(super) fn resolve(flags: &SettingsFlags) -> Result<Self, Failure> {
        let text = match fs::read_to_string(FILE) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(Failure::usage(format!(
                    "{FILE} could not be read: {error}."
                )));
            }
        };
        Self::over(flags, &text)
    }

    fn over(flags: &SettingsFlags, text: &str) -> Result<Self, Failure> {
        let file: SettingsFile = toml::from_str(text)
            .map_err(|error| Failure::usage(format!("{FILE} is not right: {error}")))?;
        let database = first(flags.database.url.as_ref(), file.database)
            .unwrap_or_else(|| "sqlite://handoff.db".into());
        let beside = beside(&database);
        Ok(Self {
            listen: first(flags.listen.as_ref(), file.listen)
                .unwrap_or_else(|| "127.0.0.1:3000".into()),
            database,
            base_url: first(flags.base_url.as_ref(), file.base_url),
            requests_a_minute: flags
                .requests_a_minute
                .or(file.requests_a_minute)
                .unwrap_or(REQUESTS_A_MINUTE),
            llm: flags.llm.over(file.llm)?,
            outgoing: flags.webhook.over(file.webhook)?,
            mail: flags.mail.over(file.smtp, beside)?,
            channel: flags.channel.over(file.channel)?,
            visits: flags.visitor.over(file.visitor)?,
        })
    }
}

/// Where mails are put while there is no mail server: beside the database's file, or where the server runs.
pub(crate) fn beside(database: &str) -> PathBuf {
    let file = database_file(database).ok().flatten();
    let folder = file.as_deref().and_then(Path::parent);
    folder.unwrap_or(Path::new("")).join("handoff-mail")
}

/// The first that says something: an empty variable is as good as none.
pub(super) fn first(flag: Option<&String>, file: Option<String>) -> Option<String> {
    let says_something = |text: &String| !text.trim().is_empty();
    flag.cloned()
        .filter(says_something)
        .or(file.filter(says_something))
}

impl From<Settings> for ServeArgs {
    fn from(settings: Settings) -> Self {
        Self {
            listen: settings.listen,
            database: settings.database,
            base_url: settings.base_url,
            requests_a_minute: settings.requests_a_minute,
            llm: settings.llm,
            outgoing: settings.outgoing,
            mail: settings.mail,
            channel: settings.channel,
            visits: settings.visits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_come_before_the_file_and_the_file_before_the_defaults() {
        let flags = SettingsFlags {
            listen: Some("127.0.0.1:1".into()),
            base_url: Some(String::new()),
            ..SettingsFlags::default()
        };
        let file = "listen = \"127.0.0.1:2\"\nbase_url = \"https://desk.example.com\"\n";
        let settings = Settings::over(&flags, file).unwrap();
        assert_eq!(settings.listen, "127.0.0.1:1");
        assert_eq!(settings.database, "sqlite://handoff.db");
        assert_eq!(
            settings.base_url.as_deref(),
            Some("https://desk.example.com")
        );
    }

    #[test]
    fn an_unknown_key_of_the_file_is_named() {
        let failure = Settings::over(&SettingsFlags::default(), "lisen = \"x\"").unwrap_err();
        assert!(failure.said.contains("lisen"), "{}", failure.said);
    }
}
