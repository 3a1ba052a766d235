//! A queue is saved, with its hours.

use serde_json::json;

use super::{
    Desk, SaveError,
    place::{name_taken, stamped},
    reconsider::reconsider,
};
use crate::{
    access::Actor,
    clock::Instant,
    event::{EventKind, NewEvent},
    handoff::{Destination, Queue, check_language, checked_groups},
    id::{AgentId, QueueId, ScheduleId},
    policy::{NAME_MAX, OutsideAction},
    problem::Problem,
    schedule::Schedule,
    store::{SavedQueue, StoreError, Tx},
};

/// A queue as an admin writes it. The queue's own hours are what `hours` says.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueDraft {
    pub queue: Queue,
    pub hours: QueueHours,
    /// The version of the hours that [`QueueHours::Own`] was made from. Without one, hours that somebody
    /// else saved meanwhile are written over.
    pub hours_revision: Option<i64>,
}

/// The hours a queue follows.
#[derive(Debug, Clone, PartialEq)]
pub enum QueueHours {
    /// Hours that have a name and that other queues may follow too.
    Shared(ScheduleId),
    /// These. Where other queues follow the same hours as before, the queue gets hours of its own.
    Own(Box<Schedule>),
}

/// Saves a queue of an AI agent: a new one when there is no `id`. With a revision, a newer version by
/// somebody else is not written over.
pub async fn save_queue(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    of: Option<(QueueId, Option<i64>)>,
    draft: &QueueDraft,
) -> Result<QueueId, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let before = match of {
        Some((id, _)) => Some(
            desk.store
                .saved_queue(agent, id)
                .await?
                .ok_or(SaveError::Missing)?,
        ),
        None => None,
    };
    let problems = check_queue(desk, agent, of.map(|(id, _)| id), draft).await?;
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let (actor, now, name) = (actor.clone(), desk.now(), draft.queue.name.clone());
    let new = NewQueue {
        before,
        draft: draft.clone(),
        revision: of.and_then(|(_, revision)| revision),
        outside: outside(desk, agent).await?,
    };
    let kept: Result<QueueId, StoreError> = desk
        .store
        .write(move |tx| Box::pin(async move { new.keep(tx, agent, &actor, now).await }))
        .await;
    kept.map_err(|error| name_taken(error, &name))
}

/// What happens outside hours, which those who wait are told when their queue closes.
pub(super) async fn outside(desk: &Desk, agent: AgentId) -> Result<OutsideAction, StoreError> {
    let saved = desk.store.action(agent).await?;
    Ok(saved.map_or_else(OutsideAction::default, |saved| {
        saved.action.outside_hours.action
    }))
}

/// Everything that is wrong with a draft, by itself and beside what is there. The draft is of the queue
/// `id`, or a new one.
pub async fn check_queue(
    desk: &Desk,
    agent: AgentId,
    id: Option<QueueId>,
    draft: &QueueDraft,
) -> Result<Vec<Problem>, StoreError> {
    let mut problems = draft.check();
    let all = desk.store.queues(agent).await?;
    let name = draft.queue.name.trim().to_lowercase();
    let is_taken = |other: &&Queue| Some(other.id) != id && other.name.to_lowercase() == name;
    if all.iter().any(|other| is_taken(&other)) {
        let detail = format!(
            "“{}” is there already. Choose another name.",
            draft.queue.name.trim()
        );
        problems.push(Problem::new("/name", detail));
    }
    if let Some(function) = draft.queue.transfer_function
        && desk
            .store
            .transfer_function(agent, function)
            .await?
            .is_none()
    {
        let detail = "This transfer function is gone. Choose another one.";
        problems.push(Problem::new("/transfer_function", detail));
    }
    if let QueueHours::Shared(schedule) = draft.hours
        && !desk.store.has_schedule(agent, schedule).await?
    {
        problems.push(Problem::new(
            "/schedule",
            "These hours are gone. Choose others.",
        ));
    }
    Ok(problems)
}

impl QueueDraft {
    /// Everything that is wrong with it by itself.
    fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let length = self.queue.name.trim().chars().count();
        if length == 0 || length > NAME_MAX {
            let detail = format!(
                "A queue's name has 1 to {NAME_MAX} characters, such as “Billing Support”."
            );
            problems.push(Problem::new("/name", detail));
        }
        for (row, tag) in self.queue.languages.iter().enumerate() {
            if let Err(detail) = check_language(tag) {
                problems.push(Problem::new(format!("/languages/{row}"), detail));
            }
        }
        checked_groups(&self.queue.groups, &mut problems);
        if self.queue.capacity == Some(0) {
            let detail =
                "A line with room for nobody takes nobody. Write 1 or more, or leave it empty.";
            problems.push(Problem::new("/capacity", detail));
        }
        if let QueueHours::Own(schedule) = &self.hours {
            problems.extend(schedule.check());
        }
        problems
    }
}

/// A queue about to be kept.
pub(super) struct NewQueue {
    /// As it was, unless it is new.
    pub(super) before: Option<SavedQueue>,
    pub(super) draft: QueueDraft,
    pub(super) revision: Option<i64>,
    pub(super) outside: OutsideAction,
}

impl NewQueue {
    /// Keeps the queue, its hours, and the event of it.
    pub(super) async fn keep(
        self,
        tx: &mut Tx,
        agent: AgentId,
        actor: &Actor,
        now: Instant,
    ) -> Result<QueueId, StoreError> {
        let name = self.draft.queue.name.trim().to_owned();
        let schedule = self.schedule(tx, agent, actor, now).await?;
        let id = if let Some(before) = &self.before {
            before.queue.id
        } else {
            let place = tx.next_queue_place(agent).await?;
            tx.insert_queue(agent, &name, place, schedule).await?
        };
        let queue = Queue {
            id,
            name,
            ..self.draft.queue
        };
        tx.update_queue(
            (agent, queue.clone()),
            schedule,
            self.revision,
            stamped(actor, now),
        )
        .await?;
        let shown = |queue: &Queue| Destination::of(queue, None).to_json();
        let data = json!({
            "queue": id, "name": queue.name, "schedule": schedule, "after": shown(&queue),
            "before": self.before.as_ref().map(|before| shown(&before.queue)),
        });
        let event = NewEvent::new(EventKind::QueueSaved, data).of_agent(agent);
        tx.record(actor, now, &[event]).await?;
        if let Some(before) = &self.before {
            let hours = (before.queue.enabled, before.queue.schedule.clone());
            // A new name, say, is nothing that those who wait should hear of.
            if tx.hours_of(id).await? != Some(hours) {
                reconsider(tx, actor, &[id], (self.outside, now)).await?;
            }
        }
        Ok(id)
    }

    /// The hours the queue follows from now on.
    async fn schedule(
        &self,
        tx: &mut Tx,
        agent: AgentId,
        actor: &Actor,
        now: Instant,
    ) -> Result<ScheduleId, StoreError> {
        let schedule = match &self.draft.hours {
            QueueHours::Shared(id) => return Ok(*id),
            QueueHours::Own(schedule) => schedule,
        };
        if let Some(before) = &self.before {
            let id = before.schedule.0;
            if before.queue.schedule == **schedule {
                return Ok(id);
            }
            if tx.queues_following(id).await?.len() == 1 {
                let stamp = stamped(actor, now);
                match self.draft.hours_revision {
                    Some(revision) => tx.save_schedule(id, schedule, revision, stamp).await?,
                    None => tx.overwrite_schedule(id, schedule, stamp).await?,
                }
                return Ok(id);
            }
        }
        tx.insert_schedule(agent, self.draft.queue.name.trim(), schedule, now)
            .await
    }
}
