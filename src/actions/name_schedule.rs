//! Hours are made, named and taken away. What is in them is saved elsewhere.

use serde_json::json;

use super::{Desk, SaveError, set_up::check_name};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, ScheduleId},
    schedule::Schedule,
    store::StoreError,
};

/// Makes hours with a name of their own. They hold for nobody until a queue follows them.
pub async fn create_schedule(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    (name, hours): (&str, &Schedule),
) -> Result<ScheduleId, SaveError> {
    let name = checked(actor, name)?;
    let problems = hours.check();
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    if desk.store.agent(agent).await?.is_none() {
        return Err(SaveError::Missing);
    }
    let (actor, hours, now) = (actor.clone(), hours.clone(), desk.now());
    let made = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let id = tx.insert_schedule(agent, &name, &hours, now).await?;
                let data = json!({"schedule": id, "name": name, "after": hours});
                let event = NewEvent::new(EventKind::ScheduleCreated, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok::<_, StoreError>(id)
            })
        })
        .await;
    made.map_err(named_twice)
}

/// Gives hours another name.
pub async fn rename_schedule(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
    name: &str,
) -> Result<(), SaveError> {
    let name = checked(actor, name)?;
    let before = desk
        .store
        .schedule(agent, id)
        .await?
        .ok_or(SaveError::Missing)?
        .name;
    let (actor, now) = (actor.clone(), desk.now());
    let renamed = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                tx.rename_schedule(agent, id, &name).await?;
                let data = json!({"schedule": id, "before": before, "after": name});
                let event = NewEvent::new(EventKind::ScheduleRenamed, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await;
    renamed.map_err(named_twice)
}

/// Deletes hours that no queue follows. What they were stays in the event.
pub async fn delete_schedule(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let before = desk
        .store
        .schedule(agent, id)
        .await?
        .ok_or(SaveError::Missing)?;
    let (actor, now) = (actor.clone(), desk.now());
    let deleted = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.delete_unused_schedule(agent, id).await? {
                    return Ok(false);
                }
                let data = json!({"schedule": id, "name": before.name, "before": before.schedule});
                let event = NewEvent::new(EventKind::ScheduleDeleted, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok::<_, StoreError>(true)
            })
        })
        .await?;
    if deleted {
        Ok(())
    } else {
        Err(SaveError::invalid(
            "",
            "A queue follows these hours. Give it other hours first.",
        ))
    }
}

fn checked(actor: &Actor, name: &str) -> Result<String, SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    match check_name("/name", "a name for these hours", name) {
        Some(problem) => Err(SaveError::Invalid(vec![problem])),
        None => Ok(name.trim().to_owned()),
    }
}

fn named_twice(error: StoreError) -> SaveError {
    if error.is_duplicate() {
        SaveError::invalid(
            "/name",
            "Other hours have this name already. Choose another one.",
        )
    } else {
        error.into()
    }
}
