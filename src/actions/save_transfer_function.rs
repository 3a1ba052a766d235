//! A transfer function is saved or deleted.

use serde_json::json;

use super::{
    Desk, SaveError,
    place::{name_taken, quoted, stamped},
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    handoff::TransferFunction,
    id::{AgentId, TransferFunctionId},
    problem::Problem,
    store::StoreError,
};

/// Saves a transfer function of an AI agent: a new one when there is no `id`. With a revision, a newer
/// version by somebody else is not written over.
pub async fn save_transfer_function(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    of: Option<(TransferFunctionId, Option<i64>)>,
    function: &TransferFunction,
) -> Result<TransferFunctionId, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let id = of.map_or(TransferFunctionId(0), |(id, _)| id);
    let all = desk.store.transfer_functions(agent).await?;
    if of.is_some() && all.iter().all(|saved| saved.function.id != id) {
        return Err(SaveError::Missing);
    }
    let action = desk
        .store
        .action(agent)
        .await?
        .ok_or(SaveError::Missing)?
        .action;
    let fields: Vec<&str> = action
        .information_to_gather
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let mut problems = function.check(&fields);
    let is_taken = |other: &TransferFunction| {
        other.id != id && other.name.to_lowercase() == function.name.to_lowercase()
    };
    if all.iter().any(|saved| is_taken(&saved.function)) {
        let detail = format!("“{}” is there already. Choose another name.", function.name);
        problems.push(Problem::new("/name", detail));
    }
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let before = all.into_iter().find(|saved| saved.function.id == id);
    let (actor, now) = (actor.clone(), desk.now());
    let function = TransferFunction {
        id,
        ..function.clone()
    };
    let name = function.name.clone();
    let kept: Result<TransferFunctionId, StoreError> = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let saved = match of {
                    None => tx.insert_transfer_function(agent, &function, stamp).await?,
                    Some((id, revision)) => {
                        tx.update_transfer_function(agent, &function, revision, stamp)
                            .await?;
                        id
                    }
                };
                let data = json!({
                    "transfer_function": saved, "after": function.to_json(),
                    "before": before.map(|before| before.function.to_json()),
                });
                let event = NewEvent::new(EventKind::TransferFunctionSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(saved)
            })
        })
        .await;
    kept.map_err(|error| name_taken(error, &name))
}

/// Deletes a transfer function, unless a queue uses it.
pub async fn delete_transfer_function(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    id: TransferFunctionId,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let found = desk.store.transfer_function(agent, id).await?;
    let before = found.ok_or(SaveError::Missing)?.function;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let queues = tx.queues_using(agent, id).await?;
                if !queues.is_empty() {
                    let handoffs = tx.handoffs_using(agent, id).await?;
                    let detail = in_use(&before.name, &queues, &handoffs);
                    return Err(SaveError::Used(detail));
                }
                if !tx.delete_transfer_function(agent, id).await? {
                    return Err(SaveError::Missing);
                }
                let data = json!({"transfer_function": id, "before": before.to_json()});
                let event = NewEvent::new(EventKind::TransferFunctionDeleted, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

fn in_use(name: &str, queues: &[String], handoffs: &[String]) -> String {
    let by = match queues.len() {
        1 => format!("the queue {}", quoted(queues)),
        _ => format!("the queues {}", quoted(queues)),
    };
    let through = match handoffs.len() {
        0 => String::new(),
        1 => format!(", and through it by the handoff {}", quoted(handoffs)),
        _ => format!(", and through them by the handoffs {}", quoted(handoffs)),
    };
    format!("“{name}” is used by {by}{through}. Give them another transfer function first.")
}
