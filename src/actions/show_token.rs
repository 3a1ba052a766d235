//! A word that signed a request is good for that one: whoever overheard it cannot bring something else with it.

use chrono::TimeDelta;

use super::Desk;
use crate::{
    channel::Once,
    store::{SavedChannel, StoreError},
};

/// For so long a word is remembered: longer than any signature is worth.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);

/// Whether what a word brings is taken in: it was never shown, or with just that, as a vendor does that asks again.
pub async fn show_token(
    desk: &Desk,
    channel: &SavedChannel,
    once: Once,
) -> Result<bool, StoreError> {
    let (id, now) = (channel.id, desk.now());
    let times = (now, now - REMEMBERED);
    desk.store
        .write(move |tx| Box::pin(async move { tx.show_token(id, &once, times).await }))
        .await
}
