//! Deliveries are taken when they are due, and settled with what came of the attempt. A webhook of which
//! nothing comes but failures is switched off.

use chrono::Duration;
use serde_json::json;

use super::{
    Desk,
    tell_by_email::{addressed, as_delivery},
    transfer_message::{settle_transfer, transfer_of},
};
use crate::{
    access::Actor,
    clock::Instant,
    delivery::{
        Attempt, Delivery, DeliveryState, NewDelivery, Pause, Reception, email, next_attempt,
    },
    event::{EventKind, NewEvent},
    operator::Role,
    store::{SavedWebhook, StoreError},
};

/// How long whoever took a delivery may keep it before somebody else tries: longer than one attempt may take.
const KEPT_FOR: Duration = Duration::seconds(45);
/// So many are on their way to one destination at once.
const AT_ONE_DESTINATION: i64 = 4;
/// After so long with nothing but failures a webhook is switched off.
const FAILING_FOR: Duration = Duration::days(5);

/// Takes up to `limit` deliveries that are due.
pub async fn take_due_deliveries(desk: &Desk, limit: i64) -> Result<Vec<Delivery>, StoreError> {
    let (now, limits) = (desk.now(), (AT_ONE_DESTINATION, limit));
    desk.store
        .write(move |tx| {
            let lease = (now, now + KEPT_FOR);
            Box::pin(async move { tx.claim_deliveries(lease, limits).await })
        })
        .await
}

/// Keeps an attempt and what it means for the delivery: it is settled, tried again later, or given up.
pub async fn settle_delivery(
    desk: &Desk,
    delivery: &Delivery,
    (attempt, reception): (Attempt, Reception),
) -> Result<(), StoreError> {
    let now = desk.now();
    let after = settled(desk, delivery, (&attempt, reception), now);
    let transfer = transfer_of(desk, delivery).await?;
    let health = health(desk, delivery, (&attempt, reception), now).await?;
    let warnings = match &health {
        Some((saved, Health::Off(why))) => warnings(desk, saved, why, now).await?,
        _ => Vec::new(),
    };
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.settle_delivery(&after, &attempt).await?;
                if let Some(id) = after.help_desk {
                    let error = (!attempt.is_taken).then_some(attempt.said.as_str());
                    tx.note_help_desk(id, error, now).await?;
                }
                if let Some(transfer) = transfer {
                    settle_transfer(tx, transfer, &after, now).await?;
                }
                let Some((saved, health)) = health else {
                    return Ok(());
                };
                let (id, agent) = (saved.webhook.id, saved.webhook.agent);
                let why = match health {
                    Health::Well => return tx.note_webhook(id, None).await,
                    Health::FailingSince(at) => return tx.note_webhook(id, Some(at)).await,
                    Health::Off(why) => why,
                };
                if tx.disable_webhook(id, &why, now).await? {
                    let data = json!({"webhook": id, "why": why});
                    let event = NewEvent::new(EventKind::WebhookDisabled, data).of_agent(agent);
                    tx.record(&Actor::System, now, &[event]).await?;
                    for warning in &warnings {
                        tx.insert_delivery(warning, now).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}

/// The delivery after the attempt.
fn settled(
    desk: &Desk,
    delivery: &Delivery,
    (attempt, reception): (&Attempt, Reception),
    now: Instant,
) -> Delivery {
    let [chance] = desk.entropy.bytes::<1>();
    let mut after = delivery.clone();
    after.attempts += 1;
    let next = match reception {
        Reception::Taken | Reception::Never | Reception::Gone => None,
        Reception::NotNow { wait_seconds } => {
            let pause = Pause {
                made: after.attempts,
                asked_seconds: wait_seconds,
                chance,
            };
            next_attempt(pause, now)
        }
    };
    match (next, reception) {
        (Some(at), _) => after.due_at = at,
        (None, Reception::Taken) => after.state = DeliveryState::Sent,
        (None, _) => after.state = DeliveryState::Failed,
    }
    after.settled_at = next.is_none().then_some(now);
    after.last_error = (!attempt.is_taken).then(|| attempt.said.clone());
    after
}

/// What an attempt says about the webhook it was for.
enum Health {
    Well,
    FailingSince(Instant),
    Off(String),
}

async fn health(
    desk: &Desk,
    delivery: &Delivery,
    (attempt, reception): (&Attempt, Reception),
    now: Instant,
) -> Result<Option<(SavedWebhook, Health)>, StoreError> {
    let Some(id) = delivery.webhook else {
        return Ok(None);
    };
    let saved = desk.store.webhook(id).await?;
    let Some(saved) = saved.filter(|saved| saved.webhook.is_enabled) else {
        return Ok(None);
    };
    let health = match (reception, saved.failing_since) {
        (Reception::Taken, Some(_)) => Health::Well,
        (Reception::Gone, _) => Health::Off(attempt.said.clone()),
        (Reception::Never | Reception::NotNow { .. }, None) => Health::FailingSince(now),
        (Reception::Never | Reception::NotNow { .. }, Some(since))
            if now - since >= FAILING_FOR =>
        {
            Health::Off("Nothing but failures came of it for five days.".to_owned())
        }
        _ => return Ok(None),
    };
    Ok(Some((saved, health)))
}

/// The admins are told that a webhook is off, since nobody else would notice.
async fn warnings(
    desk: &Desk,
    saved: &SavedWebhook,
    why: &str,
    now: Instant,
) -> Result<Vec<NewDelivery>, StoreError> {
    let webhook = &saved.webhook;
    let words = format!(
        "The webhook “{}” to {} was switched off. {why} What it should have been told is kept and can be sent once more.",
        webhook.name, webhook.url
    );
    let link = format!("{}/settings/webhooks/{}", desk.base_url, webhook.id);
    let host = email::host_of(&desk.base_url);
    let id = format!("webhook.{}.{}@{host}", webhook.id, now.timestamp_millis());
    let people = desk.store.operators().await?;
    let admins = people
        .iter()
        .filter(|one| one.is_enabled() && one.role == Role::Admin);
    admins
        .map(|admin| {
            let content = email::plain("A webhook was switched off", &[&words], &link);
            let mail = addressed(content, &admin.email, id.clone());
            as_delivery(&mail, EventKind::WebhookDisabled.as_str(), now)
        })
        .collect()
}
