//! The conversation goes back to the AI.

use serde_json::json;

use super::{
    Desk, VerbError,
    hand_out::hand_out_next,
    verb::{change, keep},
};
use crate::{
    access::{Actor, Scope},
    conversation::{Author, Conversation, Refused, State},
    event::{EventKind, NewEvent},
    id::{ConversationId, MessageId},
    store::NewMessage,
    wording::translated,
};

/// Gives the conversation back to the AI, which starts afresh: nothing said before can trigger again.
pub async fn hand_back(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
) -> Result<Conversation, VerbError> {
    give_back(desk, actor, (scope, id), |_| Ok(())).await
}

/// The customer does not want a person any more, so the AI has it again. Once a person has taken over, it is
/// theirs to hand back.
pub async fn cancel_handoff(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
) -> Result<Conversation, VerbError> {
    let is_nobodys = |conversation: &Conversation| match (conversation.state, conversation.assignee)
    {
        (State::WithOperator, Some(by)) => Err(Refused::Taken { by }),
        _ => Ok(()),
    };
    give_back(desk, actor, (scope, id), is_nobodys).await
}

async fn give_back(
    desk: &Desk,
    actor: &Actor,
    (scope, id): (Scope, &ConversationId),
    check: fn(&Conversation) -> Result<(), Refused>,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let conversation = desk
        .store
        .conversation(scope, &id)
        .await?
        .ok_or(VerbError::Missing)?;
    let saved = desk.store.action(conversation.agent).await?;
    let text = saved
        .map(|saved| {
            translated(
                &saved.action.messages.handed_back,
                conversation.language.as_deref(),
            )
            .to_owned()
        })
        .unwrap_or_default();
    let handed_back = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let last = tx.newest_message(&id).await?;
                let mut changed = change(tx, scope, &id, |conversation| {
                    check(&conversation)?;
                    conversation.handed_back(last, now)
                })
                .await?;
                let ids = tx
                    .insert_messages(&id, &[NewMessage::new(Author::System, &text, now)])
                    .await?;
                // What the product itself just said belongs to the stretch that ended.
                changed.after.stretch_from = ids.first().copied().unwrap_or(MessageId(last.0));
                changed.after.note_words(Author::System, &text, now);
                tx.end_assignments(&id, now).await?;
                tx.end_handoff_request(&id, now).await?;
                let said = NewEvent::new(
                    EventKind::MessageAdded,
                    json!({"message": ids.first(), "author": Author::System}),
                );
                let events = [
                    changed.event(EventKind::ConversationHandedBack),
                    said.of_agent(changed.after.agent).of_conversation(&id),
                ];
                keep(tx, &actor, now, &changed, &events).await?;
                Ok::<_, VerbError>(changed.after)
            })
        })
        .await?;
    // There is room for what waits.
    hand_out_next(desk, None).await;
    Ok(handed_back)
}
