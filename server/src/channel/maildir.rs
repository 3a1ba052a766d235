//! Customers' mail that a mail server puts into a folder: each file of `new` is one letter, and goes to `cur`
//! once it is taken in. Whoever can write into that folder may bring mail, so nothing in it is signed.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use handoff::{
    actions::{Desk, VerbError, hear_channel},
    channel::{Channel, Wire},
    store::{SavedChannel, StoreError},
};
use tokio_util::sync::CancellationToken;

/// How often it is looked whether mail has come.
const LOOK: Duration = Duration::from_secs(3);
/// So many letters are taken in before it is looked whether the server stops.
const AT_ONCE: usize = 50;

/// Why mail could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Verb(#[from] VerbError),
}

/// Takes mail in until the server stops, if there is such a folder.
pub async fn run(desk: Desk, folder: Option<PathBuf>, stopping: CancellationToken) {
    let Some(folder) = folder else {
        return;
    };
    loop {
        if let Err(error) = collect(&desk, &folder).await {
            tracing::warn!(%error, folder = %folder.display(), "customers' mail could not be taken in; it is tried again");
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Takes in what lies there, oldest names first, and says how many letters that were.
pub async fn collect(desk: &Desk, folder: &Path) -> Result<usize, MailboxError> {
    let mut names = Vec::new();
    let mut entries = tokio::fs::read_dir(folder.join("new")).await?;
    while let Some(entry) = entries.next_entry().await? {
        if entry.file_type().await?.is_file() {
            names.push(entry.file_name());
        }
    }
    names.sort();
    names.truncate(AT_ONCE);
    for name in &names {
        let from = folder.join("new").join(name);
        take(desk, &from).await?;
        let mut seen = name.clone();
        seen.push(":2,S");
        tokio::fs::create_dir_all(folder.join("cur")).await?;
        tokio::fs::rename(&from, folder.join("cur").join(seen)).await?;
    }
    Ok(names.len())
}

/// Has the channel that a letter is for hear it. What is for none, or no letter, is put aside with a word in
/// the log.
async fn take(desk: &Desk, file: &Path) -> Result<(), MailboxError> {
    let length = tokio::fs::metadata(file).await?.len();
    let all = desk.store.all_channels().await?;
    let ours: Vec<SavedChannel> = all
        .into_iter()
        .filter(|channel| channel.channel == Channel::Email && channel.connection.is_enabled)
        .collect();
    let Some(post) = desk.post.as_ref().filter(|_| !ours.is_empty()) else {
        tracing::warn!(file = %file.display(), "a mail is for no channel that is switched on");
        return Ok(());
    };
    let mut raw = None;
    for channel in &ours {
        let opened = match post.open(channel) {
            Ok(opened) => opened,
            Err(error) => return Err(io::Error::other(error.to_string()).into()),
        };
        if length > opened.adapter.inbound_bytes_max() as u64 {
            tracing::warn!(file = %file.display(), "a mail is longer than any that is taken in");
            return Ok(());
        }
        let raw: &Vec<u8> = match &mut raw {
            Some(raw) => raw,
            none => none.insert(tokio::fs::read(file).await?),
        };
        let is_only = ours.len() == 1;
        if !is_only && !names(raw, opened.settings.get("address")) {
            continue;
        }
        let wire = Wire {
            urls: &[],
            query: "",
            headers: &[],
            body: raw,
            now: desk.now().timestamp(),
        };
        let Ok(items) = opened.adapter.parse(&wire, &opened.settings) else {
            tracing::warn!(file = %file.display(), "a mail cannot be read");
            return Ok(());
        };
        hear_channel(desk, channel, items).await?;
        return Ok(());
    }
    tracing::warn!(file = %file.display(), "a mail is for none of the channels' addresses");
    Ok(())
}

/// Whether a letter's head names an address, with or without something after a +.
fn names(raw: &[u8], address: &str) -> bool {
    let end = raw
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .or_else(|| raw.windows(2).position(|two| two == b"\n\n"))
        .unwrap_or(raw.len());
    let head = String::from_utf8_lossy(&raw[..end]).to_ascii_lowercase();
    let address = address.to_ascii_lowercase();
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    head.match_indices(&format!("@{domain}")).any(|(at, _)| {
        let before = &head[..at];
        let word = before
            .rfind(|c: char| c.is_whitespace() || "<>,:;\"".contains(c))
            .map_or(before, |from| &before[from + 1..]);
        word.split('+').next() == Some(local)
    })
}
