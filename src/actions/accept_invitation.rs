//! Somebody joins by their invitation.

use serde_json::json;

use super::{Desk, set_up::check_name, sign_in::as_actor};
use crate::{
    account::check_password,
    event::{EventKind, NewEvent},
    id::{OperatorId, hash_secret},
    problem::Problem,
    store::{NewOperator, StoreError},
};

/// What the invited person fills in.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// The secret from the link.
    pub secret: String,
    pub name: String,
    pub password: String,
}

/// Why an invitation could not be used.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Used, expired, taken back, or never made.
    #[error("this invitation cannot be used any more")]
    Gone,
    /// What was filled in is not acceptable.
    #[error("what was filled in is not acceptable")]
    Invalid(Vec<Problem>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the account. Of any number who use one link at once, one succeeds.
pub async fn accept_invitation(
    desk: &Desk,
    acceptance: &Acceptance,
) -> Result<OperatorId, AcceptError> {
    let mut problems: Vec<_> = check_name("/name", "your name", &acceptance.name)
        .into_iter()
        .collect();
    problems.extend(check_password("/password", &acceptance.password));
    if !problems.is_empty() {
        return Err(AcceptError::Invalid(problems));
    }
    let (now, secret_hash) = (desk.now(), hash_secret(&acceptance.secret));
    if desk.store.invitation(&secret_hash, now).await?.is_none() {
        return Err(AcceptError::Gone);
    }
    let password_hash = desk.hash_password(&acceptance.password).await?;
    let name = acceptance.name.trim().to_owned();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let invitation = tx
                    .use_invitation(&secret_hash, now)
                    .await?
                    .ok_or(AcceptError::Gone)?;
                let new = NewOperator {
                    email: &invitation.email,
                    name: &name,
                    role: invitation.role,
                    password_hash: &password_hash,
                };
                let id = match tx.insert_operator(&new, now).await {
                    Err(error) if error.is_duplicate() => return Err(AcceptError::Gone),
                    other => other?,
                };
                let joined = tx.operator(id).await?;
                let event = NewEvent::new(
                    EventKind::OperatorJoined,
                    json!({"operator": id, "role": invitation.role}),
                );
                let actor = joined
                    .as_ref()
                    .map_or(crate::access::Actor::System, as_actor);
                tx.record(&actor, now, &[event]).await?;
                Ok(id)
            })
        })
        .await
}
