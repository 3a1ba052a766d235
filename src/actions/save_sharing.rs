//! How a queue shares its conversations out is saved.

use serde_json::json;

use super::{Desk, SaveError, hand_out::hand_out_next};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, QueueId},
    problem::Problem,
    routing::Sharing,
};

/// Saves how a queue shares its conversations out. With a revision, a newer version by somebody else is not
/// written over. What waits is given out by the new way at once, a few at a time.
pub async fn save_sharing(
    desk: &Desk,
    actor: &Actor,
    (agent, queue): (AgentId, QueueId),
    sharing: Sharing,
    revision: Option<i64>,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let known = desk.store.sharings(agent).await?;
    let before = known.iter().find(|saved| saved.queue == queue);
    let before = before.ok_or(SaveError::Missing)?.sharing.clone();
    let sharing = sharing.checked(queue).map_err(SaveError::Invalid)?;
    let is_known = |id: QueueId| known.iter().any(|saved| saved.queue == id);
    if sharing.fallback.queue().is_some_and(|id| !is_known(id)) {
        let detail = "This queue is gone. Choose another one.";
        return Err(SaveError::Invalid(vec![Problem::new(
            "/fallback/queue",
            detail,
        )]));
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.save_sharing((agent, queue), &sharing, revision).await? {
                    return Err(SaveError::Outdated);
                }
                let data = json!({"queue": queue, "sharing": {"before": before, "after": sharing}});
                let event = NewEvent::new(EventKind::QueueSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await?;
    hand_out_next(desk, None).await;
    Ok(())
}
