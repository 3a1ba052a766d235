//! How one combination ends.

use super::{Case, Given};
use crate::{
    conversation::Stretch,
    decision::Trace,
    facts::Facts,
    handoff::{Availability, Queue, Skipped, Target},
    id::{OperatorId, QueueId},
    judge::Reading,
    place,
    policy::{OutsideAction, Policy},
    routing::Fallback,
};

/// Why somebody is left without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They wait in a line that nobody works on.
    NobodyWorks,
    /// No queue that takes them opens ever again, so no time can be told.
    NeverOpens,
    /// The queue counts as closed while nobody is online, and when somebody will be is not known.
    NobodyOnline,
    /// No queue takes such a conversation at all, so no time can be told.
    NotTaken,
}

/// Where it ends nowhere: why, and at which queue. The place is chosen as [`decide`](crate::decide) chooses it.
pub(super) fn dead_end(
    policy: &Policy,
    given: &Given,
    case: &Case,
    nothing_said: &Reading,
) -> Option<(Why, Option<QueueId>)> {
    let reading = Reading {
        language: case.language.clone(),
        ..nothing_said.clone()
    };
    let present = if case.is_anybody_online {
        given.people
    } else {
        &[]
    };
    let stretch = Stretch::default();
    let facts = Facts {
        channel: case.channel,
        online: present.len(),
        present,
        ..Facts::new(&[], &stretch, &reading)
    };
    let reason = case.way.reason();
    let mut trace = Trace::default();
    let place = place::choose(policy, &facts, Some(&reason), case.now, &mut trace);
    leads_nowhere(policy, given.people, &place.availability)
}

fn leads_nowhere(
    policy: &Policy,
    people: &[OperatorId],
    found: &Availability,
) -> Option<(Why, Option<QueueId>)> {
    let outside = policy.action.outside_hours.action;
    let is_kept = found.status.is_open || outside == OutsideAction::CollectCallback;
    if is_kept {
        let id = found.queue.map(|queue| queue.id);
        return (!is_worked_on(policy, found.queue, people)).then_some((Why::NobodyWorks, id));
    }
    let is_told_when = found.status.opens_at.is_some();
    let is_answered = is_told_when || outside == OutsideAction::StayWithAi;
    (!is_answered).then(|| why_closed(found))
}

/// Whether somebody takes what waits there: a person, a system of its own, or whoever it falls to after a while.
fn is_worked_on(policy: &Policy, queue: Option<&Queue>, people: &[OperatorId]) -> bool {
    let Some(queue) = queue else {
        return !people.is_empty();
    };
    if leaves(policy, queue) || has_people(queue, people) {
        return true;
    }
    match policy.sharing_of(Some(queue.id)).fallback {
        Fallback::Anyone { .. } => !people.is_empty(),
        Fallback::OtherQueue { queue: other, .. } => policy
            .queues
            .iter()
            .find(|known| known.id == other)
            .is_some_and(|other| leaves(policy, other) || has_people(other, people)),
        Fallback::Queue | Fallback::Callback { .. } => false,
    }
}

fn has_people(queue: &Queue, people: &[OperatorId]) -> bool {
    let works = |person: &OperatorId| queue.people.is_empty() || queue.people.contains(person);
    people.iter().any(works)
}

/// Whether what comes there goes on to another system.
fn leaves(policy: &Policy, queue: &Queue) -> bool {
    let function = queue.transfer_function;
    let function = function.and_then(|id| policy.transfer_function(id));
    function.is_some_and(|function| !matches!(function.target, Target::Queue))
}

fn why_closed(found: &Availability) -> (Why, Option<QueueId>) {
    let mut skipped = found.skipped.iter();
    let absent = skipped.find(|(_, why)| *why == Skipped::NobodyOnline);
    match (absent, found.queue) {
        (Some((queue, _)), _) => (Why::NobodyOnline, Some(queue.id)),
        (None, Some(queue)) => (Why::NeverOpens, Some(queue.id)),
        (None, None) => (Why::NotTaken, None),
    }
}
