//! Somebody puts a conversation aside until a time.

use serde_json::json;

use super::{
    Desk, VerbError,
    verb::{change, keep},
};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Conversation, State},
    event::EventKind,
    id::ConversationId,
    problem::Problem,
    store::StoreError,
};

/// The name of this kind of later work.
pub const WAKE_CONVERSATION: &str = "wake_conversation";

/// The longest time something may be put aside.
const LONGEST: chrono::Duration = chrono::Duration::days(366);

/// Puts a conversation that a person has aside until `until`, or, without one, brings it back now. It also
/// comes back when the customer writes.
pub async fn snooze(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    until: Option<Instant>,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    if let Some(until) = until {
        check(until, now)?;
    }
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let mut changed = change(tx, scope, &id, Ok).await?;
                if changed.before.state == State::Resolved {
                    return Err(VerbError::Resolved);
                }
                if until.is_some() && changed.before.state != State::WithOperator {
                    return Err(invalid(
                        "Nobody has this yet. Take it over first: whoever waits in line must not be put aside.",
                    ));
                }
                if changed.before.snoozed_until == until {
                    return Ok(changed.after);
                }
                changed.after.snoozed_until = until;
                let mut event = changed.event(match until {
                    Some(_) => EventKind::ConversationSnoozed,
                    None => EventKind::ConversationWoken,
                });
                event.data["until"] = json!(until);
                if let Some(until) = until {
                    let payload = json!({"conversation": id, "until": until});
                    tx.add_job(WAKE_CONVERSATION, &payload, until).await?;
                }
                keep(tx, &actor, now, &changed, &[event]).await?;
                Ok(changed.after)
            })
        })
        .await
}

/// Brings a conversation back whose time has come, unless it was put aside anew or is back already.
pub async fn wake(desk: &Desk, id: &ConversationId, until: Instant) -> Result<(), StoreError> {
    let found = desk.store.conversation(Scope::Everything, id).await?;
    if found.is_none_or(|found| found.snoozed_until != Some(until)) {
        return Ok(());
    }
    match snooze(desk, &Actor::System, Scope::Everything, id, None).await {
        Err(VerbError::Store(error)) => Err(error),
        // Whatever else is in the way is a reason not to wake it any more.
        _ => Ok(()),
    }
}

fn check(until: Instant, now: Instant) -> Result<(), VerbError> {
    if until <= now {
        return Err(invalid(
            "This time has passed. Choose one that is still to come.",
        ));
    }
    if until - now > LONGEST {
        return Err(invalid("Choose a time within the next twelve months."));
    }
    Ok(())
}

fn invalid(detail: &str) -> VerbError {
    VerbError::Invalid(vec![Problem::new("/until", detail)])
}
