//! Somebody signs in or out.

use serde_json::json;

use super::Desk;
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    operator::Operator,
    store::StoreError,
};

/// Whoever has this address and this password, if they may sign in. An unknown address takes as long as a
/// wrong password.
pub async fn sign_in(
    desk: &Desk,
    email: &str,
    password: &str,
) -> Result<Option<Operator>, StoreError> {
    let email = email.trim().to_lowercase();
    let known = desk.store.credentials(&email).await?;
    let (operator, hash) = known.unzip();
    let is_right = desk.verify_password(password, hash).await?;
    let operator = operator.filter(|operator| is_right && operator.is_enabled());
    let (actor, event) = match &operator {
        Some(operator) => (
            as_actor(operator),
            NewEvent::new(EventKind::SignedIn, json!({})),
        ),
        None => (
            Actor::System,
            NewEvent::new(EventKind::SignInFailed, json!({"email": email})),
        ),
    };
    let now = desk.now();
    desk.store
        .write(move |tx| {
            Box::pin(async move { tx.record(&actor, now, &[event]).await.map(|_| ()) })
        })
        .await?;
    Ok(operator)
}

/// Notes that somebody signed out; the session itself ends with its cookie.
pub async fn sign_out(desk: &Desk, actor: &Actor) -> Result<(), StoreError> {
    let (actor, now) = (actor.clone(), desk.now());
    let event = NewEvent::new(EventKind::SignedOut, json!({}));
    desk.store
        .write(move |tx| {
            Box::pin(async move { tx.record(&actor, now, &[event]).await.map(|_| ()) })
        })
        .await
}

/// A person as an actor.
pub(super) fn as_actor(operator: &Operator) -> Actor {
    Actor::Operator {
        id: operator.id,
        name: operator.name.clone(),
        role: operator.role,
    }
}
