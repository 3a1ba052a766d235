//! Somebody comes or goes.

use serde_json::json;

use super::{Desk, SaveError, hand_out::hand_out_next, verb::Changed};
use crate::{
    access::Actor,
    clock::Instant,
    event::{EventKind, NewEvent},
    id::OperatorId,
    operator::Presence,
    store::{StoreError, Tx},
};

/// How somebody is from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceChange {
    pub presence: Presence,
    /// What they have goes back to the front of the line.
    pub gives_back: bool,
}

impl From<Presence> for PresenceChange {
    fn from(presence: Presence) -> Self {
        Self {
            presence,
            gives_back: false,
        }
    }
}

/// Says whether somebody takes conversations now: oneself, or, as an admin or a program that may change
/// everything, anybody. Gives back how many conversations went back to the line.
pub async fn set_presence(
    desk: &Desk,
    actor: &Actor,
    of: OperatorId,
    change: PresenceChange,
) -> Result<usize, SaveError> {
    let is_program = matches!(actor, Actor::Token { .. });
    if !actor.may_configure() && !is_program && actor.operator() != Some(of) {
        return Err(SaveError::Forbidden);
    }
    let (by, now) = (actor.clone(), desk.now());
    let returned = desk
        .store
        .write(move |tx: &mut Tx| {
            Box::pin(async move {
                // Held from here on, so that nobody gives them anything while they go.
                tx.hold_operator(of).await?;
                let mut operator = tx.operator(of).await?.ok_or(SaveError::Missing)?;
                if operator.presence != change.presence {
                    operator.presence = change.presence;
                    tx.update_operator(&operator).await?;
                    tx.note_presence(of, true, now).await?;
                    if by.operator() == Some(of) {
                        tx.note_seen(of, now).await?;
                    }
                    let data =
                        json!({"operator": of, "name": operator.name, "presence": change.presence});
                    let event = NewEvent::new(EventKind::OperatorChanged, data);
                    tx.record(&by, now, &[event]).await?;
                }
                if !change.gives_back || change.presence == Presence::Online {
                    return Ok::<_, SaveError>(0);
                }
                Ok(give_back(tx, &by, of, now).await?)
            })
        })
        .await?;
    if change.presence == Presence::Online || returned > 0 {
        hand_out_next(desk, None).await;
    }
    Ok(returned)
}

/// Puts what somebody has back to the front of the line.
async fn give_back(
    tx: &mut Tx,
    actor: &Actor,
    of: OperatorId,
    now: Instant,
) -> Result<usize, StoreError> {
    let held = tx.held_by(of).await?;
    let mut returned = 0;
    for before in held {
        let Ok(after) = before.clone().assigned(None, now) else {
            continue;
        };
        match tx.update_conversation(&after).await {
            Err(StoreError::Conflict) => continue,
            done => done?,
        }
        tx.end_assignments(&after.id, now).await?;
        tx.take_callback(&after.id, None, now).await?;
        let changed = Changed { before, after };
        let mut event = changed.event(EventKind::ConversationAssigned);
        event.data["why"] = json!("went away and gave it back");
        tx.record(actor, now, &[event]).await?;
        returned += 1;
    }
    Ok(returned)
}
