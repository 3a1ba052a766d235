//! A Knowledge topic is saved.

use serde_json::json;

use super::{Desk, SaveError, place::stamped};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    handoff::INSTRUCTIONS_MAX,
    id::{AgentId, HandoffId, TopicId},
    problem::Problem,
    store::Topic,
};

/// The longest topic, in characters.
const TEXT_MAX: usize = 20_000;
/// The longest title, in characters.
const TITLE_MAX: usize = 150;

/// A topic as an admin writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicDraft {
    pub title: String,
    pub text: String,
    /// When one of its handoffs should be used.
    pub instructions: String,
    /// The handoffs it may end in, in order.
    pub handoffs: Vec<HandoffId>,
    pub is_enabled: bool,
}

/// Saves a topic of an AI agent: a new one when there is no `id`. With a revision, a newer version by
/// somebody else is not written over.
pub async fn save_topic(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    of: Option<(TopicId, Option<i64>)>,
    draft: &TopicDraft,
) -> Result<TopicId, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let known = desk.store.handoffs(agent).await?;
    let mut problems = check(draft);
    for (row, id) in draft.handoffs.iter().enumerate() {
        let pointer = format!("/handoffs/{row}");
        if known.iter().all(|saved| saved.handoff.id != *id) {
            problems.push(Problem::new(
                pointer,
                "This handoff is gone. Choose another one.",
            ));
        } else if draft.handoffs[..row].contains(id) {
            problems.push(Problem::new(
                pointer,
                "This handoff is in the list already.",
            ));
        }
    }
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    if let Some((id, _)) = of
        && desk.store.topic(agent, id).await?.is_none()
    {
        return Err(SaveError::Missing);
    }
    let now = desk.now();
    let topic = Topic {
        id: of.map_or(TopicId(0), |(id, _)| id),
        title: draft.title.trim().into(),
        text: draft.text.trim().into(),
        instructions: draft.instructions.trim().into(),
        handoffs: draft.handoffs.clone(),
        is_enabled: draft.is_enabled,
        updated_at: now,
        revision: 0,
        saved_by: None,
    };
    let actor = actor.clone();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let saved = match of {
                    None => tx.insert_topic(agent, &topic, stamp).await?,
                    Some((id, revision)) => {
                        tx.update_topic(agent, &topic, revision, stamp).await?;
                        id
                    }
                };
                let data = json!({
                    "topic": saved, "title": topic.title, "enabled": topic.is_enabled,
                    "handoffs": topic.handoffs,
                });
                let event = NewEvent::new(EventKind::TopicSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(saved)
            })
        })
        .await
}

/// Everything that is wrong with a topic by itself.
pub(super) fn check(draft: &TopicDraft) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (pointer, what, given, most) in [
        ("/title", "title", &draft.title, TITLE_MAX),
        ("/text", "text", &draft.text, TEXT_MAX),
    ] {
        let length = given.trim().chars().count();
        if length == 0 {
            problems.push(Problem::new(
                pointer,
                format!(
                    "The {what} is empty. Write what customers ask about and what the answer is."
                ),
            ));
        } else if length > most {
            problems.push(Problem::new(
                pointer,
                format!("The {what} has {length} characters. Use at most {most}."),
            ));
        }
    }
    let length = draft.instructions.trim().chars().count();
    if length > INSTRUCTIONS_MAX {
        let detail = format!("This has {length} characters. Use at most {INSTRUCTIONS_MAX}.");
        problems.push(Problem::new("/instructions", detail));
    }
    problems
}
