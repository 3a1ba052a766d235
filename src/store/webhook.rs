//! Webhooks as kept.

use sqlx::FromRow;

use super::{Stamp, Store, StoreError, Tx, queue::changed_one};
use crate::{
    clock::{Instant, from_millis},
    delivery::{Topic, Webhook},
    id::{AgentId, WebhookId},
};

/// A webhook with its version, its secrets and how it is doing.
#[derive(Debug, Clone)]
pub struct SavedWebhook {
    pub webhook: Webhook,
    pub secrets: WebhookSecrets,
    /// Since when nothing but failures came of it.
    pub failing_since: Option<Instant>,
    /// When and why it was switched off by the product.
    pub disabled: Option<(Instant, String)>,
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

/// What a webhook's messages are signed with; as kept, sealed.
#[derive(Clone)]
pub struct WebhookSecrets {
    pub current: String,
    /// The one before, and until when both sign.
    pub previous: Option<(String, Instant)>,
}

impl WebhookSecrets {
    /// Each of them, the newest first.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        let previous = self.previous.iter().map(|(secret, _)| secret.as_str());
        std::iter::once(self.current.as_str()).chain(previous)
    }
}

impl std::fmt::Debug for WebhookSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecrets(…)")
    }
}

#[derive(FromRow)]
struct WebhookRow {
    id: i64,
    agent_id: i64,
    name: String,
    url: String,
    topics: String,
    is_enabled: i64,
    secret: String,
    previous_secret: Option<String>,
    previous_until: Option<i64>,
    failing_since: Option<i64>,
    disabled_at: Option<i64>,
    disabled_why: Option<String>,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
}

impl TryFrom<WebhookRow> for SavedWebhook {
    type Error = StoreError;

    fn try_from(row: WebhookRow) -> Result<Self, StoreError> {
        let names: Vec<String> = serde_json::from_str(&row.topics)?;
        let topics = names.iter().filter_map(|name| Topic::parse(name)).collect();
        let previous = row.previous_secret.zip(row.previous_until.map(from_millis));
        Ok(Self {
            webhook: Webhook {
                id: WebhookId(row.id),
                agent: AgentId(row.agent_id),
                name: row.name,
                url: row.url,
                topics,
                is_enabled: row.is_enabled == 1,
            },
            secrets: WebhookSecrets {
                current: row.secret,
                previous,
            },
            failing_since: row.failing_since.map(from_millis),
            disabled: row
                .disabled_at
                .map(|at| (from_millis(at), row.disabled_why.unwrap_or_default())),
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
        })
    }
}

const WEBHOOKS: &str = "select w.id, w.agent_id, w.name, w.url, w.topics, w.is_enabled, w.secret, w.previous_secret, \
    w.previous_until, w.failing_since, w.disabled_at, w.disabled_why, w.revision, w.saved_at, o.name as saved_by \
    from webhooks w left join operators o on o.id = w.saved_by \
    where (cast($1 as bigint) is null or w.agent_id = $1) and (cast($2 as bigint) is null or w.id = $2) \
    order by lower(w.name), w.id";

impl Store {
    /// The webhooks of an AI agent, or of all of them, by name.
    pub async fn webhooks(&self, agent: Option<AgentId>) -> Result<Vec<SavedWebhook>, StoreError> {
        self.webhooks_where(agent, None).await
    }

    /// One webhook.
    pub async fn webhook(&self, id: WebhookId) -> Result<Option<SavedWebhook>, StoreError> {
        Ok(self.webhooks_where(None, Some(id)).await?.pop())
    }

    async fn webhooks_where(
        &self,
        agent: Option<AgentId>,
        id: Option<WebhookId>,
    ) -> Result<Vec<SavedWebhook>, StoreError> {
        let rows: Vec<WebhookRow> = sqlx::query_as(WEBHOOKS)
            .bind(agent.map(|id| id.0))
            .bind(id.map(|id| id.0))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(SavedWebhook::try_from).collect()
    }
}

