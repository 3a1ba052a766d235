//! How much visitors of the chat may send.

use clap::Args;
use serde::Deserialize;

use super::Failure;
use crate::widget::Visits;

#[derive(Debug, Clone, Default, Args)]
pub(super) struct VisitorFlags {
    /// How many messages a minute one visitor, and one address, may send to the chat, 0 for any number [default: 60]
    #[arg(long, env = "HANDOFF_VISITOR_MESSAGES_A_MINUTE", value_name = "NUMBER")]
    visitor_messages_a_minute: Option<u32>,
    /// How many conversations a minute one address may begin in the chat, 0 for any number [default: 10]
    #[arg(
        long,
        env = "HANDOFF_VISITOR_CONVERSATIONS_A_MINUTE",
        value_name = "NUMBER"
    )]
    visitor_conversations_a_minute: Option<u32>,
    /// How many megabytes of files an hour one address may send to the chat, 0 for any number [default: 200]
    #[arg(long, env = "HANDOFF_VISITOR_MEGABYTES_AN_HOUR", value_name = "NUMBER")]
    visitor_megabytes_an_hour: Option<u32>,
    /// The proxies that are believed when they say for whom they ask (X-Forwarded-For), such as 10.1.0.0/16,127.0.0.1
    #[arg(long, env = "HANDOFF_TRUSTED_PROXIES", value_name = "NETWORKS")]
    trusted_proxies: Option<String>,
}

/// The part `[visitor]` of the settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct VisitorFile {
    messages_a_minute: Option<u32>,
    conversations_a_minute: Option<u32>,
    megabytes_an_hour: Option<u32>,
    trusted_proxies: Option<String>,
}

impl VisitorFlags {
    /// The flags over the file over the defaults.
    pub(super) fn over(&self, file: VisitorFile) -> Result<Visits, Failure> {
        let usual = Visits::default();
        let number =
            |flag: Option<u32>, file: Option<u32>, usual: u32| flag.or(file).unwrap_or(usual);
        let proxies = super::settings::first(self.trusted_proxies.as_ref(), file.trusted_proxies);
        let proxies = proxies.unwrap_or_default();
        let proxies = proxies.split(',').filter(|one| !one.trim().is_empty());
        Ok(Visits {
            messages_a_minute: number(
                self.visitor_messages_a_minute,
                file.messages_a_minute,
                usual.messages_a_minute,
            ),
            conversations_a_minute: number(
                self.visitor_conversations_a_minute,
                file.conversations_a_minute,
                usual.conversations_a_minute,
            ),
            megabytes_an_hour: number(
                self.visitor_megabytes_an_hour,
                file.megabytes_an_hour,
                usual.megabytes_an_hour,
            ),
            proxies: proxies
                .map(str::parse)
                .collect::<Result<_, _>>()
                .map_err(Failure::usage)?,
        })
    }
}
