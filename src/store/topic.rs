//! Knowledge topics as kept.

use sqlx::FromRow;

use super::{Stamp, Store, StoreError, Tx, queue::changed_one};
use crate::{
    clock::{Instant, from_millis},
    id::{AgentId, HandoffId, TopicId},
};

/// A piece of knowledge the AI answers from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub title: String,
    pub text: String,
    /// When one of its handoffs should be used, in the admin's words.
    pub instructions: String,
    /// The handoffs it may end in, in order.
    pub handoffs: Vec<HandoffId>,
    pub is_enabled: bool,
    pub updated_at: Instant,
    /// Grows with each save; a save names the one it was made from.
    pub revision: i64,
    /// The name of whoever saved it last, once somebody has.
    pub saved_by: Option<String>,
}

#[derive(FromRow)]
struct TopicRow {
    id: i64,
    title: String,
    body: String,
    instructions: String,
    enabled: i64,
    updated_at: i64,
    revision: i64,
    saved_by: Option<String>,
}

impl From<TopicRow> for Topic {
    fn from(row: TopicRow) -> Self {
        Self {
            id: TopicId(row.id),
            title: row.title,
            text: row.body,
            instructions: row.instructions,
            handoffs: Vec::new(),
            is_enabled: row.enabled == 1,
            updated_at: from_millis(row.updated_at),
            revision: row.revision,
            saved_by: row.saved_by,
        }
    }
}

const TOPICS: &str = "select t.id, t.title, t.body, t.instructions, t.enabled, t.updated_at, t.revision, o.name as saved_by \
    from topics t left join operators o on o.id = t.saved_by where t.agent_id = $1 and (cast($2 as bigint) is null or t.id = $2) \
    and (cast($3 as text) is null or lower(t.title) like $3 escape '\\' or lower(t.body) like $3 escape '\\') \
    order by lower(t.title), t.id";

impl Store {
    /// An AI agent's topics by title; with `search`, only those that have it in their title or text.
    pub async fn topics(
        &self,
        agent: AgentId,
        search: Option<&str>,
    ) -> Result<Vec<Topic>, StoreError> {
        self.topics_where(agent, None, search).await
    }

    /// One of an AI agent's topics.
    pub async fn topic(&self, agent: AgentId, id: TopicId) -> Result<Option<Topic>, StoreError> {
        Ok(self.topics_where(agent, Some(id), None).await?.pop())
    }

    async fn topics_where(
        &self,
        agent: AgentId,
        id: Option<TopicId>,
        search: Option<&str>,
    ) -> Result<Vec<Topic>, StoreError> {
        let rows: Vec<TopicRow> = sqlx::query_as(TOPICS)
            .bind(agent.0)
            .bind(id.map(|id| id.0))
            .bind(search.map(containing))
            .fetch_all(&self.readers)
            .await?;
        let sql = "select th.topic_id, th.handoff_id from topic_handoffs th join topics t on t.id = th.topic_id \
            where t.agent_id = $1 order by th.topic_id, th.place";
        let handoffs: Vec<(i64, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let with_handoffs = |row: TopicRow| {
            let own = handoffs.iter().filter(|(topic, _)| *topic == row.id);
            let own = own.map(|(_, handoff)| HandoffId(*handoff)).collect();
            Topic {
                handoffs: own,
                ..Topic::from(row)
            }
        };
        Ok(rows.into_iter().map(with_handoffs).collect())
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
        stamp: Stamp,
    ) -> Result<TopicId, StoreError> {
        let sql = "insert into topics (agent_id, title, body, instructions, enabled, created_at, updated_at, revision, saved_by) \
            values ($1, $2, $3, $4, $5, $6, $6, 1, $7) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(&topic.title)
            .bind(&topic.text)
            .bind(&topic.instructions)
            .bind(i64::from(topic.is_enabled))
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        self.end_in(TopicId(id), &topic.handoffs).await?;
        Ok(TopicId(id))
    }

    /// Keeps a changed topic, unless somebody saved it since `revision`.
    pub async fn update_topic(
        &mut self,
        agent: AgentId,
        topic: &Topic,
        revision: Option<i64>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update topics set title = $1, body = $2, instructions = $3, enabled = $4, updated_at = $5, saved_by = $6, \
            revision = revision + 1 where agent_id = $7 and id = $8 and (cast($9 as bigint) is null or revision = $9)";
        let done = sqlx::query(sql)
            .bind(&topic.title)
            .bind(&topic.text)
            .bind(&topic.instructions)
            .bind(i64::from(topic.is_enabled))
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(agent.0)
            .bind(topic.id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())?;
        self.end_in(topic.id, &topic.handoffs).await
    }

    async fn end_in(&mut self, id: TopicId, handoffs: &[HandoffId]) -> Result<(), StoreError> {
        sqlx::query("delete from topic_handoffs where topic_id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        let sql = "insert into topic_handoffs (topic_id, handoff_id, place) values ($1, $2, $3)";
        for (handoff, place) in handoffs.iter().zip(1_i64..) {
            sqlx::query(sql)
                .bind(id.0)
                .bind(handoff.0)
                .bind(place)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Deletes a topic. True when the AI agent had it.
    pub async fn delete_topic(&mut self, agent: AgentId, id: TopicId) -> Result<bool, StoreError> {
        let sql = "delete from topic_handoffs where topic_id in (select id from topics where agent_id = $1 and id = $2)";
        sqlx::query(sql)
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        let done = sqlx::query("delete from topics where agent_id = $1 and id = $2")
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
