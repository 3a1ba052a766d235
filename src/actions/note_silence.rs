//! A customer asks not to be written to, or to be written to again.

use serde_json::json;

use super::Desk;
use crate::{
    access::Actor,
    conversation::Author,
    event::{EventKind, NewEvent},
    store::{NewMessage, SavedChannel, StoreError},
};

pub(super) async fn note_silence(
    desk: &Desk,
    channel: &SavedChannel,
    (address, is_wanted): (&str, bool),
) -> Result<(), StoreError> {
    let known = desk.store.channel_thread(channel.id, address).await?;
    let (channel, address, now) = (channel.clone(), address.to_owned(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let is_new = tx.note_silence((channel.id, &address), is_wanted, now).await?;
                let Some(thread) = known.filter(|_| is_new) else {
                    return Ok(());
                };
                let text = if is_wanted {
                    "They asked to be written to again. Messages go out as before."
                } else {
                    "They asked not to be written to any more. Nothing is sent to them until they ask for it again."
                };
                let note = NewMessage {
                    is_note: true,
                    ..NewMessage::new(Author::System, text, now)
                };
                let of = thread.conversation;
                tx.insert_messages(&of, &[note]).await?;
                let data = json!({"address": address, "is_wanted": is_wanted});
                let event = NewEvent::new(EventKind::SilenceChanged, data).of_agent(channel.agent);
                tx.record(&Actor::Customer, now, &[event.of_conversation(&of)])
                    .await?;
                Ok(())
            })
        })
        .await
}
