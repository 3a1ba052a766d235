//! A Knowledge topic is saved.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, TopicId},
    problem::Problem,
    store::Topic,
};

/// The longest topic, in characters.
const TEXT_MAX: usize = 20_000;
/// The longest title, in characters.
const TITLE_MAX: usize = 150;

/// Saves a topic of an AI agent: a new one when `id` is none.
pub async fn save_topic(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    id: Option<TopicId>,
    (title, text, is_enabled): (&str, &str, bool),
) -> Result<TopicId, SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let problems = check(title, text);
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let now = desk.now();
    let topic = Topic {
        id: id.unwrap_or(TopicId(0)),
        title: title.trim().into(),
        text: text.trim().into(),
        is_enabled,
        updated_at: now,
    };
    let actor = actor.clone();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let saved = match id {
                    None => tx.insert_topic(agent, &topic).await?,
                    Some(id) if tx.update_topic(agent, &topic).await? => id,
                    Some(_) => return Err(SaveError::Missing),
                };
                let data =
                    json!({"topic": saved, "title": topic.title, "enabled": topic.is_enabled});
                tx.record(
                    &actor,
                    now,
                    &[NewEvent::new(EventKind::TopicSaved, data).of_agent(agent)],
                )
                .await?;
                Ok(saved)
            })
        })
        .await
}

fn check(title: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (pointer, what, given, most) in [
        ("/title", "title", title, TITLE_MAX),
        ("/text", "text", text, TEXT_MAX),
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
    problems
}
