//! Office hours are saved, with what happens outside them.

use chrono::NaiveDate;
use serde_json::json;

use super::{Desk, SaveError, reconsider::reconsider};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, ScheduleId},
    policy::OutsideHours,
    schedule::{Exception, Schedule},
    store::{SavedAction, SavedSchedule, Stamp, StoreError},
};

/// What the hours page holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    pub schedule: Schedule,
    /// How soon the team usually answers, in minutes.
    pub reply_minutes: u32,
    pub outside_hours: OutsideHours,
}

/// Saves hours and what happens outside them, made from the versions `(schedule, action)`. Conversations
/// that wait under these hours are told what that means for them.
pub async fn save_hours(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
    hours: &Hours,
    revisions: (i64, i64),
) -> Result<(), SaveError> {
    let (before, mut saved) = found(desk, actor, (agent, id)).await?;
    let action = &mut saved.action;
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
                tx.save_schedule(id, &hours.schedule, revisions.0, stamp)
                    .await?;
                tx.save_action(agent, &saved.action, revisions.1, stamp)
                    .await?;
                let data = json!({
                    "schedule": id, "before": before.schedule, "after": hours.schedule,
                    "outside_hours": hours.outside_hours, "reply_minutes": hours.reply_minutes,
                });
                let event = NewEvent::new(EventKind::ScheduleSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                let queues = tx.queues_following(id).await?;
                let outside = saved.action.outside_hours.action;
                reconsider(tx, &actor, &queues, (outside, now)).await?;
                Ok::<(), StoreError>(())
            })
        })
        .await?;
    Ok(())
}

/// Replaces hours by others and leaves everything else, made from the version `revision`.
pub async fn save_schedule(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
    schedule: &Schedule,
    revision: i64,
) -> Result<(), SaveError> {
    let (_, saved) = found(desk, actor, (agent, id)).await?;
    let hours = Hours {
        schedule: schedule.clone(),
        reply_minutes: saved.action.reply_minutes,
        outside_hours: saved.action.outside_hours,
    };
    save_hours(desk, actor, (agent, id), &hours, (revision, saved.revision)).await
}

/// Makes days different, such as a year's holidays, made from the version `revision`. A day that is there
/// already is replaced.
pub async fn add_days(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
    days: Vec<(NaiveDate, Exception)>,
    revision: i64,
) -> Result<(), SaveError> {
    let (before, _) = found(desk, actor, (agent, id)).await?;
    let mut schedule = before.schedule;
    for (date, day) in days {
        schedule.exceptions.set(date, day);
    }
    save_schedule(desk, actor, (agent, id), &schedule, revision).await
}

/// The hours and the action as they are, for somebody who may change them.
async fn found(
    desk: &Desk,
    actor: &Actor,
    (agent, id): (AgentId, ScheduleId),
) -> Result<(SavedSchedule, SavedAction), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let before = desk.store.schedule(agent, id).await?;
    let action = desk.store.action(agent).await?;
    before.zip(action).ok_or(SaveError::Missing)
}
