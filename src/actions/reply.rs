//! A person answers the customer.

use serde_json::json;

use super::{
    Desk, VerbError,
    claim::{Arrival, introduce, note_taking},
    given::room_for,
    keep_files::loose_files_of,
    verb::{change, checked_text, keep, working_operator},
};
use crate::{
    access::{Actor, Scope},
    conversation::{Author, Conversation, State, in_short},
    event::{EventKind, NewEvent},
    id::{ConversationId, FileId, MessageId, OperatorId},
    store::NewMessage,
};

/// Sends a reply in the name of `by`. Replying takes over from the AI or from the line, and keeps the AI
/// silent; in somebody else's conversation it is refused.
pub async fn reply(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    (by, text): (OperatorId, &str),
) -> Result<(Conversation, MessageId), VerbError> {
    reply_with_files(desk, actor, scope, id, (by, text, &[])).await
}

/// The same with files that were brought for this conversation before; then no words are needed.
pub async fn reply_with_files(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    (by, text, files): (OperatorId, &str, &[FileId]),
) -> Result<(Conversation, MessageId), VerbError> {
    let text = if files.is_empty() || !text.trim().is_empty() {
        checked_text(text)?
    } else {
        String::new()
    };
    let files = files.to_vec();
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let arrival = Arrival::prepare(desk, scope, &id).await?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let operator = working_operator(tx, by).await?;
                let mut changed =
                    change(tx, scope, &id, |conversation| conversation.claimed(by, now)).await?;
                room_for(tx, by, &changed, now).await?;
                // From here on it is answered, and stays with whoever has it.
                tx.end_assignments(&id, now).await?;
                let mut events = Vec::new();
                if changed.before.state != State::WithOperator {
                    events.push(changed.event(EventKind::ConversationClaimed));
                    events.push(introduce(tx, &mut changed, &operator.name, &arrival, now).await?);
                    note_taking(tx, &changed, &operator, (&arrival, now)).await?;
                }
                let attachments = loose_files_of(tx, &id, &files).await?;
                let short = in_short(&text, &attachments);
                let message = NewMessage {
                    operator: Some(by),
                    attachments,
                    ..NewMessage::new(Author::Operator, &text, now)
                };
                let ids = tx.insert_messages(&id, &[message]).await?;
                tx.delete_draft(by, &id).await?;
                let message = ids.first().copied().unwrap_or(MessageId(0));
                changed.after.note_words(Author::Operator, &short, now);
                let data = json!({"message": message, "author": Author::Operator, "operator": by});
                events.push(
                    NewEvent::new(EventKind::MessageAdded, data)
                        .of_agent(changed.after.agent)
                        .of_conversation(&id),
                );
                keep(tx, &actor, now, &changed, &events).await?;
                Ok((changed.after, message))
            })
        })
        .await
}
