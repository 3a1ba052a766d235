//! Outgoing work is taken when it is due, and settled when it is done.

use chrono::Duration;

use super::Desk;
use crate::{
    id::JobId,
    store::{DueJob, StoreError},
};

/// How long whoever took a piece of work may keep it before somebody else tries.
const KEPT_FOR: Duration = Duration::seconds(60);
/// How many pieces are taken at once.
const AT_ONCE: i64 = 20;
/// The longest pause before work that failed is tried again.
const PAUSE_MAX: Duration = Duration::hours(2);

/// Takes the work that is due.
pub async fn take_due_jobs(desk: &Desk) -> Result<Vec<DueJob>, StoreError> {
    let now = desk.now();
    desk.store
        .write(move |tx| Box::pin(async move { tx.claim_jobs(now, now + KEPT_FOR, AT_ONCE).await }))
        .await
}

/// Marks work as done.
pub async fn finish_job(desk: &Desk, id: JobId) -> Result<(), StoreError> {
    let now = desk.now();
    desk.store
        .write(move |tx| Box::pin(async move { tx.finish_job(id, now).await }))
        .await
}

/// Puts work that failed back, to be tried after a pause that doubles each time. Up to a quarter of it is
/// left to chance, so that what failed together does not come back together.
pub async fn retry_job(desk: &Desk, job: &DueJob, error: String) -> Result<(), StoreError> {
    let doublings = u32::try_from(job.attempts.clamp(0, 12)).unwrap_or(12);
    let pause = Duration::seconds(5 * 2_i64.pow(doublings)).min(PAUSE_MAX);
    let [chance] = desk.entropy.bytes::<1>();
    let pause = pause + pause / 4 * i32::from(chance) / 255;
    let (id, at) = (job.id, desk.now() + pause);
    desk.store
        .write(move |tx| Box::pin(async move { tx.retry_job(id, at, &error).await }))
        .await
}
