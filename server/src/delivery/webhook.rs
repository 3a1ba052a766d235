//! A webhook is told what it was to be told, signed with each secret that holds.

use handoff::{
    actions::{self, Desk},
    delivery::Delivery,
    store::WebhookSecrets,
};

use super::Outcome;
use crate::outgoing::{Letter, Outgoing, SigningSecret, signed};

pub(super) async fn attempt(desk: &Desk, outgoing: &Outgoing, delivery: &Delivery) -> Outcome {
    let known = actions::webhook_message(desk, delivery).await;
    let (saved, body) = match known {
        Ok(Some(known)) => known,
        Ok(None) => return Outcome::never("The webhook was deleted."),
        Err(error) => {
            return Outcome::not_now(format!("What is to be sent could not be read: {error}."));
        }
    };
    let is_test = delivery.event == "test";
    if !saved.webhook.is_enabled && !is_test {
        return Outcome::never("The webhook is switched off.");
    }
    let now = desk.now();
    let seconds = now.timestamp();
    let signature = signed(
        &secrets(&saved.secrets, now),
        (&delivery.key, seconds),
        &body,
    );
    let letter = Letter {
        url: &saved.webhook.url,
        headers: vec![
            ("idempotency-key", delivery.key.clone()),
            ("webhook-id", delivery.key.clone()),
            ("webhook-timestamp", seconds.to_string()),
            ("webhook-signature", signature),
        ],
        body: &body,
    };
    outgoing.post(letter).await
}

/// The secrets that sign now, the newest first.
fn secrets(kept: &WebhookSecrets, now: handoff::clock::Instant) -> Vec<SigningSecret> {
    let previous = kept.previous.as_ref().filter(|(_, until)| *until > now);
    let all =
        std::iter::once(kept.current.as_str()).chain(previous.map(|(secret, _)| secret.as_str()));
    all.filter_map(|secret| SigningSecret::parse(secret).ok())
        .collect()
}
