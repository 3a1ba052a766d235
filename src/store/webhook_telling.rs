//! What webhooks are told of what is written down, in the same transaction.

use super::{StoreError, Tx};
use crate::{
    clock::Instant,
    delivery::{Kind, Topic, Webhook, occasion},
    event::NewEvent,
    id::{DeliveryId, EventId},
};

impl Tx {
    /// Writes down that a webhook is to be tested.
    pub async fn insert_webhook_test(
        &mut self,
        webhook: &Webhook,
        key: &str,
        now: Instant,
    ) -> Result<DeliveryId, StoreError> {
        let sql = "insert into deliveries (kind, destination, agent_id, event, key, body, state, attempts, made_at, due_at, \
            webhook_id, sequence) values ($1, $2, $3, $4, $5, '', 'due', 0, $6, $6, $7, 1) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(Kind::Webhook.as_str())
            .bind(&webhook.url)
            .bind(webhook.agent.0)
            .bind(occasion::TEST)
            .bind(key)
            .bind(now.timestamp_millis())
            .bind(webhook.id.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(DeliveryId(id))
    }

    /// Writes down what webhooks are told of events that were just written, each with its id.
    pub(super) async fn tell_webhooks(
        &mut self,
        events: &[(EventId, Instant, &NewEvent)],
    ) -> Result<(), StoreError> {
        let told: Vec<_> = events
            .iter()
            .flat_map(|(id, at, event)| {
                let topics = Topic::of(event).into_iter();
                topics.map(move |topic| (*id, *at, *event, topic))
            })
            .collect();
        if told.is_empty() || !self.has_webhooks().await? {
            return Ok(());
        }
        let sql = "insert into deliveries (kind, destination, agent_id, conversation_id, event, key, body, state, attempts, \
            made_at, due_at, webhook_id, event_id, sequence) \
            select $1, w.url, w.agent_id, $2, t.topic, $3 || cast(w.id as text), '', 'due', 0, $4, $4, w.id, $5, \
            (select count(*) + 1 from deliveries d where d.webhook_id = w.id and d.conversation_id = $2) \
            from webhooks w join webhook_topics t on t.webhook_id = w.id \
            where w.agent_id = $6 and t.topic = $7 and w.is_enabled = 1 order by w.id on conflict (key) do nothing";
        for (id, at, event, topic) in told {
            sqlx::query(sql)
                .bind(Kind::Webhook.as_str())
                .bind(event.conversation.as_ref().map(|id| id.0.as_str()))
                .bind(format!("evt_{id}_{}_", topic.as_str().replace('.', "_")))
                .bind(at.timestamp_millis())
                .bind(id.0)
                .bind(event.agent.map(|id| id.0))
                .bind(topic.as_str())
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    async fn has_webhooks(&mut self) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar("select count(*) from webhooks where is_enabled = 1")
            .fetch_one(&mut self.connection)
            .await?;
        Ok(count > 0)
    }
}
