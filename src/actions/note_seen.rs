//! Somebody has a page open, or has had none for a while: nobody is given to a screen that nobody looks at.
//!
//! What somebody said of themselves goes first. Whoever said that they are away, busy or offline stays so, pages or
//! not, and whoever never had a page open, such as somebody who works through a program, is never sent away.

use chrono::Duration;
use serde_json::json;

use super::{Desk, hand_out::hand_out_next};
use crate::{
    access::Actor,
    clock::Instant,
    event::{EventKind, NewEvent},
    id::OperatorId,
    operator::Presence,
    store::{StoreError, Tx},
};

/// Without a page for so long, somebody is away.
const GONE_AFTER: Duration = Duration::minutes(10);

/// It is noted no more often.
const AGAIN: Duration = Duration::minutes(1);

/// Notes that somebody has a page open. Whoever is away only for having had none comes back: then it is true.
pub async fn note_seen(desk: &Desk, of: OperatorId) -> Result<bool, StoreError> {
    let now = desk.now();
    let seen = desk.store.seen_at(of).await?;
    if seen.is_some_and(|seen| now - seen < AGAIN) {
        return Ok(false);
    }
    let is_back = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                tx.note_seen(of, now).await?;
                if !tx.is_away_by_itself(of).await? {
                    return Ok::<_, StoreError>(false);
                }
                turn(
                    tx,
                    (of, now),
                    Presence::Online,
                    "a page of theirs is open again",
                )
                .await?;
                Ok(true)
            })
        })
        .await?;
    if is_back {
        hand_out_next(desk, None).await;
    }
    Ok(is_back)
}

/// Says of everybody who takes conversations and has had no page open for a while that they are away.
pub(super) async fn send_away_unseen(desk: &Desk, now: Instant) -> Result<(), StoreError> {
    let since = now - GONE_AFTER;
    for of in desk.store.online_but_unseen(since).await? {
        desk.store
            .write(move |tx| {
                Box::pin(async move {
                    tx.hold_operator(of).await?;
                    if tx.is_online_but_unseen(of, since).await? {
                        turn(tx, (of, now), Presence::Away, "no page of theirs is open").await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
    }
    Ok(())
}

/// Changes how somebody is without their saying so, and says why.
async fn turn(
    tx: &mut Tx,
    (of, now): (OperatorId, Instant),
    presence: Presence,
    why: &str,
) -> Result<(), StoreError> {
    tx.hold_operator(of).await?;
    let Some(mut operator) = tx.operator(of).await? else {
        return Ok(());
    };
    operator.presence = presence;
    tx.update_operator(&operator).await?;
    tx.note_presence(of, false, now).await?;
    let data = json!({"operator": of, "name": operator.name, "presence": presence, "because": why});
    let event = NewEvent::new(EventKind::OperatorChanged, data);
    tx.record(&Actor::System, now, &[event]).await?;
    Ok(())
}
