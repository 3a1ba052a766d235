//! The queues of an AI agent.

use super::{SavedQueue, row::QueueRow};
use crate::{
    handoff::Queue,
    id::{AgentId, QueueId},
    store::{Store, StoreError},
};

const QUEUES: &str = "select q.id, q.name, q.enabled, q.place, q.settings, q.transfer_function_id, s.hours, q.schedule_id, \
    s.name as schedule_name, q.revision, q.saved_at, o.name as saved_by from queues q join schedules s on s.id = q.schedule_id \
    left join operators o on o.id = q.saved_by \
    where q.agent_id = $1 and (cast($2 as bigint) is null or q.id = $2) order by q.place, q.id";

impl Store {
    /// An AI agent's queues in order.
    pub async fn saved_queues(&self, agent: AgentId) -> Result<Vec<SavedQueue>, StoreError> {
        self.queues_where(agent, None).await
    }

    /// One of an AI agent's queues.
    pub async fn saved_queue(
        &self,
        agent: AgentId,
        id: QueueId,
    ) -> Result<Option<SavedQueue>, StoreError> {
        Ok(self.queues_where(agent, Some(id)).await?.pop())
    }

    async fn queues_where(
        &self,
        agent: AgentId,
        id: Option<QueueId>,
    ) -> Result<Vec<SavedQueue>, StoreError> {
        let rows: Vec<QueueRow> = sqlx::query_as(QUEUES)
            .bind(agent.0)
            .bind(id.map(|id| id.0))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(SavedQueue::try_from).collect()
    }

    /// An AI agent's queues with their hours, in order.
    pub async fn queues(&self, agent: AgentId) -> Result<Vec<Queue>, StoreError> {
        let saved = self.saved_queues(agent).await?;
        Ok(saved.into_iter().map(|saved| saved.queue).collect())
    }
}
