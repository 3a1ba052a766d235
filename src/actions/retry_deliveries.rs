//! What was given up, or already taken, is sent once more.

use chrono::Duration;

use super::{Desk, SaveError};
use crate::{access::Actor, delivery::Kind, id::DeliveryId};

/// Sends one delivery now; one that is settled once more, from the first attempt on.
pub async fn retry_delivery(desk: &Desk, actor: &Actor, id: DeliveryId) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let now = desk.now();
    let again = desk
        .store
        .write(move |tx| Box::pin(async move { tx.retry_delivery(id, now).await }));
    if again.await? {
        Ok(())
    } else {
        Err(SaveError::Missing)
    }
}

/// Sends everything once more that was given up, was written down within `hours`, and goes to that
/// destination or by that kind, where one is named. Says how many those are.
pub async fn retry_failed(
    desk: &Desk,
    actor: &Actor,
    (kind, destination): (Option<Kind>, Option<String>),
    hours: i64,
) -> Result<u64, SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let now = desk.now();
    let since = now - Duration::hours(hours);
    let again = desk.store.write(move |tx| {
        Box::pin(async move {
            let which = (kind, destination.as_deref());
            tx.retry_failed(which, since, now).await
        })
    });
    Ok(again.await?)
}
