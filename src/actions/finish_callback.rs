//! Somebody got in touch with a customer, as was promised.

use super::{Desk, VerbError, resolve, verb::working_operator};
use crate::{
    access::{Actor, Scope},
    conversation::{Conversation, State},
    event::{EventKind, NewEvent},
    id::{CallbackId, OperatorId},
};

/// Gives the conversation behind a callback to `by`, who gets in touch. Of many who try exactly one wins.
pub async fn claim_callback(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: CallbackId,
    by: OperatorId,
) -> Result<Conversation, VerbError> {
    let callback = desk.store.callback(scope, id).await?;
    let callback = callback
        .filter(|callback| callback.done_at.is_none())
        .ok_or(VerbError::Missing)?;
    super::claim(desk, actor, scope, &callback.conversation, by).await
}

/// Marks a callback as done; `by` is who got in touch, where a program says it. The conversation is resolved
/// with it, unless the AI or the line has it again meanwhile. Done twice is done once.
pub async fn finish_callback(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: CallbackId,
    by: Option<OperatorId>,
) -> Result<(), VerbError> {
    let callback = desk
        .store
        .callback(scope, id)
        .await?
        .ok_or(VerbError::Missing)?;
    if callback.done_at.is_some() {
        return Ok(());
    }
    let conversation = desk
        .store
        .conversation(scope, &callback.conversation)
        .await?;
    let is_open = conversation.is_some_and(|conversation| {
        matches!(conversation.state, State::Callback | State::WithOperator)
    });
    let (actor, now, of) = (actor.clone(), desk.now(), callback.conversation.clone());
    let by = by.or(actor.operator());
    let doer = actor.clone();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(by) = by {
                    working_operator(tx, by).await?;
                }
                if tx.finish_callback(&of, by, now).await? {
                    let data = serde_json::json!({"callback": id, "by": by});
                    let event = NewEvent::new(EventKind::CallbackDone, data)
                        .of_agent(callback.agent)
                        .of_conversation(&of);
                    tx.record(&doer, now, &[event]).await?;
                }
                Ok::<(), VerbError>(())
            })
        })
        .await?;
    if is_open {
        match resolve(desk, &actor, scope, &callback.conversation).await {
            Ok(_) | Err(VerbError::Resolved) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
