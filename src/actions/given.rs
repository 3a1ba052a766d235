//! Somebody is given a conversation by the product, or has room for one more.

use serde_json::json;

use super::{VerbError, verb::Changed};
use crate::{
    access::Actor,
    clock::Instant,
    conversation::{Author, Conversation, State},
    event::{EventKind, NewEvent},
    id::{AssignmentId, OperatorId},
    policy::fill,
    routing::{Explained, Method},
    store::{Assignment, NewMessage, StoreError, Tx},
    wording::translated,
};

/// What somebody is given, and why.
pub(super) struct Gift {
    pub(super) to: OperatorId,
    pub(super) name: String,
    pub(super) explained: Explained,
    pub(super) method: Method,
    pub(super) profile: Option<String>,
    pub(super) turn: i64,
    /// What the customer is told, as the admin wrote it.
    pub(super) greeting: Option<String>,
}

/// Gives a conversation to somebody: it is theirs, the customer is told, and it is kept why. False when
/// somebody changed the conversation meanwhile; then nothing happens.
pub(super) async fn give(
    tx: &mut Tx,
    of: Conversation,
    gift: Gift,
    now: Instant,
) -> Result<bool, StoreError> {
    let Ok(after) = of.clone().assigned(Some(gift.to), now) else {
        return Ok(false);
    };
    match tx.update_conversation(&after).await {
        Err(StoreError::Conflict) => return Ok(false),
        done => done?,
    }
    let id = after.id.clone();
    tx.end_assignments(&id, now).await?;
    tx.take_callback(&id, Some(gift.to), now).await?;
    tx.take_handoff_request(&id, gift.to, now).await?;
    tx.note_given(gift.to, now).await?;
    let assignment = Assignment {
        id: AssignmentId(0),
        conversation: id.clone(),
        queue: after.queue,
        operator: gift.to,
        method: gift.method,
        profile: gift.profile,
        explained: gift.explained,
        given_at: now,
        ended_at: None,
    };
    tx.insert_assignment(&assignment, (&after, gift.turn))
        .await?;
    let greeting = gift.greeting.unwrap_or_default();
    let greeting = translated(&greeting, after.language.as_deref());
    let text = fill(greeting, &[("agent_name", gift.name)]);
    let changed = Changed { before: of, after };
    let mut given = changed.event(EventKind::ConversationAssigned);
    given.data["why"] = json!(assignment.explained.why);
    given.data["others"] = json!(assignment.explained.others);
    let mut events = vec![given];
    if !text.trim().is_empty() {
        let message = NewMessage::new(Author::System, text, now);
        let ids = tx.insert_messages(&id, &[message]).await?;
        let data = json!({"message": ids.first(), "author": Author::System});
        events.push(
            NewEvent::new(EventKind::MessageAdded, data)
                .of_agent(changed.after.agent)
                .of_conversation(&id),
        );
    }
    tx.record(&Actor::System, now, &events).await?;
    Ok(true)
}

/// Holds somebody who takes a conversation or is given one by a colleague, and notes that they have one more.
/// Where the queue's limit is strict, whoever has as many as they may is refused.
pub(super) async fn room_for(
    tx: &mut Tx,
    id: OperatorId,
    changed: &Changed,
    now: Instant,
) -> Result<(), VerbError> {
    let Some(held) = tx.hold_operator(id).await? else {
        return Ok(());
    };
    let before = &changed.before;
    let has_it = before.assignee == Some(id) && before.state == State::WithOperator;
    if has_it {
        return Ok(());
    }
    if let Some(queue) = before.queue
        && let Some(shared) = tx.shared_queue(queue).await?
        && shared.sharing.is_strict
    {
        let most = shared.sharing.most(held.abilities.capacity);
        if held.load + held.abilities.weight(before.channel) > most {
            let name = tx.operator(id).await?.map(|operator| operator.name);
            let name = name.unwrap_or_else(|| "Somebody".to_owned());
            let load = held.load;
            return Err(VerbError::Full { name, load, most });
        }
    }
    tx.end_assignments(&before.id, now).await?;
    tx.note_given(id, now).await?;
    Ok(())
}
