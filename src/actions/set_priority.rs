//! Somebody says how soon a conversation should be looked at.

use serde_json::json;

use super::{
    Desk, VerbError,
    verb::{change, keep},
};
use crate::{
    access::{Actor, Scope},
    conversation::{Conversation, Priority, State},
    event::EventKind,
    id::ConversationId,
};

/// Changes a conversation's priority. Whoever waits moves in line with it.
pub async fn set_priority(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    priority: Priority,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let mut changed = change(tx, scope, &id, Ok).await?;
                if changed.before.state == State::Resolved {
                    return Err(VerbError::Resolved);
                }
                if changed.before.priority == priority {
                    return Ok(changed.after);
                }
                changed.after.priority = priority;
                let mut event = changed.event(EventKind::PriorityChanged);
                event.data["before"]["priority"] = json!(changed.before.priority);
                event.data["after"]["priority"] = json!(priority);
                keep(tx, &actor, now, &changed, &[event]).await?;
                Ok(changed.after)
            })
        })
        .await
}
