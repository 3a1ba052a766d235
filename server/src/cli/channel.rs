//! How customers outside are reached: flags before environment before `handoff.toml`.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use serde::Deserialize;

use super::{Failure, settings::first};
use crate::channel::ChannelSettings;

#[derive(Debug, Clone, Default, Args)]
pub(super) struct ChannelFlags {
    #[arg(
        long = "secret-key-file",
        env = "HANDOFF_SECRET_KEY_FILE",
        value_name = "FILE",
        help = "The file with the key that seals credentials [default: beside an SQLite database, made when it is not there]"
    )]
    key_file: Option<String>,
    #[arg(
        long = "vendors",
        env = "HANDOFF_VENDORS",
        value_name = "ADDRESSES",
        help = "Where services that customers are reached through and help desks are, when they are not where everybody knows them, such as sms=https://gateway.example.com"
    )]
    vendors: Option<String>,
    #[arg(
        long = "inbound-mail",
        env = "HANDOFF_INBOUND_MAIL",
        value_name = "FOLDER",
        help = "The maildir that a mail server puts customers' mail into [default: none, mail comes by POST]"
    )]
    inbound_mail: Option<String>,
}

/// The part `[channel]` of the settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ChannelFile {
    secret_key_file: Option<String>,
    vendors: BTreeMap<String, String>,
    inbound_mail: Option<String>,
}

impl ChannelFlags {
    /// The flags and the environment over the file.
    pub(super) fn over(&self, file: ChannelFile) -> Result<ChannelSettings, Failure> {
        let named: Vec<String> = if let Some(named) = first(self.vendors.as_ref(), None) {
            named.split(',').map(str::to_owned).collect()
        } else {
            let pairs = file.vendors.into_iter();
            pairs.map(|(name, home)| format!("{name}={home}")).collect()
        };
        let homes: Result<_, _> = named
            .iter()
            .map(|home| ChannelSettings::parse_home(home))
            .collect();
        Ok(ChannelSettings {
            key_file: first(self.key_file.as_ref(), file.secret_key_file).map(PathBuf::from),
            homes: homes.map_err(Failure::usage)?,
            inbound_mail: first(self.inbound_mail.as_ref(), file.inbound_mail).map(PathBuf::from),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendors_come_from_the_flag_before_the_file_and_nonsense_is_refused() {
        let file = || ChannelFile {
            vendors: BTreeMap::from([("sms".into(), "https://gateway.example.com/".into())]),
            ..ChannelFile::default()
        };
        let from_file = ChannelFlags::default().over(file()).unwrap();
        assert_eq!(from_file.homes["sms"], "https://gateway.example.com");
        let flags = |vendors: &str| ChannelFlags {
            vendors: Some(vendors.into()),
            ..ChannelFlags::default()
        };
        let both = flags("sms=http://127.0.0.1:1, zendesk=http://127.0.0.1:2");
        assert_eq!(both.over(file()).unwrap().homes.len(), 2);
        for wrong in [
            "sms",
            "pigeon=http://a.example",
            "sms=ftp://a.example",
            "sms=",
        ] {
            assert!(flags(wrong).over(file()).is_err(), "{wrong}");
        }
    }
}
