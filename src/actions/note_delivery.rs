//! What became of our messages outside, as vendors report it: come further, or come back.

use serde_json::json;

use super::Desk;
use crate::{
    access::Actor,
    channel::{Bounce, DeliveryState},
    event::{EventKind, NewEvent},
    id::SendingId,
    store::{SavedChannel, StoreError},
};

/// Marks what did not arrive, if it was sent in the thread that the report came to.
pub(super) async fn note_bounce(
    desk: &Desk,
    channel: &SavedChannel,
    bounce: Bounce,
) -> Result<(), StoreError> {
    let known = desk
        .store
        .channel_thread(channel.id, &bounce.thread)
        .await?;
    let Some(thread) = known else {
        return Ok(());
    };
    let sendings = desk.store.sendings(&thread.conversation).await?;
    let mut ours = sendings
        .into_values()
        .filter(|one| one.channel == channel.id);
    let of = match bounce.of {
        Some(id) => ours.find(|one| one.id == id),
        None => ours.max_by_key(|one| one.id.0),
    };
    let Some(of) = of else {
        return Ok(());
    };
    let failed = (of.id, DeliveryState::Failed, Some(bounce.reason));
    note_delivery(desk, channel, failed).await
}

pub(super) async fn note_delivery(
    desk: &Desk,
    channel: &SavedChannel,
    (of, state, reason): (SendingId, DeliveryState, Option<String>),
) -> Result<(), StoreError> {
    let (channel, now) = (channel.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let Some(mut sending) = tx.sending(channel.id, of).await? else {
                    return Ok(());
                };
                let before = sending.state;
                if !before.goes_on_to(state) {
                    return Ok(());
                }
                sending.state = state;
                sending.reason = reason;
                sending.changed_at = now;
                if tx.update_sending(&sending, before, now).await? {
                    let event = delivery_event(&channel, &sending);
                    tx.record(&Actor::System, now, &[event]).await?;
                }
                Ok(())
            })
        })
        .await
}

/// What tells pages that a message has come further, or has not.
pub(super) fn delivery_event(channel: &SavedChannel, sending: &crate::store::Sending) -> NewEvent {
    let data = json!({
        "message": sending.message, "state": sending.state.as_str(), "reason": sending.reason,
    });
    NewEvent::new(EventKind::DeliveryChanged, data)
        .of_agent(channel.agent)
        .of_conversation(&sending.conversation)
}
