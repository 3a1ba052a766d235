//! A mailbox that an e-mail channel is read from is taken, and given back with what came of it. Whoever reads it
//! says after each letter how far they came, so that whoever goes on after a crash begins there.

use chrono::TimeDelta;

use super::Desk;
use crate::store::{Mailbox, SavedChannel, StoreError};

/// How long whoever reads a mailbox may be silent before somebody else does.
const KEPT_FOR: TimeDelta = TimeDelta::seconds(120);
/// How long after a look the next one is.
const LOOK: TimeDelta = TimeDelta::seconds(20);
/// How long it is left alone after failures, at most.
const PAUSE_MAX: TimeDelta = TimeDelta::minutes(30);

/// Takes a channel's mailbox, if it is due and nobody else reads it. `name` says whose it is and where.
pub async fn take_mailbox(
    desk: &Desk,
    channel: &SavedChannel,
    name: &str,
) -> Result<Option<Mailbox>, StoreError> {
    let (id, name, now) = (channel.id, name.to_owned(), desk.now());
    desk.store
        .write(move |tx| {
            let times = (now, now + KEPT_FOR);
            Box::pin(async move { tx.take_mailbox((id, &name), times).await })
        })
        .await
}

/// Notes how far a mailbox was read.
pub async fn note_mailbox_read(desk: &Desk, mailbox: &Mailbox) -> Result<(), StoreError> {
    let (mailbox, until) = (mailbox.clone(), desk.now() + KEPT_FOR);
    desk.store
        .write(move |tx| Box::pin(async move { tx.note_mailbox_read(&mailbox, until).await }))
        .await
}

/// Gives a mailbox back. After failures it is left alone for ever longer.
pub async fn settle_mailbox(
    desk: &Desk,
    mailbox: &Mailbox,
    error: Option<String>,
) -> Result<(), StoreError> {
    let (mut mailbox, now) = (mailbox.clone(), desk.now());
    mailbox.failures = match &error {
        Some(_) => mailbox.failures + 1,
        None => 0,
    };
    mailbox.due_at = now + pause(mailbox.failures);
    desk.store
        .write(move |tx| {
            Box::pin(async move { tx.settle_mailbox(&mailbox, error.as_deref(), now).await })
        })
        .await
}

fn pause(failures: i64) -> TimeDelta {
    let doubled = u32::try_from(failures.clamp(0, 10)).unwrap_or(0);
    let pause = LOOK * 2_i32.pow(doubled);
    pause.min(PAUSE_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_that_fails_is_left_alone_for_ever_longer() {
        let seconds = [0, 1, 2, 3, 7, 400].map(|failures| pause(failures).num_seconds());
        assert_eq!(seconds, [20, 40, 80, 160, 1800, 1800]);
    }
}
