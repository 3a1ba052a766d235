//! API tokens are made and revoked.

use serde_json::json;

use super::{Desk, SaveError, create_agent::insert_agent, set_up::check_name};
use crate::{
    access::{Actor, TokenScope},
    clock::Instant,
    event::{EventKind, NewEvent},
    id::{AgentId, Secret, TokenId},
    schedule::Schedule,
    token::PREFIX,
};

/// A token about to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    pub name: String,
    pub scope: TokenScope,
    /// The AI agent it speaks for; none means the first, which is made if there is none yet.
    pub agent: Option<AgentId>,
    /// It may speak for every AI agent, also for those that are made later; `agent` is the one where a request
    /// names none.
    pub is_for_all: bool,
    /// From then on it no longer works; none means that it works until it is revoked.
    pub expires_at: Option<Instant>,
}

/// Makes a token. The secret is shown once and never again.
pub async fn create_token(desk: &Desk, actor: &Actor, new: &NewToken) -> Result<Secret, SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    if let Some(problem) = check_name("/name", "what the token is for", &new.name) {
        return Err(SaveError::Invalid(vec![problem]));
    }
    if let Some(agent) = new.agent
        && desk.store.agent(agent).await?.is_none()
    {
        return Err(SaveError::invalid("/agent", "There is no such AI agent."));
    }
    if new.expires_at.is_some_and(|at| at <= desk.now()) {
        let detail = "This is over already. Choose a later time.";
        return Err(SaveError::invalid("/expires", detail));
    }
    let secret = desk.entropy.secret(PREFIX);
    let (actor, new, now) = (actor.clone(), new.clone(), desk.now());
    let (hash, key) = (secret.hash(), desk.entropy.public_key());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let agent = match (new.agent, tx.first_agent().await?) {
                    (Some(agent), _) => agent,
                    (None, Some(first)) => first.id,
                    (None, None) => {
                        let first = super::NewAgent {
                            name: "Assistant".into(),
                            about: String::new(),
                        };
                        insert_agent(
                            tx,
                            &actor,
                            (&key, &first),
                            &Schedule::always(chrono_tz::UTC),
                            now,
                        )
                        .await?
                    }
                };
                let id = tx
                    .insert_token(
                        (new.name.trim(), &hash),
                        new.scope,
                        (agent, new.is_for_all, new.expires_at),
                        now,
                    )
                    .await?;
                let data = json!({"token": id, "name": new.name, "scope": new.scope, "is_for_all": new.is_for_all});
                tx.record(
                    &actor,
                    now,
                    &[NewEvent::new(EventKind::TokenCreated, data).of_agent(agent)],
                )
                .await?;
                Ok::<(), SaveError>(())
            })
        })
        .await?;
    Ok(secret)
}

/// Revokes a token: it stops working at once.
pub async fn revoke_token(desk: &Desk, actor: &Actor, id: TokenId) -> Result<(), SaveError> {
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if tx.revoke_token(id, now).await? {
                    tx.record(
                        &actor,
                        now,
                        &[NewEvent::new(EventKind::TokenRevoked, json!({"token": id}))],
                    )
                    .await?;
                }
                Ok(())
            })
        })
        .await
}
