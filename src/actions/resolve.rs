//! A conversation is done.

use super::{
    Desk, VerbError,
    hand_out::hand_out_next,
    verb::{change, keep},
};
use crate::{
    access::{Actor, Scope},
    conversation::Conversation,
    event::EventKind,
    id::ConversationId,
};

/// Marks the conversation as done. The customer writing again opens it anew, with the AI.
pub async fn resolve(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let resolved = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let changed =
                    change(tx, scope, &id, |conversation| conversation.resolved(now)).await?;
                tx.end_assignments(&id, now).await?;
                tx.end_handoff_request(&id, now).await?;
                let mut events = vec![changed.event(EventKind::ConversationResolved)];
                if tx.finish_callback(&id, actor.operator(), now).await? {
                    events.push(changed.event(EventKind::CallbackDone));
                }
                keep(tx, &actor, now, &changed, &events).await?;
                Ok::<_, VerbError>(changed.after)
            })
        })
        .await?;
    // There is room for what waits.
    hand_out_next(desk, None).await;
    Ok(resolved)
}
