//! A person answers the customer.

use serde_json::json;

use super::{
    Desk, VerbError,
    claim::{Arrival, introduce, note_taking},
    given::room_for,
    verb::{change, checked_text, keep, working_operator},
};
use crate::{
    access::{Actor, Scope},
    conversation::{Author, Conversation, State},
    event::{EventKind, NewEvent},
    id::{ConversationId, MessageId, OperatorId},
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
    let text = checked_text(text)?;
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
                let message = NewMessage {
                    operator: Some(by),
                    ..NewMessage::new(Author::Operator, &text, now)
                };
                let ids = tx.insert_messages(&id, &[message]).await?;
                tx.delete_draft(by, &id).await?;
                let message = ids.first().copied().unwrap_or(MessageId(0));
                changed.after.note_words(Author::Operator, &text, now);
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
