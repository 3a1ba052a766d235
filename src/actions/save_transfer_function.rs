//! A transfer function is saved or deleted.

use serde_json::json;

use super::{
    Desk, SaveError,
    place::{quoted, stamped},
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    handoff::TransferFunction,
    id::{AgentId, TransferFunctionId},
    problem::Problem,
    store::{SavedTransferFunction, Tx},
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
    let (actor, now) = (actor.clone(), desk.now());
    let function = TransferFunction {
        id: of.map_or(TransferFunctionId(0), |(id, _)| id),
        ..function.clone()
    };
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let before = allowed(tx, agent, &function, of.is_some()).await?;
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
        .await
}

/// Looks at a function while nobody can change the action whose fields it names, or another function. As it was
/// before, if it was there.
async fn allowed(
    tx: &mut Tx,
    agent: AgentId,
    function: &TransferFunction,
    was_there: bool,
) -> Result<Option<SavedTransferFunction>, SaveError> {
    let action = tx.hold_action(agent).await?.ok_or(SaveError::Missing)?;
    let gathered = action.action.information_to_gather.iter();
    let fields: Vec<&str> = gathered.map(|field| field.name.as_str()).collect();
    let all = tx.transfer_functions(agent).await?;
    let (same, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|saved| saved.function.id == function.id);
    if was_there && same.is_empty() {
        return Err(SaveError::Missing);
    }
    let mut problems = function.check(&fields);
    let name = function.name.to_lowercase();
    if others
        .iter()
        .any(|saved| saved.function.name.to_lowercase() == name)
    {
        let detail = format!("“{}” is there already. Choose another name.", function.name);
        problems.push(Problem::new("/name", detail));
    }
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    Ok(same.into_iter().next())
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
