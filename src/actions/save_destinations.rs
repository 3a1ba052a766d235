//! Destinations become queues: those of the same name are changed, others are made.

use super::{
    Desk,
    save_queue::{NewQueue, QueueDraft, QueueHours, outside},
};
use crate::{
    access::Actor,
    clock::Instant,
    handoff::{Destination, Queue},
    id::{AgentId, QueueId},
    problem::Problem,
    store::{StoreError, Tx},
};

/// Queues about to be kept, in order.
#[derive(Default)]
pub(super) struct Planned(Vec<NewQueue>);

impl Planned {
    /// Keeps the queues and gives their ids back in order.
    pub(super) async fn keep(
        self,
        tx: &mut Tx,
        agent: AgentId,
        actor: &Actor,
        now: Instant,
    ) -> Result<Vec<QueueId>, StoreError> {
        let mut ids = Vec::new();
        for queue in self.0 {
            ids.push(queue.keep(tx, agent, actor, now).await?);
        }
        Ok(ids)
    }
}

/// What keeping these destinations means, and what is wrong with them.
pub(super) async fn plan(
    desk: &Desk,
    agent: AgentId,
    destinations: &[Destination],
    problems: &mut Vec<Problem>,
) -> Result<Planned, StoreError> {
    let queues = desk.store.saved_queues(agent).await?;
    let functions = desk.store.transfer_functions(agent).await?;
    let outside = outside(desk, agent).await?;
    let mut planned = Vec::new();
    for (row, destination) in destinations.iter().enumerate() {
        let name = destination.name.to_lowercase();
        let before = queues
            .iter()
            .find(|saved| saved.queue.name.to_lowercase() == name);
        let mut queue = match before {
            // What a destination cannot say stays as it is.
            Some(before) => Queue {
                name: destination.name.clone(),
                enabled: destination.enabled,
                channels: destination.channels.clone(),
                languages: destination.languages.clone(),
                ..before.queue.clone()
            },
            None => destination.queue(QueueId(0)),
        };
        if let Some(function) = &destination.transfer_function {
            let found = functions
                .iter()
                .find(|saved| saved.function.name == *function);
            queue.transfer_function = found.map(|saved| saved.function.id);
            if found.is_none() {
                let detail = format!("There is no transfer function “{function}”.");
                problems.push(Problem::new(
                    format!("/queues/{row}/transfer_function_name"),
                    detail,
                ));
            }
        }
        planned.push(NewQueue {
            before: before.cloned(),
            draft: QueueDraft {
                queue,
                hours: QueueHours::Own(Box::new(destination.schedule.clone())),
                hours_revision: None,
            },
            revision: None,
            outside,
        });
    }
    Ok(Planned(planned))
}
