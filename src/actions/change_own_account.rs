//! Somebody changes their own name, look or password.

use serde_json::json;

use super::{Desk, SaveError, set_up::check_name};
use crate::{
    access::Actor,
    account::check_password,
    event::{EventKind, NewEvent},
    id::OperatorId,
    operator::{Operator, Theme},
    store::Tx,
};

/// What somebody may change about themselves.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    pub name: String,
    pub theme: Theme,
}

/// Changes one's own name and look.
pub async fn change_own_account(
    desk: &Desk,
    actor: &Actor,
    wish: &OwnAccount,
) -> Result<(), SaveError> {
    let id = actor.operator().ok_or(SaveError::Forbidden)?;
    if let Some(problem) = check_name("/name", "your name", &wish.name) {
        return Err(SaveError::Invalid(vec![problem]));
    }
    let (actor, wish) = (actor.clone(), wish.clone());
    change(desk, actor, id, move |operator| {
        wish.name.trim().clone_into(&mut operator.name);
        operator.theme = wish.theme;
    })
    .await
}

async fn change(
    desk: &Desk,
    actor: Actor,
    id: OperatorId,
    edit: impl FnOnce(&mut Operator) + Send + 'static,
) -> Result<(), SaveError> {
    let now = desk.now();
    desk.store
        .write(move |tx: &mut Tx| {
            Box::pin(async move {
                let mut operator = tx.operator(id).await?.ok_or(SaveError::Missing)?;
                edit(&mut operator);
                tx.update_operator(&operator).await?;
                let data =
                    json!({"operator": id, "name": operator.name, "presence": operator.presence});
                tx.record(
                    &actor,
                    now,
                    &[NewEvent::new(EventKind::OperatorChanged, data)],
                )
                .await?;
                Ok(())
            })
        })
        .await
}

/// Changes one's own password, given the old one. Every session ends, this one included.
pub async fn change_own_password(
    desk: &Desk,
    actor: &Actor,
    old: &str,
    new: &str,
) -> Result<(), SaveError> {
    let id = actor.operator().ok_or(SaveError::Forbidden)?;
    let operator = desk.store.operator(id).await?.ok_or(SaveError::Missing)?;
    let hash = desk
        .store
        .credentials(&operator.email)
        .await?
        .map(|(_, hash)| hash);
    if !desk.verify_password(old, hash).await? {
        return Err(SaveError::invalid(
            "/current_password",
            "This is not your password now.",
        ));
    }
    if let Some(problem) = check_password("/new_password", new) {
        return Err(SaveError::Invalid(vec![problem]));
    }
    let (actor, now, hash) = (actor.clone(), desk.now(), desk.hash_password(new).await?);
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.set_password(id, &hash).await?;
                tx.end_sessions(id).await?;
                let event = NewEvent::new(
                    EventKind::OperatorChanged,
                    json!({"operator": id, "password": "changed"}),
                );
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
