//! Outgoing work: taken when it is due, done, and settled. At least once, whatever crashes.
//!
//! A new kind of work is one file, and one line in `perform`.

mod alert_late;
mod reassure_waiting;
mod send_replies;
mod tell_by_email;
mod tell_team;
mod wake_conversation;

use std::time::Duration;

use futures::{StreamExt, stream};
use handoff::{
    actions::{
        self, ALERT_LATE, Desk, HEAR_TEAM, REASSURE_WAITING, SEND_DIGEST, TELL_BY_EMAIL,
        WAKE_CONVERSATION,
    },
    store::{DueJob, SEND_REPLIES, StoreError, TELL_TEAM},
};
use tokio_util::sync::CancellationToken;

/// The longest time between two looks, so that what crashed elsewhere is found again.
const LOOK: Duration = Duration::from_secs(30);

/// How many pieces are done at once: one slow receiver holds up no other, and all of them not the machine.
const AT_ONCE: usize = 16;

/// Why a piece of work was not done.
#[derive(Debug, thiserror::Error)]
enum JobError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("what is to be done cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Whoever should have it did not take it; says why.
    #[error("{0}")]
    Undelivered(String),
    #[error("nothing here does “{0}”")]
    Unknown(String),
}

/// How often somebody looks after whoever waits.
const LOOK_AFTER: Duration = Duration::from_secs(20);

/// Looks after whoever waits until the server stops.
pub async fn look_after_line(desk: Desk, stopping: CancellationToken) {
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(LOOK_AFTER) => {}
        }
        if let Err(error) = actions::look_after_line(&desk).await {
            tracing::warn!(%error, "nobody could look after the line; it is tried again soon");
        }
    }
}

/// Does due work until the server stops.
pub async fn run(desk: Desk, stopping: CancellationToken) {
    let mut watch = desk.store.watch();
    loop {
        if let Err(error) = work_off(&desk).await {
            tracing::warn!(%error, "due work could not be taken");
        }
        let pause = pause(&desk).await;
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
            // A commit may have brought new work; its due time is looked up again.
            _ = watch.changed() => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}

/// How long until the next piece is due.
async fn pause(desk: &Desk) -> Duration {
    match desk.store.next_job_at().await {
        Ok(Some(at)) => (at - desk.now())
            .to_std()
            .unwrap_or(Duration::from_millis(50))
            .min(LOOK),
        _ => LOOK,
    }
}

/// Does what is due now.
pub async fn work_off(desk: &Desk) -> Result<(), StoreError> {
    let now = desk.now();
    if desk.store.next_job_at().await?.is_none_or(|at| at > now) {
        return Ok(());
    }
    let due = actions::take_due_jobs(desk).await?;
    let settled = |job: DueJob| async move { settle(desk, &job).await };
    let mut done = stream::iter(due).map(settled).buffer_unordered(AT_ONCE);
    while let Some(settled) = done.next().await {
        settled?;
    }
    Ok(())
}

async fn settle(desk: &Desk, job: &DueJob) -> Result<(), StoreError> {
    match perform(desk, job).await {
        Ok(()) => actions::finish_job(desk, job.id).await,
        Err(error) => {
            tracing::warn!(%error, kind = job.kind, attempts = job.attempts, "a piece of work failed and is tried again");
            actions::retry_job(desk, job, error.to_string()).await
        }
    }
}

async fn perform(desk: &Desk, job: &DueJob) -> Result<(), JobError> {
    match job.kind.as_str() {
        ALERT_LATE => alert_late::perform(desk, &job.payload).await,
        REASSURE_WAITING => reassure_waiting::perform(desk, &job.payload).await,
        SEND_DIGEST => tell_by_email::digest(desk, &job.payload).await,
        SEND_REPLIES => send_replies::perform(desk, &job.payload).await,
        TELL_BY_EMAIL => tell_by_email::perform(desk, &job.payload).await,
        TELL_TEAM => tell_team::tell(desk, &job.payload).await,
        HEAR_TEAM => tell_team::hear(desk, &job.payload).await,
        WAKE_CONVERSATION => wake_conversation::perform(desk, &job.payload).await,
        unknown => Err(JobError::Unknown(unknown.to_owned())),
    }
}
