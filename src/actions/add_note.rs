//! A private note for the team. Whom it names with an `@` is told.

use std::collections::BTreeSet;

use serde_json::json;

use super::{
    Desk, VerbError,
    verb::{checked_text, working_operator},
};
use crate::{
    access::{Actor, Scope},
    conversation::{Author, mentions},
    event::{EventKind, NewEvent},
    id::{ConversationId, MessageId, OperatorId},
    store::{NewMessage, StoreError, Tx},
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
                    ..NewMessage::new(Author::Operator, text.clone(), now)
                };
                let ids = tx.insert_messages(&id, &[note]).await?;
                tx.delete_draft(by, &id).await?;
                let note = ids.first().copied().unwrap_or(MessageId(0));
                let named = keep_mentions(tx, &id, note, (by, &text)).await?;
                let event = NewEvent::new(
                    EventKind::NoteAdded,
                    json!({"message": note, "operator": by, "named": named}),
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

/// Keeps whom a note names, each once and its writer never, and gives back who they are.
async fn keep_mentions(
    tx: &mut Tx,
    of: &ConversationId,
    note: MessageId,
    (by, text): (OperatorId, &str),
) -> Result<Vec<OperatorId>, StoreError> {
    if !text.contains('@') {
        return Ok(Vec::new());
    }
    let people = tx.colleagues().await?;
    let people: Vec<_> = people
        .iter()
        .map(|(id, name)| (*id, name.as_str()))
        .collect();
    let named: BTreeSet<OperatorId> = mentions(text, &people)
        .into_iter()
        .map(|mention| mention.operator)
        .filter(|named| *named != by)
        .collect();
    for operator in &named {
        tx.insert_mention(of, note, *operator).await?;
    }
    Ok(named.into_iter().collect())
}
