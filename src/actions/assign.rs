//! A conversation is given to somebody, or back to the line.

use super::{
    Desk, VerbError,
    given::room_for,
    hand_out::hand_out_next,
    verb::{change, keep, working_operator},
};
use crate::{
    access::{Actor, Scope},
    conversation::Conversation,
    event::EventKind,
    id::{ConversationId, OperatorId},
};

/// Gives the conversation to `to`, whoever has it now, or puts it back in line for anybody.
pub async fn assign(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    to: Option<OperatorId>,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let assigned = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(to) = to {
                    working_operator(tx, to).await?;
                }
                let changed = change(tx, scope, &id, |conversation| {
                    conversation.assigned(to, now)
                })
                .await?;
                if changed.before == changed.after {
                    return Ok::<_, VerbError>(changed.after);
                }
                match to {
                    Some(to) => room_for(tx, to, &changed, now).await?,
                    None => tx.end_assignments(&id, now).await?,
                }
                tx.take_callback(&id, to, now).await?;
                if let Some(to) = to {
                    tx.take_handoff_request(&id, to, now).await?;
                }
                keep(
                    tx,
                    &actor,
                    now,
                    &changed,
                    &[changed.event(EventKind::ConversationAssigned)],
                )
                .await?;
                Ok::<_, VerbError>(changed.after)
            })
        })
        .await?;
    // Whoever gave it away has room for another one.
    hand_out_next(desk, None).await;
    Ok(assigned)
}
