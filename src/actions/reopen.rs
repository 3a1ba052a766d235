//! A conversation that was done is open again, because a person says so.

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

/// Opens a resolved conversation again: `to` has it then, or it waits for somebody. One that is open stays as
/// it is.
pub async fn reopen(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    to: Option<OperatorId>,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let opened = desk.store.write(move |tx| {
        Box::pin(async move {
            if let Some(to) = to {
                working_operator(tx, to).await?;
            }
            let changed = change(tx, scope, &id, |conversation| {
                Ok(conversation.opened_again(to, now))
            })
            .await?;
            if changed.before == changed.after {
                return Ok::<_, VerbError>(changed.after);
            }
            if let Some(to) = to {
                room_for(tx, to, &changed, now).await?;
            }
            let event = changed.event(EventKind::ConversationReopened);
            keep(tx, &actor, now, &changed, &[event]).await?;
            Ok(changed.after)
        })
    });
    let opened = opened.await?;
    hand_out_next(desk, None).await;
    Ok(opened)
}
