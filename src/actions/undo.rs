//! What somebody just did to conversations is taken back, as long as nobody went on from there.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Desk, VerbError,
    join_customers::part,
    label::taken,
    snooze::WAKE_CONVERSATION,
    verb::{change, keep},
};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Conversation, Priority, State},
    event::EventKind,
    id::{ConversationId, CustomerId, LabelId},
    store::{StoreError, Tx},
};

/// How long something can be taken back.
pub const UNDO_WITHIN: chrono::Duration = chrono::Duration::minutes(10);

/// Something that was done to a conversation, with what it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub conversation: ConversationId,
    /// The conversation's revision afterwards.
    pub revision: i64,
    pub at: Instant,
    pub what: Undoable,
}

/// What can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undoable {
    Resolved {
        state: State,
        waiting_since: Option<Instant>,
        snoozed_until: Option<Instant>,
    },
    Snoozed {
        before: Option<Instant>,
    },
    Prioritised {
        before: Priority,
    },
    Labelled {
        label: LabelId,
    },
    /// A customer was joined to another.
    Joined {
        customer: CustomerId,
    },
}

impl Undoable {
    /// What resolving a conversation changes.
    #[must_use]
    pub const fn resolving(before: &Conversation) -> Self {
        Self::Resolved {
            state: before.state,
            waiting_since: before.waiting_since,
            snoozed_until: before.snoozed_until,
        }
    }
}

/// Takes one thing back. False when it is too late: the time is over, or somebody went on meanwhile.
pub async fn undo(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    done: &Done,
) -> Result<bool, VerbError> {
    let (actor, done, now) = (actor.clone(), done.clone(), desk.now());
    if now - done.at > UNDO_WITHIN {
        return Ok(false);
    }
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let mut changed = change(tx, scope, &done.conversation, Ok).await?;
                if let Undoable::Joined { customer } = &done.what {
                    let parted = part(tx, &actor, scope, (customer, false), now).await?;
                    return Ok(parted.is_some());
                }
                if let Undoable::Labelled { label } = done.what {
                    let event = taken(tx, &changed.after, label).await?;
                    if let Some(event) = &event {
                        tx.record(&actor, now, std::slice::from_ref(event)).await?;
                    }
                    return Ok(event.is_some());
                }
                if changed.before.revision != done.revision {
                    return Ok(false);
                }
                restore(tx, &mut changed.after, &done).await?;
                let mut event = changed.event(EventKind::ChangeUndone);
                event.data["undone"] = json!(name(&done.what));
                keep(tx, &actor, now, &changed, &[event]).await?;
                Ok(true)
            })
        })
        .await
}

async fn restore(
    tx: &mut Tx,
    conversation: &mut Conversation,
    done: &Done,
) -> Result<(), StoreError> {
    let id = conversation.id.clone();
    match done.what {
        Undoable::Resolved {
            state,
            waiting_since,
            snoozed_until,
        } => {
            // What ended with it ended at the same moment.
            let ended_at = conversation.state_since;
            conversation.state = state;
            conversation.waiting_since = waiting_since;
            conversation.snoozed_until = snoozed_until;
            tx.reopen_handoff_request(&id, ended_at).await?;
            tx.reopen_callback(&id, ended_at).await
        }
        Undoable::Snoozed { before } => {
            conversation.snoozed_until = before;
            match before {
                // The job of before may have come and gone.
                Some(until) => {
                    let payload = json!({"conversation": id, "until": until});
                    tx.add_job(WAKE_CONVERSATION, &payload, until).await
                }
                None => Ok(()),
            }
        }
        Undoable::Prioritised { before } => {
            conversation.priority = before;
            Ok(())
        }
        Undoable::Labelled { .. } | Undoable::Joined { .. } => Ok(()),
    }
}

const fn name(what: &Undoable) -> &'static str {
    match what {
        Undoable::Resolved { .. } => "resolved",
        Undoable::Snoozed { .. } => "snoozed",
        Undoable::Prioritised { .. } => "prioritised",
        Undoable::Labelled { .. } => "labelled",
        Undoable::Joined { .. } => "joined",
    }
}
