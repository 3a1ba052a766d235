//! Somebody is kept out, or let in again.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::OperatorId,
    operator::{Presence, Role},
};

/// Disables or enables somebody. Disabling ends their sessions and live streams at once.
pub async fn set_operator_enabled(
    desk: &Desk,
    actor: &Actor,
    id: OperatorId,
    is_enabled: bool,
) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let mut operator = tx.operator(id).await?.ok_or(SaveError::Missing)?;
                if operator.is_enabled() == is_enabled {
                    return Ok(());
                }
                let is_last_admin = operator.role == Role::Admin && tx.enabled_admins().await? <= 1;
                if !is_enabled && is_last_admin {
                    return Err(SaveError::invalid(
                        "",
                        "This is the only admin. Make somebody else an admin first.",
                    ));
                }
                operator.disabled_at = (!is_enabled).then_some(now);
                let kind = if is_enabled {
                    EventKind::OperatorEnabled
                } else {
                    operator.presence = Presence::Away;
                    tx.end_sessions(id).await?;
                    EventKind::OperatorDisabled
                };
                tx.update_operator(&operator).await?;
                tx.record(&actor, now, &[NewEvent::new(kind, json!({"operator": id}))])
                    .await?;
                Ok(())
            })
        })
        .await
}
