//! A queue is deleted, if nobody is stranded by it.

use serde_json::json;

use super::{Desk, SaveError, place::quoted};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    handoff::Destination,
    id::{AgentId, QueueId},
};

/// Deletes a queue, unless a handoff leads to it, somebody waits in it, or it is the last one.
pub async fn delete_queue(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    id: QueueId,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let all = desk.store.queues(agent).await?;
    let is_last = all.len() == 1;
    let found = all.into_iter().find(|queue| queue.id == id);
    let queue = found.ok_or(SaveError::Missing)?;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let handoffs = tx.handoffs_leading_to(id).await?;
                let waiting = tx.strandable_in(id).await?;
                if let Some(why) = in_the_way(&queue.name, (&handoffs, waiting), is_last) {
                    return Err(SaveError::Used(why));
                }
                if !tx.delete_queue(agent, id).await? {
                    return Err(SaveError::Missing);
                }
                let before = Destination::of(&queue, None).to_json();
                let data = json!({"queue": id, "before": before});
                let event = NewEvent::new(EventKind::QueueDeleted, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// Why a queue cannot go: what leads to it, who waits in it, or that there is no other.
pub(super) fn in_the_way(
    name: &str,
    (handoffs, (waiting, callbacks)): (&[String], (i64, i64)),
    is_last: bool,
) -> Option<String> {
    if !handoffs.is_empty() {
        let what = if handoffs.len() == 1 {
            "the handoff"
        } else {
            "the handoffs"
        };
        let by = quoted(handoffs);
        return Some(format!(
            "“{name}” is used by {what} {by}. Take it away there first."
        ));
    }
    if waiting > 0 {
        let who = if waiting == 1 {
            "1 conversation waits".to_owned()
        } else {
            format!("{waiting} conversations wait")
        };
        return Some(format!(
            "{who} in “{name}”. Take them first, or switch the queue off."
        ));
    }
    if callbacks > 0 {
        let what = if callbacks == 1 {
            "1 callback is promised".to_owned()
        } else {
            format!("{callbacks} callbacks are promised")
        };
        return Some(format!(
            "{what} in “{name}”. Do them first, or switch the queue off."
        ));
    }
    is_last
        .then(|| format!("“{name}” is the only queue. Make another one first, or switch it off."))
}
