//! The organisation's name and zone are saved.

use serde_json::json;

use super::{Desk, SaveError, set_up::check_name};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    problem::Problem,
    schedule::zone_named,
    store::Organisation,
};

/// Saves the organisation's name and the zone of that name, such as `Europe/Madrid`, and whether files may be sent.
pub async fn save_organisation(
    desk: &Desk,
    actor: &Actor,
    (name, zone): (&str, &str),
    takes_files: bool,
) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let wrong_name = check_name("/name", "your organisation's name", name);
    let organisation = match (wrong_name, zone_named(zone)) {
        (None, Ok(zone)) => Organisation {
            name: name.trim().to_owned(),
            zone,
            takes_files,
        },
        (wrong_name, zone) => {
            let wrong_zone = zone.err().map(|detail| Problem::new("/zone", detail));
            return Err(SaveError::Invalid(
                wrong_name.into_iter().chain(wrong_zone).collect(),
            ));
        }
    };
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.save_organisation(&organisation, now).await?;
                let data = json!({
                    "name": organisation.name,
                    "zone": organisation.zone.name(),
                    "takes_files": organisation.takes_files,
                });
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
