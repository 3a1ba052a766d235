//! The secrets that sign what webhooks are sent: sealed like credentials, wherever there is a key. One from
//! before there was a key is sealed when the server starts.

use super::{Desk, ResealError};
use crate::{
    clock::Instant,
    id::AgentId,
    seal::{Keyring, SealError},
    store::{SavedWebhook, StoreError, WebhookSecrets},
};

/// What every secret begins with that is not sealed. Nothing sealed does.
const PREFIX: &str = "whsec_";

/// A secret as it is kept.
pub(super) fn sealed(desk: &Desk, agent: AgentId, secret: &str) -> Result<String, SealError> {
    let ring = desk.post.as_ref().map(|post| post.keys.keyring());
    match ring {
        Some(Ok(ring)) => ring.seal(secret, &place_of(agent), desk.entropy.bytes()),
        // Without a key nothing can be sealed, and webhooks are signed all the same. The server says so.
        None | Some(Err(SealError::NoKey(_))) => Ok(secret.to_owned()),
        Some(Err(error)) => Err(error),
    }
}

/// The secrets of a webhook as they sign.
pub(super) fn opened(desk: &Desk, saved: &SavedWebhook) -> Result<WebhookSecrets, StoreError> {
    let unreadable = |error: SealError| {
        StoreError::Unreadable(format!("the secret of “{}”: {error}", saved.webhook.name))
    };
    if saved.secrets.each().all(is_plain) {
        return Ok(saved.secrets.clone());
    }
    let post = desk.post.as_ref().ok_or_else(|| {
        unreadable(SealError::NoKey(
            "this program was started without a key".into(),
        ))
    })?;
    let ring = post.keys.keyring().map_err(unreadable)?;
    let place = place_of(saved.webhook.agent);
    changed(&saved.secrets, |kept| {
        if is_plain(kept) {
            Ok(kept.to_owned())
        } else {
            ring.open(kept, &place)
        }
    })
    .map_err(unreadable)
}

/// Seals what is not sealed yet. Gives back how many webhooks that were.
pub async fn seal_webhooks(desk: &Desk, ring: &Keyring) -> Result<usize, ResealError> {
    let is_open = |saved: &SavedWebhook| saved.secrets.each().any(is_plain);
    sealed_anew(desk, ring, is_open).await
}

/// Seals the secrets of every webhook with the newest key of a ring that opens them. Gives back how many
/// webhooks that were.
pub async fn reseal_webhooks(desk: &Desk, ring: &Keyring) -> Result<usize, ResealError> {
    sealed_anew(desk, ring, |_| true).await
}

async fn sealed_anew(
    desk: &Desk,
    ring: &Keyring,
    is_wanted: impl Fn(&SavedWebhook) -> bool,
) -> Result<usize, ResealError> {
    let mut count = 0;
    for saved in desk.store.webhooks(None).await? {
        if !is_wanted(&saved) {
            continue;
        }
        let place = place_of(saved.webhook.agent);
        let after = changed(&saved.secrets, |kept| {
            let plain = if is_plain(kept) {
                kept.to_owned()
            } else {
                ring.open(kept, &place)?
            };
            ring.seal(&plain, &place, desk.entropy.bytes())
        })?;
        let (id, before) = (saved.webhook.id, saved.secrets);
        let kept = desk
            .store
            .write(move |tx| Box::pin(async move { tx.reseal_webhook(id, &before, &after).await }));
        // Whoever gave it a new secret meanwhile sealed that already.
        count += usize::from(kept.await?);
    }
    Ok(count)
}

/// The same secrets, each put through something.
fn changed(
    secrets: &WebhookSecrets,
    each: impl Fn(&str) -> Result<String, SealError>,
) -> Result<WebhookSecrets, SealError> {
    let previous = match &secrets.previous {
        Some((secret, until)) => Some::<(String, Instant)>((each(secret)?, *until)),
        None => None,
    };
    Ok(WebhookSecrets {
        current: each(&secrets.current)?,
        previous,
    })
}

fn is_plain(kept: &str) -> bool {
    kept.starts_with(PREFIX)
}

/// What a secret is sealed for: it opens for no other AI agent.
fn place_of(agent: AgentId) -> String {
    format!("agent {agent}, webhook")
}
