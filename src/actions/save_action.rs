//! The Human Handoff action is saved.

use serde_json::json;

use super::{Desk, SaveError, place::stamped};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::AgentId,
    policy::Action,
    problem::Problem,
    store::{StoreError, Tx},
};

/// Saves an AI agent's action, made from the version `revision`. A newer version by somebody else is not
/// written over.
pub async fn save_action(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    action: &Action,
    revision: i64,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let (actor, action, now) = (actor.clone(), action.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                // What transfer functions name is looked at while nobody can change the action or one of them.
                let before = tx.hold_action(agent).await?.ok_or(SaveError::Missing)?;
                let mut problems = action.check();
                problems.extend(named_elsewhere(tx, agent, &action).await?);
                if !problems.is_empty() {
                    return Err(SaveError::Invalid(problems));
                }
                let action = action.numbered();
                let stamp = stamped(&actor, now);
                tx.save_action(agent, &action, revision, stamp).await?;
                let data = json!({"before": before.action, "after": action});
                let event = NewEvent::new(EventKind::ActionSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// The things to ask for that a transfer function still names and the action would no longer have. Nobody could
/// write the configuration that came of it back.
async fn named_elsewhere(
    tx: &mut Tx,
    agent: AgentId,
    action: &Action,
) -> Result<Vec<Problem>, StoreError> {
    let fields = action.information_to_gather.iter();
    let fields: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    let mut problems = Vec::new();
    for saved in tx.transfer_functions(agent).await? {
        let function = saved.function;
        for name in function.unknown_values(&fields) {
            let detail = format!(
                "The transfer function “{}” sends “{name}”, which would no longer be asked for. Keep a row with that name, or take {{{{{name}}}}} out of the function first.",
                function.name,
            );
            problems.push(Problem::new("/information_to_gather", detail));
        }
    }
    Ok(problems)
}
