//! Hours were changed, or a queue switched on or off: what was said before is put right, in the same
//! transaction.
//!
//! Who waits in a queue that is now closed is told so once and keeps their place; who was told and waits
//! in one that is open again is told that too. Promises to get in touch become due when somebody is there.

use serde_json::json;

use crate::{
    access::Actor,
    clock::Instant,
    conversation::{Author, Callback, Conversation},
    event::{EventKind, NewEvent},
    handoff::opening_in,
    id::QueueId,
    policy::{OutsideAction, fill},
    schedule::{Schedule, Status},
    store::{NewMessage, StoreError, Tx},
    wording::{Phrase, wording},
};

/// A queue's hours as they are from now on.
struct NewHours {
    schedule: Schedule,
    /// Open or closed now. A queue that is switched off is closed, and nobody knows until when.
    status: Status,
    outside: OutsideAction,
    now: Instant,
}

/// Puts right what was said to the customers of these queues, whose hours may have changed in this
/// transaction. `outside` is what happens outside hours from now on.
pub(super) async fn reconsider(
    tx: &mut Tx,
    actor: &Actor,
    queues: &[QueueId],
    (outside, now): (OutsideAction, Instant),
) -> Result<(), StoreError> {
    for queue in queues {
        let Some((is_enabled, schedule)) = tx.hours_of(*queue).await? else {
            continue;
        };
        let status = if is_enabled {
            schedule.status(now)
        } else {
            SWITCHED_OFF
        };
        let hours = NewHours {
            schedule,
            status,
            outside,
            now,
        };
        for conversation in tx.waiting_in_line(*queue).await? {
            // Open and never told otherwise, or closed and told already: nothing is different for them.
            if conversation.stretch.told_closed == status.is_open {
                tell(tx, actor, &hours, conversation).await?;
            }
        }
        for callback in tx.callbacks_in(*queue).await? {
            move_callback(tx, actor, &hours, callback).await?;
        }
    }
    Ok(())
}

const SWITCHED_OFF: Status = Status {
    is_open: false,
    opens_at: None,
    closes_at: None,
};

async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    hours: &NewHours,
    mut conversation: Conversation,
) -> Result<(), StoreError> {
    let status = hours.status;
    conversation.stretch.told_closed = !status.is_open;
    let text = if status.is_open {
        let wording = wording(conversation.language.as_deref());
        wording.say(Phrase::OpenAgain).to_owned()
    } else {
        closed_words(hours, &conversation)
    };
    let id = conversation.id.clone();
    let message = NewMessage::new(Author::System, text, hours.now);
    let ids = tx.insert_messages(&id, &[message]).await?;
    tx.update_conversation(&conversation).await?;
    let data =
        json!({"open": status.is_open, "opens_at": status.opens_at, "queue": conversation.queue});
    let said = json!({"message": ids.first(), "author": Author::System});
    let events = [
        NewEvent::new(EventKind::AvailabilityChanged, data),
        NewEvent::new(EventKind::MessageAdded, said),
    ]
    .map(|event| event.of_agent(conversation.agent).of_conversation(&id));
    tx.record(actor, hours.now, &events).await?;
    Ok(())
}

/// Closed, until when, and what they can do meanwhile.
fn closed_words(hours: &NewHours, conversation: &Conversation) -> String {
    let wording = wording(conversation.language.as_deref());
    let zones = (conversation.customer.zone, hours.schedule.zone);
    let opens = hours.status.opens_at;
    let opens = opens.map(|at| ("opens_at", opening_in(wording, at, hours.now, zones)));
    let closed = fill(wording.say(Phrase::ClosedInLine), opens.as_slice());
    // In some languages nothing is left to say without an opening.
    let closed = if closed.is_empty() {
        wording.say(Phrase::InLine).to_owned()
    } else {
        closed
    };
    match hours.outside {
        OutsideAction::CollectCallback => {
            format!("{closed} {}", wording.say(Phrase::LeaveContact))
        }
        OutsideAction::Message | OutsideAction::StayWithAi => closed,
    }
}

/// A promise that is not late yet is kept when somebody is there.
async fn move_callback(
    tx: &mut Tx,
    actor: &Actor,
    hours: &NewHours,
    mut callback: Callback,
) -> Result<(), StoreError> {
    let before = callback.due_at;
    let from = callback
        .wished_at
        .map_or(hours.now, |wished| wished.max(hours.now));
    let after = hours.schedule.next_opening(from).unwrap_or(before);
    if callback.is_late(hours.now) || before == after {
        return Ok(());
    }
    callback.due_at = after;
    let id = tx.keep_callback(&callback).await?;
    let data = json!({"callback": id, "before": before, "after": after});
    let event = NewEvent::new(EventKind::CallbackMoved, data)
        .of_agent(callback.agent)
        .of_conversation(&callback.conversation);
    tx.record(actor, hours.now, &[event]).await?;
    Ok(())
}
