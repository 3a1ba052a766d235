//! A channel is connected, changed, switched on or off.

use serde_json::json;

use super::{
    Desk, SaveError,
    connection::{ConnectionDraft, told},
    place::stamped,
    post::place_of,
};
use crate::{
    access::Actor,
    channel::{Channel, adapter},
    event::{EventKind, NewEvent},
    id::AgentId,
    store::{NewChannel, StoreError},
};

/// Saves an AI agent's channel. With a revision, a newer version by somebody else is not written over.
/// It cannot be switched on while anything that it needs is missing.
pub async fn save_channel(
    desk: &Desk,
    actor: &Actor,
    (agent, channel): (AgentId, Channel),
    revision: Option<i64>,
    draft: &ConnectionDraft,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let all = desk.store.channels(agent).await?;
    let before = all.into_iter().find(|saved| saved.channel == channel);
    let fields = adapter(channel).ok_or(SaveError::Missing)?.fields();
    let kept = before.as_ref().map(|saved| &saved.connection);
    let wrong = draft.problems(fields, kept);
    if !wrong.is_empty() {
        return Err(SaveError::Invalid(wrong));
    }
    let place = |field: &str| place_of(agent.0, channel.as_str(), field);
    let new = NewChannel {
        agent,
        channel,
        inbound_key: desk.entropy.public_key() + &desk.entropy.public_key(),
        connection: draft.sealed(desk, (fields, kept), place)?,
    };
    let (actor, now) = (actor.clone(), desk.now());
    let kept: Result<(), StoreError> = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let was = before.as_ref().map(|before| &before.connection);
                let after = &new.connection;
                let data = json!({
                    "channel": channel.as_str(), "after": told(after.is_enabled, &after.settings, &after.sealed),
                    "before": was.map(|was| told(was.is_enabled, &was.settings, &was.sealed)),
                });
                match &before {
                    None => {
                        tx.insert_channel(&new, stamp).await?;
                    }
                    Some(kept) => {
                        let revision = revision.unwrap_or(kept.connection.revision);
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
