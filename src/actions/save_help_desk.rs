//! A help desk is connected, changed, switched on or off, and tested.

use serde_json::{Value, json};

use super::{
    Desk, SaveError,
    connection::{ConnectionDraft, told},
    place::stamped,
    ticket_to_make::place_of,
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    help_desk::{Mask, help_desk},
    id::{AgentId, DeliveryId},
    problem::Problem,
    store::{NewHelpDesk, SavedHelpDesk, StoreError},
};

/// The most labels that may be hidden, and how long each may be, in characters.
const FIELDS_MAX: usize = 50;
const LABEL_MAX: usize = 200;

/// A help desk as somebody wants it.
#[derive(Debug, Clone, Default)]
pub struct HelpDeskDraft {
    pub connection: ConnectionDraft,
    /// What does not leave.
    pub mask: Mask,
}

/// Saves an AI agent's help desk. With a revision, a newer version by somebody else is not written over.
/// It cannot be switched on while anything that it needs is missing.
pub async fn save_help_desk(
    desk: &Desk,
    actor: &Actor,
    (agent, vendor): (AgentId, &str),
    revision: Option<i64>,
    draft: &HelpDeskDraft,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let adapter = help_desk(vendor).ok_or(SaveError::Missing)?;
    let before = saved(desk, agent, vendor).await?;
    let kept = before.as_ref().map(|saved| &saved.connection);
    let fields = adapter.fields();
    let mut wrong = draft.connection.problems(fields, kept);
    wrong.extend(check(&draft.mask));
    if !wrong.is_empty() {
        return Err(SaveError::Invalid(wrong));
    }
    let place = |field: &str| place_of(agent, adapter.name(), field);
    let connection = draft.connection.sealed(desk, (fields, kept), place)?;
    let new = NewHelpDesk {
        agent,
        vendor: adapter.name(),
        destination: adapter.destination(&connection.settings),
        connection,
        mask: draft.mask.clone(),
    };
    let written = keep(desk, actor, (before, revision), new).await;
    match written {
        // Somebody connected it at the same moment.
        Err(error) if error.is_duplicate() => Err(SaveError::Outdated),
        other => Ok(other?),
    }
}

async fn keep(
    desk: &Desk,
    actor: &Actor,
    (before, revision): (Option<SavedHelpDesk>, Option<i64>),
    new: NewHelpDesk,
) -> Result<(), StoreError> {
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let was = before.as_ref().map(|before| {
                    let was = &before.connection;
                    let told = told(was.is_enabled, &was.settings, &was.sealed);
                    masked(told, &before.mask)
                });
                let after = &new.connection;
                let after = told(after.is_enabled, &after.settings, &after.sealed);
                let data = json!({
                    "help_desk": new.vendor, "before": was, "after": masked(after, &new.mask),
                });
                match &before {
                    None => {
                        tx.insert_help_desk(&new, stamp).await?;
                    }
                    Some(kept) => {
                        let of = (kept.id, revision.unwrap_or(kept.connection.revision));
                        tx.update_help_desk(of, &new, stamp).await?;
                    }
                }
                let event = NewEvent::new(EventKind::HelpDeskSaved, data).of_agent(new.agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// Sends a help desk a test, which becomes a ticket there, and says which delivery it is.
pub async fn test_help_desk(
    desk: &Desk,
    actor: &Actor,
    (agent, vendor): (AgentId, &str),
) -> Result<DeliveryId, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let saved = saved(desk, agent, vendor).await?;
    let id = saved.ok_or(SaveError::Missing)?.id;
    let (now, key) = (desk.now(), format!("ticket_{}", desk.entropy.public_key()));
    let kept = desk
        .store
        .write(move |tx| Box::pin(async move { tx.insert_help_desk_test(id, &key, now).await }));
    Ok(kept.await?)
}

pub(super) async fn saved(
    desk: &Desk,
    agent: AgentId,
    vendor: &str,
) -> Result<Option<SavedHelpDesk>, StoreError> {
    let all = desk.store.help_desks(Some(agent)).await?;
    Ok(all.into_iter().find(|saved| saved.vendor == vendor))
}

fn check(mask: &Mask) -> Option<Problem> {
    let is_long = |label: &String| label.chars().count() > LABEL_MAX;
    let is_fine = mask.fields.len() <= FIELDS_MAX && !mask.fields.iter().any(is_long);
    let detail = format!(
        "Write at most {FIELDS_MAX} names, each on a line of its own and no longer than {LABEL_MAX} characters."
    );
    (!is_fine).then(|| Problem::new("/mask/fields", detail))
}

/// What the event tells, with what does not leave.
fn masked(mut told: Value, mask: &Mask) -> Value {
    told["mask"] = json!(mask);
    told
}
