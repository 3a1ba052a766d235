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
    let name = checked((actor, agent), name)?;
    let problems = hours.check();
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    if desk.store.agent(agent).await?.is_none() {
        return Err(SaveError::Missing);
    }
    is_free(desk, (agent, None), &name).await?;
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
    Ok(made?)
}

/// Gives hours another name.
pub async fn rename_schedule(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
    name: &str,
) -> Result<(), SaveError> {
    let name = checked((actor, agent), name)?;
    let before = desk
        .store
        .schedule(agent, id)
        .await?
        .ok_or(SaveError::Missing)?
        .name;
    is_free(desk, (agent, Some(id)), &name).await?;
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
    Ok(renamed?)
}

/// Deletes hours that no queue follows. What they were stays in the event.
pub async fn delete_schedule(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
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
        let why = "A queue follows these hours. Give it other hours first.";
        Err(SaveError::Used(why.into()))
    }
}

pub(super) fn checked((actor, agent): (&Actor, AgentId), name: &str) -> Result<String, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    match check_name("/name", "a name for these hours", name) {
        Some(problem) => Err(SaveError::Invalid(vec![problem])),
        None => Ok(name.trim().to_owned()),
    }
}

/// Refuses a name that other hours of the AI agent have.
pub(super) async fn is_free(
    desk: &Desk,
    (agent, id): (AgentId, Option<ScheduleId>),
    name: &str,
) -> Result<(), SaveError> {
    let all = desk.store.schedules(agent).await?;
    let mut others = all.iter().filter(|known| Some(known.id) != id);
    if others.any(|known| known.name.eq_ignore_ascii_case(name)) {
        let detail = "Other hours have this name already. Choose another one.";
        return Err(SaveError::invalid("/name", detail));
    }
    Ok(())
}
