//! Who waits in line, and who is to be called back.

use std::collections::BTreeMap;

use super::{COLUMNS, ConversationRow};
use crate::{
    conversation::Conversation,
    id::{AgentId, QueueId},
    store::{Store, StoreError, Tx},
};

impl Store {
    /// How many conversations wait in each queue.
    pub async fn waiting_by_queue(
        &self,
        agent: AgentId,
    ) -> Result<BTreeMap<QueueId, usize>, StoreError> {
        let sql = "select queue_id, count(*) from conversations where state = 'waiting' and agent_id = $1 and queue_id is not null group by queue_id";
        let rows: Vec<(i64, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(queue, count)| (QueueId(queue), usize::try_from(count).unwrap_or(0)))
            .collect())
    }

    /// How many callbacks are promised in each queue.
    pub async fn callbacks_by_queue(
        &self,
        agent: AgentId,
    ) -> Result<BTreeMap<QueueId, usize>, StoreError> {
        let sql = "select queue_id, count(*) from conversations where state = 'callback' and agent_id = $1 and queue_id is not null group by queue_id";
        let rows: Vec<(i64, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(queue, count)| (QueueId(queue), usize::try_from(count).unwrap_or(0)))
            .collect())
    }

    /// The place in line of a waiting conversation, from 1.
    pub async fn position(&self, conversation: &Conversation) -> Result<Option<usize>, StoreError> {
        let Some(place) = conversation.line_key() else {
            return Ok(None);
        };
        let sql = "select count(*) from conversations where state = 'waiting' and queue_id is not distinct from $1 \
            and (line_key < $2 or (line_key = $2 and id < $3))";
        let before: i64 = sqlx::query_scalar(sql)
            .bind(conversation.queue.map(|queue| queue.0))
            .bind(place)
            .bind(&conversation.id.0)
            .fetch_one(&self.readers)
            .await?;
        Ok(usize::try_from(before).ok().map(|before| before + 1))
    }
}

impl Tx {
    /// The conversations that wait in a queue, the first in line first.
    pub async fn waiting_in_line(
        &mut self,
        queue: QueueId,
    ) -> Result<Vec<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations where state = 'waiting' and queue_id = $1 \
             order by line_key, id"
        );
        let rows: Vec<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(queue.0)
            .fetch_all(&mut self.connection)
            .await?;
        rows.into_iter().map(Conversation::try_from).collect()
    }
}
