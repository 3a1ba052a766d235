//! All that is set up for an AI agent is replaced by what one document says: all of it, or nothing.

mod places;

use std::sync::Arc;

use places::Places;
use serde_json::json;

use super::{
    Desk, SaveError, TaggedDocument,
    configuration::Whole,
    place::stamped,
    replace_human_handoff::keep_profiles,
    save_topic::{self, TopicDraft},
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, QueueId},
    policy::{Action, Replacement},
    problem::Problem,
    schedule::Schedule,
};

/// How often it is tried again because something was changed meanwhile.
const TRIES: usize = 5;

/// What is to be kept, and what it takes the place of.
struct Change {
    before: Arc<Whole>,
    wanted: Replacement,
    action: Action,
    /// The hours of the first queue, where `availability` asks for others.
    hours: Option<Schedule>,
}

/// Puts a document in the place of all that is set up; with tags only if what is there has one of them. Gives back
/// what is there now.
pub async fn replace_configuration(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    wanted: &Replacement,
    tags: Option<&[String]>,
) -> Result<Arc<TaggedDocument>, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    for _ in 0..TRIES {
        let before = Whole::read(desk, agent).await?.ok_or(SaveError::Missing)?;
        if tags.is_some_and(|tags| !tags.contains(&before.tagged().tag)) {
            return Err(SaveError::Outdated);
        }
        let change = Change::of(before, wanted.clone())?;
        match Box::pin(keep(desk, actor, agent, change)).await {
            Err(SaveError::Outdated) => {}
            Err(SaveError::Store(error)) if error.is_passing() => {}
            done => {
                done?;
                let now = Whole::read(desk, agent).await?;
                return Ok(now.ok_or(SaveError::Missing)?.tagged().clone());
            }
        }
    }
    Err(SaveError::Outdated)
}

impl Change {
    fn of(before: Arc<Whole>, wanted: Replacement) -> Result<Self, SaveError> {
        let hours = &before.hours.schedule;
        let applied = wanted
            .five
            .apply(&before.five(), (&before.action.action, hours))
            .map_err(SaveError::Invalid)?;
        let mut action = applied.action;
        wanted.lay_over(&mut action).map_err(SaveError::Invalid)?;
        let mut problems = wrong_topics(&wanted);
        let first = wanted.policy.queues.first().map(|queue| &queue.schedule);
        let is_said_twice = first.is_some_and(|first| wanted.five.says(first));
        let hours_asked_for = applied.hours.filter(|_| !is_said_twice);
        if hours_asked_for.is_some() && first.is_some_and(|first| first != hours) {
            let detail = "The hours of the first queue are others, too. Change them in one place, and send the other as it was.";
            problems.push(Problem::new("/availability", detail));
        }
        if !problems.is_empty() {
            return Err(SaveError::Invalid(problems));
        }
        Ok(Self {
            hours: hours_asked_for,
            before,
            wanted,
            action,
        })
    }
}

fn wrong_topics(wanted: &Replacement) -> Vec<Problem> {
    let topics = wanted.topics().into_iter().enumerate();
    let wrong = topics.flat_map(|(row, (topic, is_enabled))| {
        let draft = TopicDraft {
            title: topic.title,
            text: topic.text,
            instructions: topic.instructions,
            handoffs: Vec::new(),
            is_enabled,
        };
        let found = save_topic::check(&draft).into_iter();
        found.map(move |problem| problem.at(&format!("/topics/{row}")))
    });
    wrong.collect()
}

async fn keep(desk: &Desk, actor: &Actor, agent: AgentId, change: Change) -> Result<(), SaveError> {
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                tx.hold_configuration(change.before.revision).await?;
                let saved = &change.before.action;
                tx.save_action(agent, &change.action, saved.revision, stamp)
                    .await?;
                let wanted = change.wanted.profiles_over(&change.before.profiles);
                let mut events =
                    keep_profiles(tx, (agent, stamp), &change.before.profiles, &wanted).await?;
                let mut places = Places::new(&change, (agent, &actor, now));
                places.keep(tx).await?;
                events.push(replaced(&change, places.queues()));
                let events: Vec<NewEvent> = events
                    .into_iter()
                    .map(|event| event.of_agent(agent))
                    .collect();
                tx.record(&actor, now, &events).await?;
                Ok(())
            })
        })
        .await
}

/// The event that tells what was there before, and which queues there are now.
fn replaced(change: &Change, queues: &[QueueId]) -> NewEvent {
    let data = json!({"before": change.before.tagged().document, "queues": queues});
    NewEvent::new(EventKind::ConfigurationReplaced, data)
}
