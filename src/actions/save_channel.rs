//! A channel is connected, changed, switched on or off.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    Desk, SaveError,
    credentials::{parted, problems},
    place::stamped,
    post::place_of,
};
use crate::{
    access::Actor,
    channel::{Channel, Settings, adapter},
    event::{EventKind, NewEvent},
    id::AgentId,
    store::{NewChannel, StoreError},
};

/// A channel as somebody wants it.
#[derive(Debug, Clone, Default)]
pub struct ChannelDraft {
    pub is_enabled: bool,
    /// What was filled in. A secret that is left empty stays as it is.
    pub settings: Settings,
}

/// Saves an AI agent's channel. With a revision, a newer version by somebody else is not written over.
/// It cannot be switched on while anything that it needs is missing.
pub async fn save_channel(
    desk: &Desk,
    actor: &Actor,
    (agent, channel): (AgentId, Channel),
    revision: Option<i64>,
    draft: &ChannelDraft,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let all = desk.store.channels(agent).await?;
    let before = all.into_iter().find(|saved| saved.channel == channel);
    let fields = adapter(channel).ok_or(SaveError::Missing)?.fields();
    let kept = before.as_ref().map(|saved| &saved.sealed);
    let wrong = problems(fields, (&draft.settings, draft.is_enabled), kept);
    if !wrong.is_empty() {
        return Err(SaveError::Invalid(wrong));
    }
    let place = |field: &str| place_of(agent.0, channel.as_str(), field);
    let (settings, sealed) = parted(desk, (fields, &draft.settings), kept, place)?;
    let new = NewChannel {
        agent,
        channel,
        inbound_key: desk.entropy.public_key() + &desk.entropy.public_key(),
        is_enabled: draft.is_enabled,
        settings,
        sealed,
    };
    let (actor, now) = (actor.clone(), desk.now());
    let kept: Result<(), StoreError> = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let data = json!({
                    "channel": channel.as_str(), "after": told(new.is_enabled, &new.settings, &new.sealed),
                    "before": before.as_ref().map(|kept| told(kept.is_enabled, &kept.settings, &kept.sealed)),
                });
                match &before {
                    None => {
                        tx.insert_channel(&new, stamp).await?;
                    }
                    Some(kept) => {
                        let revision = revision.unwrap_or(kept.revision);
                        tx.update_channel((kept.id, revision), &new, stamp).await?;
                    }
                }
                let event = NewEvent::new(EventKind::ChannelSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await;
    match kept {
        // Somebody connected it at the same moment.
        Err(error) if error.is_duplicate() => Err(SaveError::Outdated),
        other => Ok(other?),
    }
}

/// What the event tells: of the credentials only which there are.
fn told(
    is_enabled: bool,
    settings: &Settings,
    sealed: &BTreeMap<String, String>,
) -> serde_json::Value {
    let settings: BTreeMap<&str, &str> = settings.each().collect();
    let credentials: Vec<&String> = sealed.keys().collect();
    json!({"enabled": is_enabled, "settings": settings, "credentials": credentials})
}
