//! Queues are changed, put in order and deleted.

use super::row::Settings;
use crate::{
    handoff::Queue,
    id::{AgentId, QueueId, ScheduleId},
    store::{Stamp, StoreError, Tx},
};

impl Tx {
    /// Keeps everything about a queue, unless somebody saved it since `revision`. Without a revision it is
    /// written over. True when the AI agent has it.
    pub async fn update_queue(
        &mut self,
        (agent, queue): (AgentId, Queue),
        schedule: ScheduleId,
        revision: Option<i64>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let queue = queue.with_people_of(&self.groups().await?);
        let sql = "update queues set name = $1, enabled = $2, settings = $3, transfer_function_id = $4, schedule_id = $5, \
            revision = revision + 1, saved_at = $6, saved_by = $7 \
            where agent_id = $8 and id = $9 and (cast($10 as bigint) is null or revision = $10)";
        let done = sqlx::query(sql)
            .bind(&queue.name)
            .bind(i64::from(queue.enabled))
            .bind(serde_json::to_string(&Settings::of(&queue))?)
            .bind(queue.transfer_function.map(|id| id.0))
            .bind(schedule.0)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(agent.0)
            .bind(queue.id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())?;
        self.keep_members(queue.id, &queue.people).await
    }

    /// The place after the last queue of an AI agent.
    pub async fn next_queue_place(&mut self, agent: AgentId) -> Result<i64, StoreError> {
        let sql = "select coalesce(max(place), 0) + 1 from queues where agent_id = $1";
        Ok(sqlx::query_scalar(sql)
            .bind(agent.0)
            .fetch_one(&mut self.connection)
            .await?)
    }

    /// Puts the queues of an AI agent in this order.
    pub async fn order_queues(
        &mut self,
        agent: AgentId,
        order: &[QueueId],
    ) -> Result<(), StoreError> {
        for (id, place) in order.iter().zip(1_i64..) {
            sqlx::query("update queues set place = $1 where agent_id = $2 and id = $3")
                .bind(place)
                .bind(agent.0)
                .bind(id.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// How many conversations wait in a queue, and how many callbacks are promised there.
    pub async fn strandable_in(&mut self, id: QueueId) -> Result<(i64, i64), StoreError> {
        let sql = "select count(case when state = 'waiting' then 1 end), count(case when state = 'callback' then 1 end) \
            from conversations where queue_id = $1 and state in ('waiting', 'callback')";
        Ok(sqlx::query_as(sql)
            .bind(id.0)
            .fetch_one(&mut self.connection)
            .await?)
    }

    /// Deletes a queue; what was once in it no longer says so. True when the AI agent had it.
    pub async fn delete_queue(&mut self, agent: AgentId, id: QueueId) -> Result<bool, StoreError> {
        for sql in [
            "delete from turns where queue_id = $1",
            "delete from queue_members where queue_id = $1",
            "update assignments set queue_id = null where queue_id = $1",
            "update conversations set queue_id = null where queue_id = $1",
            "update callbacks set queue_id = null where queue_id = $1",
            "update handoff_requests set queue_id = null where queue_id = $1",
        ] {
            sqlx::query(sql)
                .bind(id.0)
                .execute(&mut self.connection)
                .await?;
        }
        let done = sqlx::query("delete from queues where agent_id = $1 and id = $2")
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

/// A change that found nothing to change came too late.
pub(in crate::store) fn changed_one(rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}
