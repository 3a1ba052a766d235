//! A private note for the team.

use serde_json::json;

use super::{
    Desk, VerbError,
    verb::{checked_text, working_operator},
};
use crate::{
    access::{Actor, Scope},
    conversation::Author,
    event::{EventKind, NewEvent},
    id::{ConversationId, MessageId, OperatorId},
    store::NewMessage,
};

/// Adds a note that only the team sees. Whoever has the conversation keeps it.
pub async fn add_note(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    (by, text): (OperatorId, &str),
) -> Result<MessageId, VerbError> {
    let text = checked_text(text)?;
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                working_operator(tx, by).await?;
                let conversation = tx
                    .conversation(scope, &id)
                    .await?
                    .ok_or(VerbError::Missing)?;
                let note = NewMessage {
                    operator: Some(by),
                    is_note: true,
                    ..NewMessage::new(Author::Operator, text, now)
                };
                let ids = tx.insert_messages(&id, &[note]).await?;
                tx.delete_draft(by, &id).await?;
                let note = ids.first().copied().unwrap_or(MessageId(0));
                let event = NewEvent::new(
                    EventKind::NoteAdded,
                    json!({"message": note, "operator": by}),
                );
                tx.record(
                    &actor,
                    now,
                    &[event.of_agent(conversation.agent).of_conversation(&id)],
                )
                .await?;
                Ok(note)
            })
        })
        .await
}
