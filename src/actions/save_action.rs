//! The Human Handoff action is saved.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::AgentId,
    policy::Action,
    store::Stamp,
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
    let problems = action.check();
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
