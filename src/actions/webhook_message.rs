//! What a webhook is told, put together once, before it is sent for the first time.

use serde_json::Value;

use super::{Desk, webhook_secret::opened};
use crate::{
    access::Scope,
    clock::Instant,
    conversation::{Author, Conversation, Entry},
    delivery::{About, Delivery, Envelope, Topic, webhook},
    event::Event,
    id::{MessageId, OperatorId},
    store::{SavedWebhook, StoreError},
};

/// A webhook with its secrets opened, and the body that it is sent, the same on every attempt. None when it is gone.
pub async fn webhook_message(
    desk: &Desk,
    delivery: &Delivery,
) -> Result<Option<(SavedWebhook, String)>, StoreError> {
    let Some(id) = delivery.webhook else {
        return Ok(None);
    };
    let Some(mut saved) = desk.store.webhook(id).await? else {
        return Ok(None);
    };
    saved.secrets = opened(desk, &saved)?;
    if !delivery.body.is_empty() {
        return Ok(Some((saved, delivery.body.clone())));
    }
    let body = message(desk, delivery).await?.to_string();
    let (id, kept) = (delivery.id, body.clone());
    // Kept before it leaves: whoever gets it twice gets the same.
    desk.store
        .write(move |tx| Box::pin(async move { tx.keep_delivery_body(id, &kept).await }))
        .await?;
    Ok(Some((saved, body)))
}

async fn message(desk: &Desk, delivery: &Delivery) -> Result<Value, StoreError> {
    let event = match delivery.event_id {
        Some(id) => desk.store.any_event(id).await?,
        None => None,
    };
    let at = event.as_ref().map_or(delivery.made_at, |event| event.at);
    let envelope = Envelope {
        id: &delivery.key,
        event: &delivery.event,
        sequence: delivery.sequence,
        at,
    };
    let topic = Topic::parse(&delivery.event);
    let (Some(of), Some(event)) = (&delivery.conversation, event) else {
        return Ok(webhook::body(envelope, topic, &About::default()));
    };
    let Some(conversation) = desk.store.conversation(Scope::Everything, of).await? else {
        return Ok(webhook::body(envelope, topic, &About::default()));
    };
    let request = desk.store.handoff_request_of(of, event.at).await?;
    let message = said(desk, (&conversation, &event)).await?;
    let operator = operator(desk, &event).await?;
    let sentiment = match topic {
        Some(Topic::HandoffRequested) => newest_sentiment(desk, &conversation, event.at).await?,
        _ => None,
    };
    let due_at = event.data["due_at"].as_str().and_then(|at| at.parse().ok());
    let about = About {
        conversation: Some(&conversation),
        request: request.as_ref(),
        sentiment,
        operator: operator.as_ref().map(|(id, name)| (*id, name.as_str())),
        message: message.as_ref(),
        callback_due_at: due_at,
    };
    Ok(webhook::body(envelope, topic, &about))
}

/// The message an event tells of.
async fn said(
    desk: &Desk,
    (of, event): (&Conversation, &Event),
) -> Result<Option<Entry>, StoreError> {
    let Some(id) = event.data["message"].as_i64() else {
        return Ok(None);
    };
    let after = MessageId(id - 1);
    let entries = desk.store.entries(of, after, 1).await?;
    Ok(entries.into_iter().find(|entry| entry.id == MessageId(id)))
}

/// Who had the conversation after an event.
async fn operator(desk: &Desk, event: &Event) -> Result<Option<(i64, String)>, StoreError> {
    let after = event.data["after"]["assignee"].as_i64();
    let before = event.data["before"]["assignee"].as_i64();
    let Some(id) = after
        .or(before)
        .or(event.actor_id.filter(|_| event.actor == "operator"))
    else {
        return Ok(None);
    };
    let found = desk.store.operator(OperatorId(id)).await?;
    Ok(found.map(|operator| (id, operator.name)))
}

/// How the customer's newest words before the handoff sounded.
async fn newest_sentiment(
    desk: &Desk,
    of: &Conversation,
    at: Instant,
) -> Result<Option<f64>, StoreError> {
    let entries = desk.store.last_entries(of, None, 50).await?;
    let mut theirs = entries
        .into_iter()
        .filter(|entry| entry.author == Author::Customer && entry.at <= at);
    let newest = theirs.by_ref().fold(None, |_, entry| entry.sentiment);
    Ok(newest)
}
