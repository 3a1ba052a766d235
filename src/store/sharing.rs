//! How queues share their conversations out, as kept.

use super::{Store, StoreError, Tx};
use crate::{
    id::{AgentId, QueueId},
    routing::Sharing,
};

/// How a queue shares its conversations out, with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSharing {
    pub queue: QueueId,
    pub sharing: Sharing,
    pub revision: i64,
}

impl Store {
    /// How an AI agent's queues share their conversations out, in their order.
    pub async fn sharings(&self, agent: AgentId) -> Result<Vec<SavedSharing>, StoreError> {
        let sql = "select id, sharing, sharing_revision from queues where agent_id = $1 order by place, id";
        let rows: Vec<(i64, String, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let saved = |(id, text, revision): (i64, String, i64)| {
            Ok(SavedSharing {
                queue: QueueId(id),
                sharing: serde_json::from_str(&text)?,
                revision,
            })
        };
        rows.into_iter().map(saved).collect()
    }
}

impl Tx {
    /// Keeps how a queue shares its conversations out, unless somebody saved it since `revision`. Without a
    /// revision it is written over. True when the AI agent has the queue.
    pub async fn save_sharing(
        &mut self,
        (agent, queue): (AgentId, QueueId),
        sharing: &Sharing,
        revision: Option<i64>,
    ) -> Result<bool, StoreError> {
        let sql = "update queues set sharing = $1, gives = $2, falls_back_after = $3, sharing_revision = sharing_revision + 1 \
            where agent_id = $4 and id = $5 and (cast($6 as bigint) is null or sharing_revision = $6)";
        let done = sqlx::query(sql)
            .bind(serde_json::to_string(sharing)?)
            .bind(i64::from(sharing.method.way().gives()))
            .bind(sharing.fallback.after_minutes().map(i64::from))
            .bind(agent.0)
            .bind(queue.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
