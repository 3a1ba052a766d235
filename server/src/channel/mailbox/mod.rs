//! Customers' mail that waits in a mailbox: it is read over IMAP, marked as seen, and left where it is. Nothing is
//! read twice and nothing is lost: how far it was read is kept after each letter.

mod connect;
mod letters;

use std::time::Duration;

use handoff::{
    actions::{
        Desk, Opened, VerbError, hear_channel, note_mailbox_read, settle_mailbox, take_mailbox,
    },
    channel::{Channel, Wire},
    store::{Mailbox, SavedChannel, StoreError},
};
use tokio_util::sync::CancellationToken;

use crate::outgoing::Reach;
pub use connect::Tls;
use connect::{Server, connect};
use letters::Letters;

/// How often it is looked whether a mailbox is due.
const LOOK: Duration = Duration::from_secs(5);
/// How long one step of the talk with a mail server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How mailboxes are reached.
#[derive(Debug, Clone)]
pub struct MailboxSettings {
    /// Where mail servers may be.
    pub reach: Reach,
    pub patience: Duration,
    pub tls: Tls,
}

impl MailboxSettings {
    #[must_use]
    pub fn new(reach: Reach) -> Self {
        Self {
            reach,
            patience: PATIENCE,
            tls: Tls::default(),
        }
    }
}

/// Why a mailbox could not be read.
#[derive(Debug, thiserror::Error)]
enum Unread {
    /// What people see.
    #[error("{0}")]
    Said(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Verb(#[from] VerbError),
}

impl Unread {
    fn said(words: impl Into<String>) -> Self {
        Self::Said(words.into())
    }

    fn for_people(&self) -> String {
        match self {
            Self::Said(words) => words.clone(),
            Self::Store(_) | Self::Verb(_) => "What was read could not be kept.".to_owned(),
        }
    }
}

/// Reads mailboxes until the server stops.
pub async fn run(desk: Desk, settings: MailboxSettings, stopping: CancellationToken) {
    loop {
        let looking = look_into_mailboxes(&desk, &settings);
        tokio::select! {
            () = stopping.cancelled() => return,
            looked = looking => {
                if let Err(error) = looked {
                    tracing::warn!(%error, "mailboxes could not be looked into; it is tried again");
                }
            }
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Reads every mailbox that is due, and says how many letters that were.
pub async fn look_into_mailboxes(
    desk: &Desk,
    settings: &MailboxSettings,
) -> Result<usize, StoreError> {
    let all = desk.store.all_channels().await?;
    let ours = all.iter().filter(|saved| {
        saved.channel == Channel::Email
            && saved.connection.is_enabled
            && saved.connection.settings.given("imap_server").is_some()
    });
    let looks = ours.map(|channel| look(desk, settings, channel));
    let counts = futures::future::try_join_all(looks).await?;
    Ok(counts.into_iter().sum())
}

async fn look(
    desk: &Desk,
    settings: &MailboxSettings,
    channel: &SavedChannel,
) -> Result<usize, StoreError> {
    let kept = &channel.connection.settings;
    let name = format!("{} at {}", kept.get("imap_user"), kept.get("imap_server"));
    let Some(mut mailbox) = take_mailbox(desk, channel, &name).await? else {
        return Ok(0);
    };
    let mut count = 0;
    let done = read(desk, settings, (channel, &mut mailbox), &mut count).await;
    let error = done.as_ref().err().map(Unread::for_people);
    if let Err(error) = &done {
        tracing::warn!(%error, mailbox = name, "a mailbox could not be read");
    }
    settle_mailbox(desk, &mailbox, error).await?;
    Ok(count)
}

async fn read(
    desk: &Desk,
    settings: &MailboxSettings,
    (channel, mailbox): (&SavedChannel, &mut Mailbox),
    count: &mut usize,
) -> Result<(), Unread> {
    let no_key = || Unread::said("This program was started without a key for secrets.");
    let post = desk.post.as_ref().ok_or_else(no_key)?;
    let opened = post.open(channel);
    let opened = opened.map_err(|error| Unread::said(error.to_string()))?;
    let (user, password) = (
        opened.settings.get("imap_user"),
        opened.settings.get("imap_password"),
    );
    if user.is_empty() || password.is_empty() {
        let words = "Fill in the user name and the password of the mailbox.";
        return Err(Unread::said(words));
    }
    let server = Server::parse(opened.settings.get("imap_server"));
    let server = server.map_err(Unread::said)?;
    let stream = connect(&server, settings).await?;
    let mut letters = Letters::open(stream, (user, password), settings.patience).await?;
    let is_new = letters.validity != mailbox.uid_validity;
    let after = if is_new { None } else { Some(mailbox.uid_read) };
    for number in letters.unread(after).await? {
        let most = opened.adapter.inbound_bytes_max();
        if let Some(raw) = letters.letter(number, most).await? {
            hear(desk, (channel, &opened), &raw).await?;
            *count += 1;
        }
        // The letters of a mailbox that is new to us have no order to go on from until all of them are read.
        if !is_new {
            mailbox.uid_read = number;
            note_mailbox_read(desk, mailbox).await?;
        }
        letters.mark_seen(number).await?;
    }
    if is_new {
        mailbox.uid_validity = letters.validity;
        mailbox.uid_read = letters.newest;
        note_mailbox_read(desk, mailbox).await?;
    }
    letters.close().await;
    Ok(())
}

/// Has the channel hear a letter. What is no letter is left alone, with a word in the log.
async fn hear(
    desk: &Desk,
    (channel, opened): (&SavedChannel, &Opened),
    raw: &[u8],
) -> Result<(), Unread> {
    let wire = Wire {
        urls: &[],
        query: "",
        headers: &[],
        body: raw,
        now: desk.now().timestamp(),
    };
    let Ok(items) = opened.adapter.parse(&wire, &opened.settings) else {
        tracing::warn!(channel = %channel.id, "a mail cannot be read");
        return Ok(());
    };
    hear_channel(desk, channel, items).await?;
    Ok(())
}
