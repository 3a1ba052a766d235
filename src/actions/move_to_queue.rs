//! A conversation is sent to another queue, whoever has it now.

use serde_json::json;

use super::{
    Desk, VerbError,
    hand_out::hand_out_next,
    verb::{change, keep},
};
use crate::{
    access::{Actor, Scope},
    conversation::Conversation,
    event::{EventKind, NewEvent},
    id::{ConversationId, QueueId},
    problem::Problem,
};

/// Puts a conversation in line in `queue`, one of its AI agent's.
pub async fn move_to_queue(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    queue: QueueId,
) -> Result<Conversation, VerbError> {
    let found = desk.store.conversation(scope, id).await?;
    let agent = found.ok_or(VerbError::Missing)?.agent;
    let queues = desk.store.queues(agent).await?.into_iter();
    let Some(name) = queues
        .map(|known| (known.id, known.name))
        .find(|(known, _)| *known == queue)
    else {
        let detail = format!("There is no queue {queue}.");
        return Err(VerbError::Invalid(vec![Problem::new("/queue_id", detail)]));
    };
    let (actor, of, now) = (actor.clone(), id.clone(), desk.now());
    let moved = desk.store.write(move |tx| {
        Box::pin(async move {
            let changed = change(tx, scope, &of, |conversation| {
                conversation.queued(queue, now)
            })
            .await?;
            tx.end_assignments(&of, now).await?;
            let data = json!({"before": changed.before.queue, "after": queue, "queue": name.1});
            let event = NewEvent::new(EventKind::ConversationMoved, data)
                .of_agent(changed.after.agent)
                .of_conversation(&of);
            keep(tx, &actor, now, &changed, &[event]).await?;
            Ok::<_, VerbError>(changed.after)
        })
    });
    let moved = moved.await?;
    hand_out_next(desk, None).await;
    Ok(moved)
}
