//! A Knowledge topic is deleted.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, TopicId},
};

/// Deletes a topic. What it said stays in the event, so that it can be written again.
pub async fn delete_topic(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    id: TopicId,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let topic = desk
        .store
        .topic(agent, id)
        .await?
        .ok_or(SaveError::Missing)?;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.delete_topic(agent, id).await? {
                    return Err(SaveError::Missing);
                }
                let data = json!({"topic": id, "title": topic.title, "text": topic.text});
                tx.record(
                    &actor,
                    now,
                    &[NewEvent::new(EventKind::TopicDeleted, data).of_agent(agent)],
                )
                .await?;
                Ok(())
            })
        })
        .await
}
