//! Somebody says what their browser may tell them.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    notification::Notifications,
    store::StoreError,
};

/// Saves one's own settings.
pub async fn save_notifications(
    desk: &Desk,
    actor: &Actor,
    settings: Notifications,
) -> Result<(), SaveError> {
    let id = actor.operator().ok_or(SaveError::Forbidden)?;
    let (actor, now) = (actor.clone(), desk.now());
    let saved = desk.store.write(move |tx| {
        Box::pin(async move {
            tx.save_notifications(id, settings).await?;
            let data = json!({"operator": id, "notifications": {
                "wanted": settings.wanted.as_str(),
                "has_sound": settings.has_sound,
                "hides_text": settings.hides_text,
            }});
            let event = NewEvent::new(EventKind::OperatorChanged, data);
            tx.record(&actor, now, &[event]).await?;
            Ok::<_, StoreError>(())
        })
    });
    Ok(saved.await?)
}
