//! People are invited, by a link that works once.

use chrono::Duration;
use serde_json::json;

use super::{Desk, SaveError, set_up::check_name};
use crate::{
    access::Actor,
    account::parse_email,
    event::{EventKind, NewEvent},
    id::Secret,
    operator::{Invitation, Role},
};

/// How long an invitation can be used.
pub const INVITATION_VALID_FOR: Duration = Duration::hours(72);

/// An invitation about to be made.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    pub email: String,
    pub name: String,
    pub role: Role,
}

/// Makes an invitation. The secret goes into a link, which is shown once.
pub async fn invite_operator(
    desk: &Desk,
    actor: &Actor,
    new: &NewInvitation,
) -> Result<Secret, SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let by = actor.operator();
    let mut problems: Vec<_> = check_name("/name", "the person's name", &new.name)
        .into_iter()
        .collect();
    let email = parse_email("/email", &new.email).unwrap_or_else(|problem| {
        problems.push(problem);
        String::new()
    });
    if problems.is_empty() && desk.store.credentials(&email).await?.is_some() {
        problems.push(crate::problem::Problem::new(
            "/email",
            format!("{email} has an account already."),
        ));
    }
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let now = desk.now();
    let invitation = Invitation {
        id: 0,
        email,
        name: new.name.trim().into(),
        role: new.role,
        expires_at: now + INVITATION_VALID_FOR,
    };
    let secret = desk.entropy.secret("");
    let (actor, hash) = (actor.clone(), secret.hash());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.insert_invitation(&invitation, &hash, by, now).await?;
                let data = json!({"email": invitation.email, "name": invitation.name, "role": invitation.role});
                tx.record(&actor, now, &[NewEvent::new(EventKind::OperatorInvited, data)]).await?;
                Ok::<(), SaveError>(())
            })
        })
        .await?;
    Ok(secret)
}

/// Takes back an invitation: its link stops working.
pub async fn withdraw_invitation(desk: &Desk, actor: &Actor, id: i64) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if tx.withdraw_invitation(id, now).await? {
                    let event = NewEvent::new(
                        EventKind::OperatorChanged,
                        json!({"invitation_withdrawn": id}),
                    );
                    tx.record(&actor, now, &[event]).await?;
                }
                Ok(())
            })
        })
        .await
}
