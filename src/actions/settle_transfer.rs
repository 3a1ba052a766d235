//! What became of telling the system that takes over. The conversation waits in its queue whatever comes of it.

use serde_json::json;

use super::Desk;
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    event::{EventKind, NewEvent},
    handoff::{Transfer, TransferState},
    id::ConversationId,
    store::StoreError,
};

/// The name of this kind of later work.
pub const SEND_TRANSFER: &str = "send_transfer";

/// A transfer that is still to be sent, and the name of whoever has the conversation by now. None when there
/// is nothing to send any more.
pub async fn transfer_to_send(
    desk: &Desk,
    of: &ConversationId,
    made_at: Instant,
) -> Result<Option<(Transfer, Option<String>)>, StoreError> {
    let transfer = desk.store.transfer(of, made_at).await?;
    let Some(transfer) = transfer.filter(|known| known.state == TransferState::Sending) else {
        return Ok(None);
    };
    let conversation = desk.store.conversation(Scope::Everything, of).await?;
    let assignee = conversation.and_then(|conversation| conversation.assignee);
    let operator = match assignee {
        Some(id) => desk.store.operator(id).await?,
        None => None,
    };
    Ok(Some((transfer, operator.map(|operator| operator.name))))
}

/// Notes that the other system has it, that it was given up, or what went wrong before it is tried again.
pub async fn settle_transfer(
    desk: &Desk,
    transfer: &Transfer,
    (state, error): (TransferState, Option<String>),
) -> Result<(), StoreError> {
    let (now, settled) = (
        desk.now(),
        Transfer {
            state,
            error,
            ..transfer.clone()
        },
    );
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.update_transfer(&settled, now).await? {
                    return Ok(());
                }
                if let Some(event) = event(&settled) {
                    tx.record(&Actor::System, now, &[event]).await?;
                }
                Ok(())
            })
        })
        .await
}

fn event(settled: &Transfer) -> Option<NewEvent> {
    let function = &settled.function.name;
    let (kind, data) = match settled.state {
        TransferState::Sent => (EventKind::TransferSent, json!({"function": function})),
        TransferState::Failed => {
            let data = json!({"function": function, "error": settled.error});
            (EventKind::TransferFailed, data)
        }
        TransferState::Answered | TransferState::Sending => return None,
    };
    let event = NewEvent::new(kind, data).of_agent(settled.agent);
    Some(event.of_conversation(&settled.conversation))
}
