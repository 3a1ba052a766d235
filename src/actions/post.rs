//! The post: what carries requests to the services that customers are reached through, and the keys that open
//! their credentials.

use std::sync::Arc;

use futures::future::BoxFuture;

use super::{
    Desk,
    connection::{opened, reseal},
    ticket_to_make,
};
use crate::{
    channel::{Adapter, Answer, Call, Fetch, Fetched, Settings, adapter},
    seal::{Keyring, Keys, SealError},
    store::{Connected, SavedChannel},
};

/// What carries a request to a vendor. One attempt a call, and no longer than a few seconds.
pub trait Courier: Send + Sync {
    /// Carries it and gives back what was answered, or why nothing was.
    fn carry<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Answer, Lost>>;

    /// Fetches something and gives back at most so many bytes of it, or why there is nothing.
    fn fetch<'a>(&'a self, fetch: &'a Fetch, most: usize) -> BoxFuture<'a, Result<Fetched, Lost>>;
}

/// Nobody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Why, for people.
    pub why: String,
    /// It may have arrived all the same: only the answer did not.
    pub may_have_arrived: bool,
}

/// What is needed to reach customers outside. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    pub courier: Arc<dyn Courier>,
    pub keys: Arc<dyn Keys>,
    /// Where people and vendors reach this server, without a slash at the end.
    pub base_url: String,
}

/// What a channel is used with: its adapter, and everything that it was told, credentials opened.
pub struct Opened {
    pub adapter: &'static dyn Adapter,
    pub settings: Settings,
    /// Where its vendor calls.
    pub inbound_url: String,
}

impl Post {
    /// The address that a channel's vendor calls.
    #[must_use]
    pub fn inbound_url(&self, channel: &SavedChannel) -> String {
        format!("{}/channels/{}/inbound", self.base_url, channel.inbound_key)
    }

    /// A channel, ready to be used.
    pub fn open(&self, channel: &SavedChannel) -> Result<Opened, SealError> {
        let adapter = adapter(channel.channel).ok_or_else(|| {
            SealError::NoKey(format!("{} cannot be connected", channel.channel.title()))
        })?;
        let kept = &channel.connection;
        let mut settings = kept.settings.clone();
        if !kept.sealed.is_empty() {
            let ring = self.keys.keyring()?;
            settings = opened(&ring, kept, |name| place(channel, name))?;
        }
        Ok(Opened {
            adapter,
            settings,
            inbound_url: self.inbound_url(channel),
        })
    }
}

/// What a credential is sealed for: it opens for no other field, channel or AI agent.
fn place(channel: &SavedChannel, field: &str) -> String {
    place_of(channel.agent.0, channel.channel.as_str(), field)
}

pub(super) fn place_of(agent: i64, kind: &str, field: &str) -> String {
    format!("agent {agent}, channel {kind}, {field}")
}

/// Seals the credentials of every channel with the newest key of a ring that opens them. Gives back how many
/// channels that were.
pub async fn reseal_channels(desk: &Desk, ring: &Keyring) -> Result<usize, ResealError> {
    let mut count = 0;
    for channel in desk.store.all_channels().await? {
        let of = Connected::Channel(channel.id);
        let of = (channel.agent, of, &channel.connection);
        let is_done = reseal(desk, ring, of, |name| place(&channel, name)).await?;
        count += usize::from(is_done);
    }
    Ok(count)
}

/// The same for every help desk. Gives back how many those were.
pub async fn reseal_help_desks(desk: &Desk, ring: &Keyring) -> Result<usize, ResealError> {
    let mut count = 0;
    for saved in desk.store.help_desks(None).await? {
        let place = |name: &str| ticket_to_make::place_of(saved.agent, &saved.vendor, name);
        let of = Connected::HelpDesk(saved.id);
        let of = (saved.agent, of, &saved.connection);
        count += usize::from(reseal(desk, ring, of, place).await?);
    }
    Ok(count)
}

/// Why credentials could not be sealed anew.
#[derive(Debug, thiserror::Error)]
pub enum ResealError {
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    #[error("{0}")]
    Seal(#[from] SealError),
}
