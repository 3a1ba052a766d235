//! Schedules and the queues that follow them, as kept.

use sqlx::{Any, Executor, FromRow};

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

/// A schedule and the queues that follow it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleUse {
    pub id: ScheduleId,
    pub name: String,
    pub schedule: Schedule,
    pub revision: i64,
    pub queues: Vec<(QueueId, String)>,
}

#[derive(FromRow)]
struct ScheduleRow {
    id: i64,
    name: String,
    hours: String,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
}

impl TryFrom<ScheduleRow> for SavedSchedule {
    type Error = StoreError;

    fn try_from(row: ScheduleRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ScheduleId(row.id),
            name: row.name,
            schedule: serde_json::from_str(&row.hours)?,
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
        })
    }
}

async fn default_schedule<'e>(
    db: impl Executor<'e, Database = Any>,
    agent: AgentId,
) -> Result<Option<SavedSchedule>, StoreError> {
    let sql = "select s.id, s.name, s.hours, s.revision, s.saved_at, o.name as saved_by from schedules s \
        join queues q on q.schedule_id = s.id left join operators o on o.id = s.saved_by \
        where s.agent_id = $1 order by q.place, q.id limit 1";
    let row: Option<ScheduleRow> = sqlx::query_as(sql).bind(agent.0).fetch_optional(db).await?;
    row.map(SavedSchedule::try_from).transpose()
}

impl Store {
    /// The schedule of an AI agent's first queue.
    pub async fn default_schedule(
        &self,
        agent: AgentId,
    ) -> Result<Option<SavedSchedule>, StoreError> {
        default_schedule(&self.readers, agent).await
    }

    /// One of an AI agent's schedules.
    pub async fn schedule(
        &self,
        agent: AgentId,
        id: ScheduleId,
    ) -> Result<Option<SavedSchedule>, StoreError> {
        let sql = "select s.id, s.name, s.hours, s.revision, s.saved_at, o.name as saved_by from schedules s \
            left join operators o on o.id = s.saved_by where s.agent_id = $1 and s.id = $2";
        let row: Option<ScheduleRow> = sqlx::query_as(sql)
            .bind(agent.0)
            .bind(id.0)
            .fetch_optional(&self.readers)
            .await?;
        row.map(SavedSchedule::try_from).transpose()
    }

    /// All of an AI agent's schedules in the order they were made, with the queues that follow each.
    pub async fn schedules(&self, agent: AgentId) -> Result<Vec<ScheduleUse>, StoreError> {
        let sql = "select s.id, s.name, s.hours, s.revision, s.saved_at, cast(null as text) as saved_by \
            from schedules s where s.agent_id = $1 order by s.id";
        let rows: Vec<ScheduleRow> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let sql = "select schedule_id, id, name from queues where agent_id = $1 order by place, id";
        let queues: Vec<(i64, i64, String)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter()
            .map(|row| {
                let own = queues.iter().filter(|(schedule, ..)| *schedule == row.id);
                Ok(ScheduleUse {
                    id: ScheduleId(row.id),
                    name: row.name,
                    schedule: serde_json::from_str(&row.hours)?,
                    revision: row.revision,
                    queues: own
                        .map(|(_, id, name)| (QueueId(*id), name.clone()))
                        .collect(),
                })
            })
            .collect()
    }
}

impl Tx {
    /// The schedule of an AI agent's first queue, as it is now.
    pub async fn default_schedule(
        &mut self,
        agent: AgentId,
    ) -> Result<Option<SavedSchedule>, StoreError> {
        default_schedule(&mut self.connection, agent).await
    }

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

    /// Gives a schedule another name. True when the AI agent has it.
    pub async fn rename_schedule(
        &mut self,
        agent: AgentId,
        id: ScheduleId,
        name: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("update schedules set name = $1 where agent_id = $2 and id = $3")
            .bind(name)
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Deletes a schedule that no queue follows. True when that was so.
    pub async fn delete_unused_schedule(
        &mut self,
        agent: AgentId,
        id: ScheduleId,
    ) -> Result<bool, StoreError> {
        let sql = "delete from schedules where agent_id = $1 and id = $2 \
            and not exists (select 1 from queues where schedule_id = $2)";
        let done = sqlx::query(sql)
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
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
