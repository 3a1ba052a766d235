//! What reaching customers outside is set up with, by whoever runs this program.

use std::{collections::BTreeMap, path::PathBuf};

use handoff::channel::Channel;

/// Where the key for credentials is, and where vendors are when they are not where everybody knows them.
#[derive(Debug, Clone, Default)]
pub struct ChannelSettings {
    /// The file with the key. By default it is made beside the database.
    pub key_file: Option<PathBuf>,
    /// Where a channel's vendor is, such as a gateway of one's own. Nobody can set that in a browser.
    pub homes: BTreeMap<Channel, String>,
}

impl ChannelSettings {
    /// One vendor's address as it is given: `sms=http://127.0.0.1:9000`.
    pub fn parse_home(text: &str) -> Result<(Channel, String), String> {
        let wrong = || {
            format!(
                "“{text}” is not a vendor's address. Write one such as sms=https://gateway.example.com."
            )
        };
        let (channel, home) = text.trim().split_once('=').ok_or_else(wrong)?;
        let channel = Channel::parse(channel.trim()).ok_or_else(wrong)?;
        let url = reqwest::Url::parse(home.trim()).map_err(|_| wrong())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(wrong());
        }
        Ok((channel, home.trim().trim_end_matches('/').to_owned()))
    }
}
