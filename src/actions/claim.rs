//! Somebody takes a conversation.

use super::{
    Desk, VerbError,
    verb::{Changed, change, keep, working_operator},
};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Author, Conversation},
    event::{EventKind, NewEvent},
    id::{ConversationId, OperatorId},
    policy::fill,
    store::{NewMessage, Tx},
};

/// Gives the conversation to `by`. Of any number who try at once exactly one wins; the others are told who.
pub async fn claim(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    by: OperatorId,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let greeting = greeting(desk, scope, &id).await?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let operator = working_operator(tx, by).await?;
                let mut changed =
                    change(tx, scope, &id, |conversation| conversation.claimed(by, now)).await?;
                if changed.before.assignee == Some(by)
                    && changed.before.state == changed.after.state
                {
                    return Ok(changed.after);
                }
                let mut events = vec![changed.event(EventKind::ConversationClaimed)];
                events.push(introduce(tx, &mut changed, &operator.name, &greeting, now).await?);
                tx.take_handoff_request(&id, by, now).await?;
                keep(tx, &actor, now, &changed, &events).await?;
                Ok(changed.after)
            })
        })
        .await
}

/// What the customer is told when a person comes, as the admin wrote it.
pub(super) async fn greeting(
    desk: &Desk,
    scope: Scope,
    id: &ConversationId,
) -> Result<String, VerbError> {
    let conversation = desk
        .store
        .conversation(scope, id)
        .await?
        .ok_or(VerbError::Missing)?;
    let saved = desk.store.action(conversation.agent).await?;
    Ok(saved
        .map(|saved| saved.action.messages.agent_connected)
        .unwrap_or_default())
}

/// Tells the customer who is there now.
pub(super) async fn introduce(
    tx: &mut Tx,
    changed: &mut Changed,
    name: &str,
    greeting: &str,
    now: Instant,
) -> Result<NewEvent, VerbError> {
    let text = fill(greeting, &[("agent_name", name.to_owned())]);
    let message = NewMessage::new(Author::System, text, now);
    let ids = tx.insert_messages(&changed.after.id, &[message]).await?;
    Ok(NewEvent::new(
        EventKind::MessageAdded,
        serde_json::json!({"message": ids.first(), "author": Author::System}),
    )
    .of_agent(changed.after.agent)
    .of_conversation(&changed.after.id))
}
