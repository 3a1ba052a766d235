//! The organisation's name and zone are saved.

use serde_json::json;

use super::{Desk, SaveError, set_up::check_name};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    store::Organisation,
};

/// Saves the organisation's name and zone.
pub async fn save_organisation(
    desk: &Desk,
    actor: &Actor,
    organisation: &Organisation,
) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    if let Some(problem) = check_name("/name", "your organisation's name", &organisation.name) {
        return Err(SaveError::Invalid(vec![problem]));
    }
    let (actor, organisation, now) = (actor.clone(), organisation.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.save_organisation(&organisation, now).await?;
                let data = json!({"name": organisation.name, "zone": organisation.zone.name()});
                tx.record(
                    &actor,
                    now,
                    &[NewEvent::new(EventKind::OrganisationChanged, data)],
                )
                .await?;
                Ok(())
            })
        })
        .await
}
