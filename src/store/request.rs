//! Handoff requests as kept.

use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    conversation::{Conversation, HandoffRequest, Priority},
    id::{ConversationId, OperatorId, QueueId},
};

#[derive(FromRow)]
struct RequestRow {
    trigger_kind: String,
    trigger_name: Option<String>,
    topic: Option<String>,
    reason: String,
    evidence: String,
    priority: i64,
    collected: String,
    missing: String,
    summary: String,
    queue_id: Option<i64>,
    requested_at: i64,
    taken_by: Option<i64>,
    taken_at: Option<i64>,
}

impl TryFrom<RequestRow> for HandoffRequest {
    type Error = StoreError;

    fn try_from(row: RequestRow) -> Result<Self, StoreError> {
        Ok(Self {
            trigger: row.trigger_kind,
            trigger_name: row.trigger_name,
            topic: row.topic,
            reason: row.reason,
            evidence: row.evidence,
            priority: Priority::from_rank(row.priority),
            collected: serde_json::from_str(&row.collected)?,
            missing: serde_json::from_str(&row.missing)?,
            summary: serde_json::from_str(&row.summary)?,
            queue: row.queue_id.map(QueueId),
            requested_at: from_millis(row.requested_at),
            taken_by: row.taken_by.map(OperatorId),
            taken_at: row.taken_at.map(from_millis),
        })
    }
}

impl Store {
    /// The newest handoff request of a conversation, if it was ever handed off.
    pub async fn handoff_request(
        &self,
        of: &Conversation,
    ) -> Result<Option<HandoffRequest>, StoreError> {
        let sql = "select trigger_kind, trigger_name, reason, evidence, priority, collected, missing, summary, queue_id, \
            requested_at, taken_by, taken_at, topic from handoff_requests where conversation_id = $1 order by id desc limit 1";
        let row: Option<RequestRow> = sqlx::query_as(sql)
            .bind(&of.id.0)
            .fetch_optional(&self.readers)
            .await?;
        row.map(HandoffRequest::try_from).transpose()
    }

    /// The handoff request of a conversation that was the newest at that moment.
    pub async fn handoff_request_of(
        &self,
        of: &ConversationId,
        requested_at: Instant,
    ) -> Result<Option<HandoffRequest>, StoreError> {
        let sql = "select trigger_kind, trigger_name, reason, evidence, priority, collected, missing, summary, queue_id, \
            requested_at, taken_by, taken_at, topic from handoff_requests \
            where conversation_id = $1 and requested_at <= $2 order by id desc limit 1";
        let row: Option<RequestRow> = sqlx::query_as(sql)
            .bind(&of.0)
            .bind(requested_at.timestamp_millis())
            .fetch_optional(&self.readers)
            .await?;
        row.map(HandoffRequest::try_from).transpose()
    }

    /// When a conversation was handed off for the first time.
    pub async fn first_handoff_at(
        &self,
        of: &ConversationId,
    ) -> Result<Option<Instant>, StoreError> {
        let sql = "select min(requested_at) from handoff_requests where conversation_id = $1";
        let at: Option<i64> = sqlx::query_scalar(sql)
            .bind(&of.0)
            .fetch_one(&self.readers)
            .await?;
        Ok(at.map(from_millis))
    }
}

impl Tx {
    /// Keeps a new handoff request.
    pub async fn insert_handoff_request(
        &mut self,
        of: &ConversationId,
        new: &HandoffRequest,
    ) -> Result<(), StoreError> {
        let sql = "insert into handoff_requests (conversation_id, trigger_kind, trigger_name, reason, evidence, priority, \
            collected, missing, summary, queue_id, requested_at, taken_by, taken_at, topic) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
        sqlx::query(sql)
            .bind(&of.0)
            .bind(&new.trigger)
            .bind(new.trigger_name.as_deref())
            .bind(&new.reason)
            .bind(&new.evidence)
            .bind(new.priority.rank())
            .bind(serde_json::to_string(&new.collected)?)
            .bind(serde_json::to_string(&new.missing)?)
            .bind(serde_json::to_string(&new.summary)?)
            .bind(new.queue.map(|id| id.0))
            .bind(new.requested_at.timestamp_millis())
            .bind(new.taken_by.map(|id| id.0))
            .bind(new.taken_at.map(|at| at.timestamp_millis()))
            .bind(new.topic.as_deref())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Notes who took the open request of a conversation. Nothing happens when there is none.
    pub async fn take_handoff_request(
        &mut self,
        of: &ConversationId,
        by: OperatorId,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update handoff_requests set taken_by = $1, taken_at = $2 \
            where conversation_id = $3 and taken_at is null and ended_at is null";
        sqlx::query(sql)
            .bind(by.0)
            .bind(now.timestamp_millis())
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Opens the request again that was ended at that moment. Nothing happens when there is none.
    pub async fn reopen_handoff_request(
        &mut self,
        of: &ConversationId,
        ended_at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update handoff_requests set ended_at = null where conversation_id = $1 and ended_at = $2";
        sqlx::query(sql)
            .bind(&of.0)
            .bind(ended_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Ends the open request of a conversation. Nothing happens when there is none.
    pub async fn end_handoff_request(
        &mut self,
        of: &ConversationId,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update handoff_requests set ended_at = $1 where conversation_id = $2 and ended_at is null";
        sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
