//! A customer who has waited long is told so, and not left to wonder.

use serde_json::json;

use super::Desk;
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Author, State},
    event::{EventKind, NewEvent},
    id::ConversationId,
    policy::fill,
    store::{NewMessage, StoreError},
    wording::{Phrase, wording},
};

/// The name of this kind of later work.
pub const REASSURE_WAITING: &str = "reassure_waiting";

/// Tells the customer that nobody has forgotten them, if they are still waiting since `since`.
pub async fn reassure_waiting(
    desk: &Desk,
    id: &ConversationId,
    since: Instant,
) -> Result<(), StoreError> {
    let (id, now) = (id.clone(), desk.now());
    let Some(conversation) = desk.store.conversation(Scope::Everything, &id).await? else {
        return Ok(());
    };
    let position = desk.store.position(&conversation).await?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let Some(conversation) = tx.conversation(Scope::Everything, &id).await? else {
                    return Ok(());
                };
                let waits_on = conversation.state == State::Waiting
                    && conversation.waiting_since.is_some_and(|at| at <= since);
                if !waits_on {
                    return Ok(());
                }
                let place = position.map(|position| ("position", position.to_string()));
                let words = wording(conversation.language.as_deref()).say(Phrase::StillWaiting);
                let text = fill(words, place.as_slice());
                let ids = tx
                    .insert_messages(&id, &[NewMessage::new(Author::System, &text, now)])
                    .await?;
                let data = json!({"message": ids.first(), "author": Author::System});
                let event = NewEvent::new(EventKind::MessageAdded, data)
                    .of_agent(conversation.agent)
                    .of_conversation(&id);
                tx.record(&Actor::System, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
