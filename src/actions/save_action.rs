//! The Human Handoff action is saved.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::AgentId,
    policy::Action,
    problem::Problem,
    store::{Stamp, StoreError},
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
    let mut problems = action.check();
    problems.extend(named_elsewhere(desk, agent, action).await?);
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let before = desk.store.action(agent).await?.ok_or(SaveError::Missing)?;
    let (actor, action, now) = (actor.clone(), action.clone().numbered(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.save_action(
                    agent,
                    &action,
                    revision,
                    Stamp {
                        by: actor.operator(),
                        at: now,
                    },
                )
                .await?;
                let event = NewEvent::new(
                    EventKind::ActionSaved,
                    json!({"before": before.action, "after": action}),
                );
                tx.record(&actor, now, &[event.of_agent(agent)]).await?;
                Ok(())
            })
        })
        .await
}

/// The things to ask for that a transfer function still names and the action would no longer have. Nobody could
/// write the configuration that came of it back.
async fn named_elsewhere(
    desk: &Desk,
    agent: AgentId,
    action: &Action,
) -> Result<Vec<Problem>, StoreError> {
    let fields = action.information_to_gather.iter();
    let fields: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    let mut problems = Vec::new();
    for saved in desk.store.transfer_functions(agent).await? {
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
