//! `handoff rotate-key`: another key for credentials, and everything sealed anew with it.

use std::process::ExitCode;

use clap::Args;
use handoff::{
    actions::{reseal_channels, reseal_help_desks, reseal_webhooks},
    seal::{Keys, SealKey},
};

use super::{
    Failure, answer,
    channel::ChannelFlags,
    open::open_desk,
    settings::{DatabaseFlag, Settings, SettingsFlags},
};
use crate::channel::KeyFile;

const EXAMPLE: &str = "\
Example:
  handoff rotate-key --database sqlite://handoff.db

The server may go on running. Should the command be interrupted, both keys stay in the file and it can be
run again. Copies of the database made before need the key from before.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct RotateKeyFlags {
    #[command(flatten)]
    database: DatabaseFlag,
    #[command(flatten)]
    channel: ChannelFlags,
}

pub(super) async fn rotate_key(flags: &RotateKeyFlags) -> Result<ExitCode, Failure> {
    let settings = Settings::resolve(&SettingsFlags {
        database: flags.database.clone(),
        channel: flags.channel.clone(),
        ..SettingsFlags::default()
    })?;
    let file = KeyFile::of(settings.channel.key_file.as_deref(), &settings.database);
    let Some(path) = file.path() else {
        return Err(Failure::usage(
            "Name the file with the key: --secret-key-file, or HANDOFF_SECRET_KEY_FILE.",
        ));
    };
    let ring = file.keyring().map_err(|error| {
        Failure::new(format!(
            "The key in {} is not to be had: {error}",
            path.display()
        ))
    })?;
    let not_written =
        |error| Failure::new(format!("{} could not be written: {error}.", path.display()));
    let desk = open_desk(&settings.database).await?;
    let both = ring.with_newer(SealKey::new(desk.entropy.bytes()));
    file.replace(&both).map_err(not_written)?;
    let not_sealed = |error| {
        Failure::new(format!(
            "Not everything could be sealed with the new key: {error} Both keys are in {}.",
            path.display()
        ))
    };
    let channels = reseal_channels(&desk, &both).await.map_err(not_sealed)?;
    let webhooks = reseal_webhooks(&desk, &both).await.map_err(not_sealed)?;
    let help_desks = reseal_help_desks(&desk, &both).await.map_err(not_sealed)?;
    file.replace(&both.only_newest()).map_err(not_written)?;
    desk.store.close().await;
    answer(&format!(
        "{} holds another key. Sealed with it: channels: {channels}; help desks: {help_desks}; webhooks: {webhooks}.",
        path.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
