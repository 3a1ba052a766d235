//! AI agents are made and renamed.

use serde_json::json;

use super::{
    Desk, SaveError,
    set_up::{check_name, new_action},
};
use crate::{
    access::Actor,
    clock::Instant,
    event::{EventKind, NewEvent},
    id::AgentId,
    schedule::{Interval, Schedule},
    store::{StoreError, Tx},
};

/// An AI agent about to be made.
#[derive(Debug, Clone)]
pub struct NewAgent {
    pub name: String,
    /// One line about whom it speaks for.
    pub about: String,
}

/// Makes an AI agent with its Human Handoff action, present and off, and a queue with office hours.
pub async fn create_agent(
    desk: &Desk,
    actor: &Actor,
    new: &NewAgent,
) -> Result<AgentId, SaveError> {
    if !actor.may_make_agents() {
        return Err(SaveError::Forbidden);
    }
    checked(new)?;
    let zone = desk
        .store
        .organisation()
        .await?
        .map_or(chrono_tz::UTC, |organisation| organisation.zone);
    let hours = Interval::parse("09:00", "17:00").map_or_else(
        |_| Schedule::always(zone),
        |day| Schedule::weekdays(zone, day),
    );
    let (actor, new, now) = (actor.clone(), new.clone(), desk.now());
    let key = desk.entropy.public_key();
    desk.store
        .write(move |tx| {
            Box::pin(async move { Ok(insert_agent(tx, &actor, (&key, &new), &hours, now).await?) })
        })
        .await
}

/// Changes an AI agent's name and line.
pub async fn rename_agent(
    desk: &Desk,
    actor: &Actor,
    id: AgentId,
    new: &NewAgent,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(id) {
        return Err(SaveError::Forbidden);
    }
    checked(new)?;
    if desk.store.agent(id).await?.is_none() {
        return Err(SaveError::Missing);
    }
    let (actor, new, now) = (actor.clone(), new.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.update_agent(id, new.name.trim(), new.about.trim())
                    .await?;
                let event = NewEvent::new(
                    EventKind::AgentChanged,
                    json!({"name": new.name, "about": new.about}),
                );
                tx.record(&actor, now, &[event.of_agent(id)]).await?;
                Ok(())
            })
        })
        .await
}

fn checked(new: &NewAgent) -> Result<(), SaveError> {
    let mut problems: Vec<_> = check_name("/name", "a name for your AI agent", &new.name)
        .into_iter()
        .collect();
    if !new.about.trim().is_empty() {
        problems.extend(check_name("/about", "whom it speaks for", &new.about));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(SaveError::Invalid(problems))
    }
}

/// Keeps an AI agent with everything it needs from the start.
pub(super) async fn insert_agent(
    tx: &mut Tx,
    actor: &Actor,
    (key, new): (&str, &NewAgent),
    hours: &Schedule,
    now: Instant,
) -> Result<AgentId, StoreError> {
    let agent = tx
        .insert_agent(key, (new.name.trim(), new.about.trim()), &new_action(), now)
        .await?;
    let schedule = tx.insert_schedule(agent, "Main team", hours, now).await?;
    tx.insert_queue(agent, "Main team", 1, schedule).await?;
    let event = NewEvent::new(EventKind::AgentCreated, json!({"name": new.name}));
    tx.record(actor, now, &[event.of_agent(agent)]).await?;
    Ok(agent)
}
