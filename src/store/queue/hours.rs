//! The hours that queues follow.

use crate::{
    id::{AgentId, QueueId, ScheduleId},
    schedule::Schedule,
    store::{Stamp, Store, StoreError, Tx},
};

impl Store {
    /// Whether an AI agent has a schedule of that id.
    pub async fn has_schedule(&self, agent: AgentId, id: ScheduleId) -> Result<bool, StoreError> {
        let sql = "select count(*) from schedules where agent_id = $1 and id = $2";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(id.0)
            .fetch_one(&self.readers)
            .await?;
        Ok(count == 1)
    }
}

impl Tx {
    /// The queues that follow a schedule.
    pub async fn queues_following(
        &mut self,
        schedule: ScheduleId,
    ) -> Result<Vec<QueueId>, StoreError> {
        let sql = "select id from queues where schedule_id = $1 order by place, id";
        let ids: Vec<i64> = sqlx::query_scalar(sql)
            .bind(schedule.0)
            .fetch_all(&mut self.connection)
            .await?;
        Ok(ids.into_iter().map(QueueId).collect())
    }

    /// Whether a queue is switched on, and its hours as they are by now.
    pub async fn hours_of(
        &mut self,
        queue: QueueId,
    ) -> Result<Option<(bool, Schedule)>, StoreError> {
        let sql = "select q.enabled, s.hours from queues q join schedules s on s.id = q.schedule_id where q.id = $1";
        let row: Option<(i64, String)> = sqlx::query_as(sql)
            .bind(queue.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(|(enabled, hours)| Ok((enabled == 1, serde_json::from_str(&hours)?)))
            .transpose()
    }

    /// Puts other hours in the place of a schedule's, whatever its version.
    pub async fn overwrite_schedule(
        &mut self,
        id: ScheduleId,
        schedule: &Schedule,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update schedules set hours = $1, revision = revision + 1, saved_at = $2, saved_by = $3 where id = $4";
        sqlx::query(sql)
            .bind(serde_json::to_string(schedule)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
