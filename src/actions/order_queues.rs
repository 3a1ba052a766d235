//! The queues are put in an order.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, QueueId},
};

/// Puts the queues in an order; `order` names each of them once. It counts where no handoff says which
/// queues to try.
pub async fn order_queues(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    order: &[QueueId],
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let known = desk.store.queues(agent).await?;
    let is_whole =
        known.len() == order.len() && known.iter().all(|queue| order.contains(&queue.id));
    if !is_whole {
        return Err(SaveError::Outdated);
    }
    let (actor, order, now) = (actor.clone(), order.to_vec(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.order_queues(agent, &order).await?;
                let data = json!({"order": order});
                let event = NewEvent::new(EventKind::QueuesOrdered, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
