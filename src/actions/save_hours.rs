//! Office hours are saved, with what happens outside them.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::AgentId,
    policy::OutsideHours,
    schedule::Schedule,
    store::{Stamp, StoreError},
};

/// What the hours page holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    pub schedule: Schedule,
    /// How soon the team usually answers, in minutes.
    pub reply_minutes: u32,
    pub outside_hours: OutsideHours,
}

/// Saves the hours of an AI agent's main queue and what happens outside them, made from the versions
/// `(schedule, action)`.
pub async fn save_hours(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    hours: &Hours,
    revisions: (i64, i64),
) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let before = desk
        .store
        .default_schedule(agent)
        .await?
        .ok_or(SaveError::Missing)?;
    let mut action = desk
        .store
        .action(agent)
        .await?
        .ok_or(SaveError::Missing)?
        .action;
    action.outside_hours.clone_from(&hours.outside_hours);
    action.reply_minutes = hours.reply_minutes;
    let mut problems: Vec<_> = hours.schedule.check();
    problems.extend(
        action
            .check()
            .into_iter()
            .filter(|p| p.pointer.starts_with("/outside_hours") || p.pointer == "/reply_minutes"),
    );
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let (actor, hours, now) = (actor.clone(), hours.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = Stamp {
                    by: actor.operator(),
                    at: now,
                };
                tx.save_schedule(before.id, &hours.schedule, revisions.0, stamp)
                    .await?;
                tx.save_action(agent, &action, revisions.1, stamp).await?;
                let data = json!({
                    "schedule": before.id, "before": before.schedule, "after": hours.schedule,
                    "outside_hours": hours.outside_hours, "reply_minutes": hours.reply_minutes,
                });
                tx.record(
                    &actor,
                    now,
                    &[NewEvent::new(EventKind::ScheduleSaved, data).of_agent(agent)],
                )
                .await?;
                Ok::<(), StoreError>(())
            })
        })
        .await?;
    Ok(())
}
