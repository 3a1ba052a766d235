//! A webhook is saved, given a new secret, tried or deleted.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Duration;
use serde_json::json;

use super::{
    Desk, SaveError,
    place::stamped,
    webhook_secret::{opened, sealed},
};
use crate::{
    access::Actor,
    delivery::Webhook,
    event::{EventKind, NewEvent},
    id::{AgentId, DeliveryId, WebhookId},
    problem::Problem,
    store::{SavedWebhook, StoreError},
};

/// How long the secret before signs too, so that whoever checks has time to change.
const BOTH_FOR: Duration = Duration::hours(24);
/// So many webhooks an AI agent may have.
const WEBHOOKS_MAX: usize = 20;

/// Keeps a new webhook and gives its secret back, which is shown this once.
pub async fn create_webhook(
    desk: &Desk,
    actor: &Actor,
    webhook: &Webhook,
) -> Result<(WebhookId, String), SaveError> {
    check(desk, actor, webhook).await?;
    let (actor, now, new) = (actor.clone(), desk.now(), webhook.clone());
    let secret = new_secret(desk);
    let signed = as_kept(desk, new.agent, &secret)?;
    let kept = desk.store.write(move |tx| {
        Box::pin(async move {
            let id = tx
                .insert_webhook(&new, &signed, stamped(&actor, now))
                .await?;
            let data = json!({"webhook": id, "after": told(&new)});
            let event = NewEvent::new(EventKind::WebhookSaved, data).of_agent(new.agent);
            tx.record(&actor, now, &[event]).await?;
            Ok::<_, StoreError>(id)
        })
    });
    let id = kept.await?;
    Ok((id, secret_of(desk, id).await?))
}

/// The secret that signs by now. It is read where it is kept: whoever asks again after a crash for what was made
/// before it is told that one, and none that was made in vain.
async fn secret_of(desk: &Desk, id: WebhookId) -> Result<String, SaveError> {
    let saved = desk.store.webhook(id).await?.ok_or(SaveError::Missing)?;
    Ok(opened(desk, &saved)?.current)
}

/// Replaces a webhook. With a revision, a newer version by somebody else is not written over.
pub async fn save_webhook(
    desk: &Desk,
    actor: &Actor,
    webhook: &Webhook,
    revision: Option<i64>,
) -> Result<(), SaveError> {
    let before = own(desk, actor, webhook.id).await?.webhook;
    let after = Webhook {
        agent: before.agent,
        ..webhook.clone()
    };
    check(desk, actor, &after).await?;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.update_webhook(&after, revision, stamped(&actor, now))
                    .await?;
                let data =
                    json!({"webhook": after.id, "before": told(&before), "after": told(&after)});
                let event = NewEvent::new(EventKind::WebhookSaved, data).of_agent(after.agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// Gives a webhook a new secret, which is shown this once. For a day, messages are signed with both.
pub async fn rotate_webhook(
    desk: &Desk,
    actor: &Actor,
    id: WebhookId,
) -> Result<String, SaveError> {
    let agent = own(desk, actor, id).await?.webhook.agent;
    let (actor, now, secret) = (actor.clone(), desk.now(), new_secret(desk));
    let kept = as_kept(desk, agent, &secret)?;
    let rotated = desk.store.write(move |tx| {
        Box::pin(async move {
            if !tx.rotate_webhook(id, &kept, now + BOTH_FOR).await? {
                return Err(SaveError::Missing);
            }
            let data = json!({"webhook": id, "secret": "rotated"});
            let event = NewEvent::new(EventKind::WebhookSaved, data).of_agent(agent);
            tx.record(&actor, now, &[event]).await?;
            Ok(())
        })
    });
    rotated.await?;
    secret_of(desk, id).await
}

/// Sends a webhook a test, and says which delivery it is.
pub async fn test_webhook(
    desk: &Desk,
    actor: &Actor,
    id: WebhookId,
) -> Result<DeliveryId, SaveError> {
    let webhook = own(desk, actor, id).await?.webhook;
    let now = desk.now();
    let key = format!("test_{id}_{}", now.timestamp_millis());
    let kept = desk.store.write(move |tx| {
        Box::pin(async move { tx.insert_webhook_test(&webhook, &key, now).await })
    });
    Ok(kept.await?)
}

/// Deletes a webhook. What is still to be sent to it is given up.
pub async fn delete_webhook(desk: &Desk, actor: &Actor, id: WebhookId) -> Result<(), SaveError> {
    let before = own(desk, actor, id).await?.webhook;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.delete_webhook(id).await? {
                    return Err(SaveError::Missing);
                }
                let data = json!({"webhook": id, "before": told(&before)});
                let event = NewEvent::new(EventKind::WebhookDeleted, data).of_agent(before.agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// A webhook that the actor may change.
async fn own(desk: &Desk, actor: &Actor, id: WebhookId) -> Result<SavedWebhook, SaveError> {
    let saved = desk.store.webhook(id).await?.ok_or(SaveError::Missing)?;
    if actor.may_configure_agent(saved.webhook.agent) {
        Ok(saved)
    } else {
        // What somebody may not change does not exist for them.
        Err(SaveError::Missing)
    }
}

async fn check(desk: &Desk, actor: &Actor, webhook: &Webhook) -> Result<(), SaveError> {
    if !actor.may_configure_agent(webhook.agent) {
        return Err(SaveError::Forbidden);
    }
    let mut problems = webhook.check();
    if desk.store.agent(webhook.agent).await?.is_none() {
        problems.push(Problem::new("/agent", "Choose an AI agent."));
    }
    let all = desk.store.webhooks(Some(webhook.agent)).await?;
    let others: Vec<_> = all
        .iter()
        .filter(|one| one.webhook.id != webhook.id)
        .collect();
    let name = webhook.name.to_lowercase();
    if others
        .iter()
        .any(|one| one.webhook.name.to_lowercase() == name)
    {
        let detail = format!("“{}” is there already. Choose another name.", webhook.name);
        problems.push(Problem::new("/name", detail));
    }
    if others.len() >= WEBHOOKS_MAX {
        let detail = format!("There are {WEBHOOKS_MAX} webhooks already. Delete one first.");
        problems.push(Problem::new("/name", detail));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(SaveError::Invalid(problems))
    }
}

/// `whsec_` and 32 random bytes in base 64.
fn new_secret(desk: &Desk) -> String {
    format!("whsec_{}", STANDARD.encode(desk.entropy.bytes::<32>()))
}

fn as_kept(desk: &Desk, agent: AgentId, secret: &str) -> Result<String, SaveError> {
    sealed(desk, agent, secret).map_err(|error| {
        let detail = format!("Its secret cannot be kept safely: {error}");
        SaveError::invalid("/name", &detail)
    })
}

/// A webhook as the audit trail tells of it; its secret is no part of that.
fn told(webhook: &Webhook) -> serde_json::Value {
    json!({
        "name": webhook.name, "url": webhook.url, "events": webhook.topics, "enabled": webhook.is_enabled,
    })
}
