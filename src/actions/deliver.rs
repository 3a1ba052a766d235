//! Deliveries are taken when they are due, and settled with what came of the attempt, for the delivery and for
//! whoever it was for.

use chrono::Duration;

use super::{
    Desk,
    receiver::Verdict,
    transfer_message::{settle_transfer, transfer_of},
};
use crate::{
    clock::Instant,
    delivery::{Attempt, Delivery, DeliveryState, Pause, Reception, next_attempt},
    store::StoreError,
};

/// How long whoever took a delivery may keep it before somebody else tries: longer than one attempt may take.
const KEPT_FOR: Duration = Duration::seconds(45);
/// So many are on their way to one destination at once.
const AT_ONE_DESTINATION: i64 = 4;
/// Takes up to `limit` deliveries that are due.
pub async fn take_due_deliveries(desk: &Desk, limit: i64) -> Result<Vec<Delivery>, StoreError> {
    let (now, limits) = (desk.now(), (AT_ONE_DESTINATION, limit));
    desk.store
        .write(move |tx| {
            let lease = (now, now + KEPT_FOR);
            Box::pin(async move { tx.claim_deliveries(lease, limits).await })
        })
        .await
}

/// Keeps an attempt and what it means for the delivery: it is settled, tried again later, or given up.
pub async fn settle_delivery(
    desk: &Desk,
    delivery: &Delivery,
    (attempt, reception): (Attempt, Reception),
) -> Result<(), StoreError> {
    let now = desk.now();
    let after = settled(desk, delivery, (&attempt, reception), now);
    let transfer = transfer_of(desk, delivery).await?;
    let verdict = Verdict::of(desk, delivery, (&attempt, reception), now).await?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.settle_delivery(&after, &attempt).await?;
                if let (Some(id), Some(agent)) = (after.help_desk, after.agent) {
                    let error = (!attempt.is_taken).then_some(attempt.said.as_str());
                    tx.note_help_desk((agent, id), error, now).await?;
                }
                if let Some(transfer) = transfer {
                    settle_transfer(tx, transfer, &after, now).await?;
                }
                if let Some(verdict) = verdict {
                    verdict.keep(tx, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The delivery after the attempt.
fn settled(
    desk: &Desk,
    delivery: &Delivery,
    (attempt, reception): (&Attempt, Reception),
    now: Instant,
) -> Delivery {
    let [chance] = desk.entropy.bytes::<1>();
    let mut after = delivery.clone();
    after.attempts += 1;
    let next = match reception {
        Reception::Taken | Reception::Never | Reception::Gone => None,
        Reception::NotNow { wait_seconds } => {
            let pause = Pause {
                made: after.attempts,
                asked_seconds: wait_seconds,
                chance,
            };
            next_attempt(pause, now)
        }
    };
    match (next, reception) {
        (Some(at), _) => after.due_at = at,
        (None, Reception::Taken) => after.state = DeliveryState::Sent,
        (None, _) => after.state = DeliveryState::Failed,
    }
    after.settled_at = next.is_none().then_some(now);
    after.last_error = (!attempt.is_taken).then(|| attempt.said.clone());
    after
}