impl Tx {
    /// Keeps a new webhook.
    pub async fn insert_webhook(
        &mut self,
        new: &Webhook,
        secret: &str,
        stamp: Stamp,
    ) -> Result<WebhookId, StoreError> {
        let sql = "insert into webhooks (agent_id, name, url, topics, is_enabled, secret, revision, saved_at, saved_by) \
            values ($1, $2, $3, $4, $5, $6, 1, $7, $8) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(new.agent.0)
            .bind(&new.name)
            .bind(&new.url)
            .bind(names(new)?)
            .bind(i64::from(new.is_enabled))
            .bind(secret)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        self.keep_topics(WebhookId(id), new).await?;
        Ok(WebhookId(id))
    }

    /// Keeps a changed webhook, unless somebody saved it since `revision`. Switched on, it begins afresh.
    pub async fn update_webhook(
        &mut self,
        webhook: &Webhook,
        revision: Option<i64>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update webhooks set name = $1, url = $2, topics = $3, is_enabled = $4, failing_since = null, \
            disabled_at = null, disabled_why = null, revision = revision + 1, saved_at = $5, saved_by = $6 \
            where id = $7 and (cast($8 as bigint) is null or revision = $8)";
        let done = sqlx::query(sql)
            .bind(&webhook.name)
            .bind(&webhook.url)
            .bind(names(webhook)?)
            .bind(i64::from(webhook.is_enabled))
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(webhook.id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())?;
        self.keep_topics(webhook.id, webhook).await
    }

    async fn keep_topics(&mut self, id: WebhookId, webhook: &Webhook) -> Result<(), StoreError> {
        sqlx::query("delete from webhook_topics where webhook_id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        for topic in &webhook.topics {
            sqlx::query("insert into webhook_topics (webhook_id, topic) values ($1, $2)")
                .bind(id.0)
                .bind(topic.as_str())
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Gives a webhook a new secret; the one before signs too until `until`.
    pub async fn rotate_webhook(
        &mut self,
        id: WebhookId,
        secret: &str,
        until: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "update webhooks set previous_secret = secret, previous_until = $1, secret = $2 where id = $3";
        let done = sqlx::query(sql)
            .bind(until.timestamp_millis())
            .bind(secret)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps secrets that were sealed anew, unless it has others by now; then it is false.
    pub async fn reseal_webhook(
        &mut self,
        id: WebhookId,
        before: &WebhookSecrets,
        after: &WebhookSecrets,
    ) -> Result<bool, StoreError> {
        let sql =
            "update webhooks set secret = $1, previous_secret = $2 where id = $3 and secret = $4";
        let done = sqlx::query(sql)
            .bind(&after.current)
            .bind(after.previous.as_ref().map(|(secret, _)| secret.as_str()))
            .bind(id.0)
            .bind(&before.current)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes whether a webhook took what it was sent: since when it has been failing, or that it is well again.
    pub async fn note_webhook(
        &mut self,
        id: WebhookId,
        failing_since: Option<Instant>,
    ) -> Result<(), StoreError> {
        let sql = "update webhooks set failing_since = $1 where id = $2";
        sqlx::query(sql)
            .bind(failing_since.map(|at| at.timestamp_millis()))
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Switches a webhook off because of what came of it. True unless it was off already.
    pub async fn disable_webhook(
        &mut self,
        id: WebhookId,
        why: &str,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "update webhooks set is_enabled = 0, disabled_at = $1, disabled_why = $2, revision = revision + 1 \
            where id = $3 and is_enabled = 1";
        let done = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(why)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Deletes a webhook. What was sent to it stays in the list of deliveries. True when it was there.
    pub async fn delete_webhook(&mut self, id: WebhookId) -> Result<bool, StoreError> {
        sqlx::query("delete from webhook_topics where webhook_id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        sqlx::query("update deliveries set webhook_id = null where webhook_id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        let done = sqlx::query("delete from webhooks where id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn names(webhook: &Webhook) -> Result<String, StoreError> {
    let names: Vec<&str> = webhook.topics.iter().map(|topic| topic.as_str()).collect();
    Ok(serde_json::to_string(&names)?)
}
