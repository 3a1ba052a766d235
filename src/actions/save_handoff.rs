//! A handoff is saved, put into another place, or deleted.

use serde_json::json;

use super::{
    Desk, SaveError,
    place::{name_taken, quoted, stamped},
    save_destinations::{Planned, plan},
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    handoff::{Destination, Handoff},
    id::{AgentId, HandoffId, QueueId},
    problem::Problem,
    store::StoreError,
};

/// A handoff as an admin writes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HandoffDraft {
    pub name: String,
    pub description: String,
    pub available_instructions: String,
    pub unavailable_instructions: String,
    pub leads_to: LeadsTo,
}

/// How a draft says where a handoff leads.
#[derive(Debug, Clone, PartialEq)]
pub enum LeadsTo {
    /// To queues that are there, in this order.
    Queues(Vec<QueueId>),
    /// To these destinations: queues of the same names are changed to them, others are made.
    Destinations(Vec<Destination>),
}

impl Default for LeadsTo {
    fn default() -> Self {
        Self::Queues(Vec::new())
    }
}

/// Saves a handoff of an AI agent: a new one when there is no `id`. With a revision, a newer version by
/// somebody else is not written over.
pub async fn save_handoff(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    of: Option<(HandoffId, Option<i64>)>,
    draft: &HandoffDraft,
) -> Result<HandoffId, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let all = desk.store.handoffs(agent).await?;
    let id = of.map_or(HandoffId(0), |(id, _)| id);
    let before = all.iter().find(|saved| saved.handoff.id == id).cloned();
    if of.is_some() && before.is_none() {
        return Err(SaveError::Missing);
    }
    let handoff = written(id, draft);
    let others: Vec<Handoff> = all.into_iter().map(|saved| saved.handoff).collect();
    let mut problems = handoff.check(&others);
    let planned = match &draft.leads_to {
        LeadsTo::Queues(ids) => {
            problems.extend(unknown_queues(desk, agent, ids).await?);
            Planned::default()
        }
        LeadsTo::Destinations(destinations) => {
            plan(desk, agent, destinations, &mut problems).await?
        }
    };
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let (actor, now) = (actor.clone(), desk.now());
    let (name, leads_to) = (handoff.name.clone(), draft.leads_to.clone());
    let kept: Result<HandoffId, StoreError> = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let queues = match leads_to {
                    LeadsTo::Queues(ids) => ids,
                    LeadsTo::Destinations(_) => planned.keep(tx, agent, &actor, now).await?,
                };
                let handoff = Handoff { queues, ..handoff };
                let saved = match of {
                    None => tx.insert_handoff(agent, &handoff, stamp).await?,
                    Some((id, revision)) => {
                        tx.update_handoff(agent, &handoff, revision, stamp).await?;
                        id
                    }
                };
                let data = json!({
                    "handoff": saved, "name": handoff.name, "function": handoff.function(),
                    "description": handoff.description,
                    "available_instructions": handoff.available_instructions,
                    "unavailable_instructions": handoff.unavailable_instructions,
                    "queues": handoff.queues,
                    "name_before": before.map(|before| before.handoff.name),
                });
                let event = NewEvent::new(EventKind::HandoffSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(saved)
            })
        })
        .await;
    kept.map_err(|error| name_taken(error, &name))
}

fn written(id: HandoffId, draft: &HandoffDraft) -> Handoff {
    Handoff {
        description: draft.description.trim().to_owned(),
        available_instructions: draft.available_instructions.trim().to_owned(),
        unavailable_instructions: draft.unavailable_instructions.trim().to_owned(),
        ..Handoff::named(id, draft.name.trim())
    }
}

async fn unknown_queues(
    desk: &Desk,
    agent: AgentId,
    ids: &[QueueId],
) -> Result<Vec<Problem>, StoreError> {
    let known = desk.store.queues(agent).await?;
    let mut problems = Vec::new();
    for (row, id) in ids.iter().enumerate() {
        let pointer = format!("/queues/{row}");
        if known.iter().all(|queue| queue.id != *id) {
            problems.push(Problem::new(
                pointer,
                "This queue is gone. Choose another one.",
            ));
        } else if ids[..row].contains(id) {
            problems.push(Problem::new(pointer, "This queue is in the list already."));
        }
    }
    Ok(problems)
}

/// Puts an AI agent's handoffs into another order. The first is used when no other fits.
pub async fn order_handoffs(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    order: &[HandoffId],
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let known = desk.store.handoffs(agent).await?;
    let is_whole =
        known.len() == order.len() && known.iter().all(|saved| order.contains(&saved.handoff.id));
    if !is_whole {
        return Err(SaveError::Outdated);
    }
    let (actor, order, now) = (actor.clone(), order.to_vec(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.order_handoffs(agent, &order).await?;
                let data = json!({"order": order});
                let event = NewEvent::new(EventKind::HandoffsOrdered, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// Deletes a handoff, unless a topic leads to it.
pub async fn delete_handoff(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    id: HandoffId,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let found = desk.store.handoff(agent, id).await?;
    let name = found.ok_or(SaveError::Missing)?.handoff.name;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let topics = tx.topics_leading_to(id).await?;
                if !topics.is_empty() {
                    let what = if topics.len() == 1 {
                        "the topic"
                    } else {
                        "the topics"
                    };
                    return Err(SaveError::Used(format!(
                        "“{name}” is used by {what} {}. Take it away there first.",
                        quoted(&topics)
                    )));
                }
                if !tx.delete_handoff(agent, id).await? {
                    return Err(SaveError::Missing);
                }
                let data = json!({"handoff": id, "name": name});
                let event = NewEvent::new(EventKind::HandoffDeleted, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
