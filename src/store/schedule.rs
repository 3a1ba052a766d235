//! Schedules and the queues that follow them, as kept.

use super::{Stamp, Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{AgentId, QueueId, ScheduleId},
    schedule::Schedule,
};

/// A schedule with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedSchedule {
    pub id: ScheduleId,
    pub name: String,
    pub schedule: Schedule,
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

impl Store {
    /// The schedule of an AI agent's first queue.
    pub async fn default_schedule(
        &self,
        agent: AgentId,
    ) -> Result<Option<SavedSchedule>, StoreError> {
        let sql = "select s.id, s.name, s.hours, s.revision, s.saved_at, o.name from schedules s \
            join queues q on q.schedule_id = s.id left join operators o on o.id = s.saved_by \
            where s.agent_id = $1 order by q.place, q.id limit 1";
        let row: Option<(i64, String, String, i64, i64, Option<String>)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|(id, name, hours, revision, saved_at, saved_by)| {
            Ok(SavedSchedule {
                id: ScheduleId(id),
                name,
                schedule: serde_json::from_str(&hours)?,
                revision,
                saved_at: from_millis(saved_at),
                saved_by,
            })
        })
        .transpose()
    }
}

impl Tx {
    /// Keeps a new schedule.
    pub async fn insert_schedule(
        &mut self,
        agent: AgentId,
        name: &str,
        schedule: &Schedule,
        now: Instant,
    ) -> Result<ScheduleId, StoreError> {
        let sql = "insert into schedules (agent_id, name, hours, revision, saved_at) values ($1, $2, $3, 1, $4) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(name)
            .bind(serde_json::to_string(schedule)?)
            .bind(now.timestamp_millis())
            .fetch_one(&mut self.connection)
            .await?;
        Ok(ScheduleId(id))
    }

    /// Keeps changed hours, unless somebody saved others since `revision`.
    pub async fn save_schedule(
        &mut self,
        id: ScheduleId,
        schedule: &Schedule,
        revision: i64,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update schedules set hours = $1, revision = revision + 1, saved_at = $2, saved_by = $3 where id = $4 and revision = $5";
        let done = sqlx::query(sql)
            .bind(serde_json::to_string(schedule)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }

    /// Puts other hours in place of those of an AI agent's first queue.
    pub async fn replace_default_hours(
        &mut self,
        agent: AgentId,
        schedule: &Schedule,
    ) -> Result<(), StoreError> {
        let sql = "update schedules set hours = $1, revision = revision + 1 where id = \
            (select schedule_id from queues where agent_id = $2 order by place, id limit 1)";
        sqlx::query(sql)
            .bind(serde_json::to_string(schedule)?)
            .bind(agent.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps a new queue that follows a schedule.
    pub async fn insert_queue(
        &mut self,
        agent: AgentId,
        name: &str,
        place: i64,
        schedule: ScheduleId,
    ) -> Result<QueueId, StoreError> {
        let sql = "insert into queues (agent_id, name, enabled, place, schedule_id) values ($1, $2, 1, $3, $4) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(name)
            .bind(place)
            .bind(schedule.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(QueueId(id))
    }
}
