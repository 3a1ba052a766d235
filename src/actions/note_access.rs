//! A supervisor or an admin looks at a conversation that is not theirs, and that is noted.

use super::Desk;
use crate::{access::Actor, conversation::Conversation, operator::Role, store::StoreError};

/// Notes that somebody looked at a conversation: once for each person, conversation and hour, however often
/// their page asks for it. Those who may only see what is theirs, and who has it, leave no note. It changes
/// nothing in the conversation, so no event tells of it.
pub async fn note_access(desk: &Desk, actor: &Actor, of: &Conversation) -> Result<(), StoreError> {
    let Actor::Operator { id: by, role, .. } = *actor else {
        return Ok(());
    };
    let now = desk.now();
    if role < Role::Supervisor || of.assignee == Some(by) {
        return Ok(());
    }
    if desk.store.is_access_noted(by, &of.id, now).await? {
        return Ok(());
    }
    let id = of.id.clone();
    desk.store
        .write(move |tx| Box::pin(async move { tx.note_access(by, &id, now).await }))
        .await
}
