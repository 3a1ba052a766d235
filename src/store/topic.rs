//! Knowledge topics as kept.

use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{AgentId, TopicId},
};

/// A piece of knowledge the AI answers from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub title: String,
    pub text: String,
    pub is_enabled: bool,
    pub updated_at: Instant,
}

#[derive(FromRow)]
struct TopicRow {
    id: i64,
    title: String,
    body: String,
    enabled: i64,
    updated_at: i64,
}

impl From<TopicRow> for Topic {
    fn from(row: TopicRow) -> Self {
        Self {
            id: TopicId(row.id),
            title: row.title,
            text: row.body,
            is_enabled: row.enabled == 1,
            updated_at: from_millis(row.updated_at),
        }
    }
}

const COLUMNS: &str = "id, title, body, enabled, updated_at";

impl Store {
    /// An AI agent's topics by title; with `search`, only those that have it in their title or text.
    pub async fn topics(
        &self,
        agent: AgentId,
        search: Option<&str>,
    ) -> Result<Vec<Topic>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from topics where agent_id = $1 and (cast($2 as text) is null \
             or lower(title) like $2 escape '\\' or lower(body) like $2 escape '\\') order by lower(title), id"
        );
        let rows: Vec<TopicRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(agent.0)
            .bind(search.map(containing))
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(Topic::from).collect())
    }

    /// One of an AI agent's topics.
    pub async fn topic(&self, agent: AgentId, id: TopicId) -> Result<Option<Topic>, StoreError> {
        let sql = format!("select {COLUMNS} from topics where agent_id = $1 and id = $2");
        let row: Option<TopicRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(agent.0)
            .bind(id.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(Topic::from))
    }
}

/// The pattern for text that contains `words`, in lower case, with nothing in it special.
pub(super) fn containing(words: &str) -> String {
    let plain = words
        .to_lowercase()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{plain}%")
}

impl Tx {
    /// Keeps a new topic.
    pub async fn insert_topic(
        &mut self,
        agent: AgentId,
        topic: &Topic,
    ) -> Result<TopicId, StoreError> {
        let sql = "insert into topics (agent_id, title, body, enabled, created_at, updated_at) values ($1, $2, $3, $4, $5, $5) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(&topic.title)
            .bind(&topic.text)
            .bind(i64::from(topic.is_enabled))
            .bind(topic.updated_at.timestamp_millis())
            .fetch_one(&mut self.connection)
            .await?;
        Ok(TopicId(id))
    }

    /// Keeps a changed topic. True when the AI agent has it.
    pub async fn update_topic(
        &mut self,
        agent: AgentId,
        topic: &Topic,
    ) -> Result<bool, StoreError> {
        let sql = "update topics set title = $1, body = $2, enabled = $3, updated_at = $4 where agent_id = $5 and id = $6";
        let done = sqlx::query(sql)
            .bind(&topic.title)
            .bind(&topic.text)
            .bind(i64::from(topic.is_enabled))
            .bind(topic.updated_at.timestamp_millis())
            .bind(agent.0)
            .bind(topic.id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Deletes a topic. True when the AI agent had it.
    pub async fn delete_topic(&mut self, agent: AgentId, id: TopicId) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from topics where agent_id = $1 and id = $2")
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
