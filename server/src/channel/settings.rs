//! What reaching customers outside is set up with, by whoever runs this program.

use std::{collections::BTreeMap, path::PathBuf};

use handoff::{channel::Channel, help_desk::help_desk};

/// Where the key for credentials is, and where vendors are when they are not where everybody knows them.
#[derive(Debug, Clone, Default)]
pub struct ChannelSettings {
    /// The file with the key. By default it is made beside the database.
    pub key_file: Option<PathBuf>,
    /// Where the vendor of a channel or help desk is, such as a gateway of one's own, by its name. Nobody can set
    /// that in a browser.
    pub homes: BTreeMap<String, String>,
    /// The maildir that a mail server puts customers' mail into, if it does. Nobody can set that in a browser.
    pub inbound_mail: Option<PathBuf>,
}

impl ChannelSettings {
    /// One vendor's address as it is given: `sms=http://127.0.0.1:9000`.
    pub fn parse_home(text: &str) -> Result<(String, String), String> {
        let wrong = || {
            format!(
                "“{text}” is not a vendor's address. Write one such as sms=https://gateway.example.com."
            )
        };
        let (name, home) = text.trim().split_once('=').ok_or_else(wrong)?;
        let name = name.trim();
        if Channel::parse(name).is_none() && help_desk(name).is_none() {
            return Err(wrong());
        }
        let url = reqwest::Url::parse(home.trim()).map_err(|_| wrong())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(wrong());
        }
        Ok((
            name.to_owned(),
            home.trim().trim_end_matches('/').to_owned(),
        ))
    }
}
