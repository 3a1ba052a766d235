//! Where webhooks may go and how they are signed: flags before environment before `handoff.toml`.

use clap::Args;
use serde::Deserialize;

use super::{Failure, secret::Secret, settings::first};
use crate::outgoing::{OutgoingSettings, Reach, SigningSecret};

const SECRET: Secret = Secret {
    what: "The webhook secret",
    variable: "HANDOFF_WEBHOOK_SECRET",
};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct WebhookFlags {
    #[arg(
        long = "webhook-networks",
        env = "HANDOFF_WEBHOOK_NETWORKS",
        value_name = "NETWORKS",
        help = "Private networks that webhooks may reach, such as 10.1.0.0/16,127.0.0.1 [default: none] (the secret that signs them: HANDOFF_WEBHOOK_SECRET)"
    )]
    networks: Option<String>,
}

/// The part `[webhook]` of the settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WebhookFile {
    networks: Vec<String>,
    secret: Option<String>,
    secret_file: Option<String>,
}

impl WebhookFlags {
    /// The flags and the environment over the file.
    pub(super) fn over(&self, file: WebhookFile) -> Result<OutgoingSettings, Failure> {
        let networks = match first(self.networks.as_ref(), None) {
            Some(named) => named.split(',').map(str::to_owned).collect(),
            None => file.networks,
        };
        let networks: Result<_, _> = networks.iter().map(|network| network.parse()).collect();
        let secret = SECRET.given(file.secret, file.secret_file)?;
        let secret = secret.as_deref().map(SigningSecret::parse).transpose();
        Ok(OutgoingSettings {
            reach: Reach(networks.map_err(Failure::usage)?),
            secret: secret.map_err(Failure::usage)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_come_from_the_flag_before_the_file_and_nonsense_is_refused() {
        let file = || WebhookFile {
            networks: vec!["10.0.0.0/8".into()],
            ..WebhookFile::default()
        };
        let flags = |networks: &str| WebhookFlags {
            networks: Some(networks.into()),
        };
        let from_file = WebhookFlags::default().over(file()).unwrap();
        assert!(from_file.reach.allows([10, 0, 0, 1].into()));
        let from_flag = flags("127.0.0.0/8, 192.168.0.0/16").over(file()).unwrap();
        assert!(from_flag.reach.allows([192, 168, 0, 1].into()));
        assert!(!from_flag.reach.allows([10, 0, 0, 1].into()));
        let failure = flags("localhost").over(file()).unwrap_err();
        assert!(
            failure.said.contains("“localhost” is not a network"),
            "{}",
            failure.said
        );
    }

    #[test]
    fn a_secret_that_cannot_sign_stops_the_start() {
        let file = WebhookFile {
            secret: Some("hunter2".into()),
            ..WebhookFile::default()
        };
        assert!(WebhookFlags::default().over(file).is_err());
    }
}
