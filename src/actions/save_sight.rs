//! It is said what operators may see of the inbox.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::{Actor, Sight},
    event::{EventKind, NewEvent},
};

/// Saves what operators may see of the inbox; it holds from the next look-up on. Streams that are open are
/// told, since what is not about one conversation has them ask again.
pub async fn save_sight(desk: &Desk, actor: &Actor, sight: Sight) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let before = tx.save_sight(sight).await?;
                if before == sight {
                    return Ok(());
                }
                let data = json!({"operators_see": {"before": before, "after": sight}});
                let event = NewEvent::new(EventKind::OrganisationChanged, data);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
