//! A channel is connected, changed, switched on or off.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Desk, SaveError, place::stamped, post::place_of};
use crate::{
    access::Actor,
    channel::{Channel, Settings, adapter},
    event::{EventKind, NewEvent},
    id::AgentId,
    problem::Problem,
    store::{NewChannel, SavedChannel, StoreError},
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
    check(channel, before.as_ref(), draft)?;
    let (settings, sealed) = parted(desk, (agent, channel), before.as_ref(), draft)?;
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

/// What is wrong with a draft. A secret that was kept before need not be given again.
fn check(
    channel: Channel,
    before: Option<&SavedChannel>,
    draft: &ChannelDraft,
) -> Result<(), SaveError> {
    let adapter = adapter(channel).ok_or(SaveError::Missing)?;
    let mut problems = draft.settings.check(adapter.fields(), draft.is_enabled);
    let is_kept = |name: &str| before.is_some_and(|kept| kept.sealed.contains_key(name));
    problems.retain(|problem| {
        let name = problem.pointer.trim_start_matches('/');
        !(draft.settings.get(name).is_empty() && is_kept(name))
    });
    if problems.is_empty() {
        Ok(())
    } else {
        Err(SaveError::Invalid(problems))
    }
}

/// What can be read, and what is sealed.
fn parted(
    desk: &Desk,
    (agent, channel): (AgentId, Channel),
    before: Option<&SavedChannel>,
    draft: &ChannelDraft,
) -> Result<(Settings, BTreeMap<String, String>), SaveError> {
    let fields = adapter(channel).map_or(&[][..], |adapter| adapter.fields());
    let mut settings = Settings::default();
    let mut sealed = before.map(|kept| kept.sealed.clone()).unwrap_or_default();
    for field in fields {
        let value = draft.settings.get(field.name);
        if !field.is_secret() {
            settings.set(field.name, value);
        } else if !value.is_empty() {
            let no_key = |why: String| {
                let detail = format!("It cannot be kept safely: {why}");
                SaveError::Invalid(vec![Problem::new(crate::problem::step(field.name), detail)])
            };
            let post = desk.post.as_ref().ok_or_else(|| {
                no_key("this program was started without a key for secrets.".to_owned())
            })?;
            let place = place_of(agent.0, channel.as_str(), field.name);
            let ring = post.keys.keyring();
            let kept = ring.and_then(|ring| ring.seal(value, &place, desk.entropy.bytes()));
            let kept = kept.map_err(|error| no_key(error.to_string()))?;
            sealed.insert(field.name.to_owned(), kept);
        }
    }
    Ok((settings, sealed))
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
