//! A schedule is replaced by another one: its name and all of its hours.

use serde_json::json;

use super::{
    Desk, SaveError,
    name_schedule::{checked, is_free},
    place::stamped,
    reconsider::reconsider,
    save_queue::outside,
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, ScheduleId},
    schedule::Schedule,
    store::StoreError,
};

/// Replaces a schedule. With a revision, a newer version by somebody else is not written over. Conversations
/// that wait under it are told what that means for them.
pub async fn replace_schedule(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
    (name, hours): (&str, &Schedule),
    revision: Option<i64>,
) -> Result<(), SaveError> {
    let name = checked((actor, agent), name)?;
    let problems = hours.check();
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let before = desk.store.schedule(agent, id).await?;
    let before = before.ok_or(SaveError::Missing)?;
    is_free(desk, (agent, Some(id)), &name).await?;
    let outside = outside(desk, agent).await?;
    let (actor, hours, now) = (actor.clone(), hours.clone(), desk.now());
    let replaced = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let revision = revision.unwrap_or(before.revision);
                tx.save_schedule(id, &hours, revision, stamped(&actor, now))
                    .await?;
                tx.rename_schedule(agent, id, &name).await?;
                let data = json!({
                    "schedule": id, "before": before.schedule, "after": hours,
                    "name_before": before.name, "name": name,
                });
                let event = NewEvent::new(EventKind::ScheduleSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                let queues = tx.queues_following(id).await?;
                reconsider(tx, &actor, &queues, (outside, now)).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await;
    Ok(replaced?)
}
