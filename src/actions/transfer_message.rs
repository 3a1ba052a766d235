//! What the system that takes over is told, and what became of it. The conversation waits in its queue whatever
//! comes of it.

use serde_json::json;

use super::Desk;
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    delivery::{Delivery, DeliveryState, Kind},
    event::{EventKind, NewEvent},
    handoff::{Transfer, TransferState},
    store::{StoreError, Tx},
};

/// The body that a transfer sends, put together once, before the first attempt. None when it is gone.
pub async fn transfer_message(
    desk: &Desk,
    delivery: &Delivery,
) -> Result<Option<String>, StoreError> {
    if !delivery.body.is_empty() {
        return Ok(Some(delivery.body.clone()));
    }
    let Some(transfer) = transfer_of(desk, delivery).await? else {
        return Ok(None);
    };
    let conversation = desk
        .store
        .conversation(Scope::Everything, &transfer.conversation)
        .await?;
    let assignee = conversation.and_then(|conversation| conversation.assignee);
    let operator = match assignee {
        Some(id) => desk.store.operator(id).await?,
        None => None,
    };
    let name = operator.map(|operator| operator.name);
    let body = transfer.body(name.as_deref()).to_string();
    let (id, kept) = (delivery.id, body.clone());
    desk.store
        .write(move |tx| Box::pin(async move { tx.keep_delivery_body(id, &kept).await }))
        .await?;
    Ok(Some(body))
}

/// The transfer that a delivery brings, if it brings one.
pub(super) async fn transfer_of(
    desk: &Desk,
    delivery: &Delivery,
) -> Result<Option<Transfer>, StoreError> {
    match (delivery.kind, &delivery.conversation) {
        (Kind::Transfer, Some(of)) => desk.store.transfer(of, delivery.made_at).await,
        _ => Ok(None),
    }
}

/// Notes that the other system has it, that it was given up, or what went wrong before it is tried again.
pub(super) async fn settle_transfer(
    tx: &mut Tx,
    transfer: Transfer,
    delivery: &Delivery,
    now: Instant,
) -> Result<(), StoreError> {
    let state = match delivery.state {
        DeliveryState::Due => TransferState::Sending,
        DeliveryState::Sent => TransferState::Sent,
        DeliveryState::Failed => TransferState::Failed,
    };
    let settled = Transfer {
        state,
        error: delivery.last_error.clone(),
        ..transfer
    };
    if !tx.update_transfer(&settled, now).await? {
        return Ok(());
    }
    if let Some(event) = event(&settled) {
        tx.record(&Actor::System, now, &[event]).await?;
    }
    Ok(())
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
