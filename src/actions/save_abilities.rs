//! What somebody can do is saved.

use serde_json::json;

use super::{Desk, SaveError, hand_out::hand_out_next};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::OperatorId,
    routing::Abilities,
};

/// Saves what somebody can do. Admins, and programs that may change everything, say it of everybody; all
/// others of themselves.
pub async fn save_abilities(
    desk: &Desk,
    actor: &Actor,
    of: OperatorId,
    wish: Abilities,
) -> Result<(), SaveError> {
    let is_program = matches!(actor, Actor::Token { .. });
    if !actor.may_configure() && !is_program && actor.operator() != Some(of) {
        return Err(SaveError::Forbidden);
    }
    let mut abilities = wish.checked().map_err(SaveError::Invalid)?;
    let before = desk.store.abilities(of).await?.ok_or(SaveError::Missing)?;
    if !actor.may_configure() && !is_program {
        // Groups say which queues somebody works on, and so what they may see: nobody says that of themselves.
        abilities.groups.clone_from(&before.groups);
    }
    if before == abilities {
        return Ok(());
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.save_abilities(of, &abilities).await? {
                    return Err(SaveError::Missing);
                }
                if before.groups != abilities.groups {
                    tx.follow_groups().await?;
                }
                let data =
                    json!({"operator": of, "abilities": {"before": before, "after": abilities}});
                let event = NewEvent::new(EventKind::OperatorChanged, data);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await?;
    // They may be the one that something waits for.
    hand_out_next(desk, None).await;
    Ok(())
}
