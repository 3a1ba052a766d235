//! Queues as kept.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Stamp, Store, StoreError, Tx};
use crate::{
    channel::Channel,
    clock::{Instant, from_millis},
    handoff::Queue,
    id::{AgentId, OperatorId, QueueId, ScheduleId, TransferFunctionId},
    routing::Abilities,
    schedule::Schedule,
};

/// A queue with its version and what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedQueue {
    pub queue: Queue,
    /// Its place in the order of the queues, from 1.
    pub place: i64,
    /// The hours it follows, which other queues may follow too.
    pub schedule: (ScheduleId, String),
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

/// What is kept of a queue as one text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Settings {
    channels: Vec<Channel>,
    languages: Vec<String>,
    members: Vec<OperatorId>,
    groups: Vec<String>,
    /// Everybody who works on it. What was kept before there were groups has the members alone.
    people: Option<Vec<OperatorId>>,
    capacity: Option<u32>,
    needs_presence: bool,
}

impl Settings {
    fn of(queue: &Queue) -> Self {
        Self {
            channels: queue.channels.clone(),
            languages: queue.languages.clone(),
            members: queue.members.clone(),
            groups: queue.groups.clone(),
            people: Some(queue.people.clone()),
            capacity: queue.capacity,
            needs_presence: queue.needs_presence,
        }
    }
}

/// What a queue is read from, wherever its row comes from.
pub(super) struct Kept<'a> {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) enabled: bool,
    pub(super) hours: &'a str,
    pub(super) settings: &'a str,
    pub(super) transfer_function: Option<i64>,
}

impl Kept<'_> {
    pub(super) fn queue(self) -> Result<Queue, StoreError> {
        let settings: Settings = serde_json::from_str(self.settings)?;
        let schedule = serde_json::from_str(self.hours)?;
        Ok(Queue {
            enabled: self.enabled,
            channels: settings.channels,
            languages: settings.languages,
            transfer_function: self.transfer_function.map(TransferFunctionId),
            people: settings.people.unwrap_or_else(|| settings.members.clone()),
            members: settings.members,
            groups: settings.groups,
            capacity: settings.capacity,
            needs_presence: settings.needs_presence,
            ..Queue::new(QueueId(self.id), self.name, schedule)
        })
    }
}

#[derive(FromRow)]
struct QueueRow {
    id: i64,
    name: String,
    enabled: i64,
    place: i64,
    settings: String,
    transfer_function_id: Option<i64>,
    hours: String,
    schedule_id: i64,
    schedule_name: String,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
}

impl TryFrom<QueueRow> for SavedQueue {
    type Error = StoreError;

    fn try_from(row: QueueRow) -> Result<Self, StoreError> {
        let kept = Kept {
            id: row.id,
            name: row.name,
            enabled: row.enabled == 1,
            hours: &row.hours,
            settings: &row.settings,
            transfer_function: row.transfer_function_id,
        };
        Ok(Self {
            queue: kept.queue()?,
            place: row.place,
            schedule: (ScheduleId(row.schedule_id), row.schedule_name),
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
        })
    }
}

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

    /// An AI agent's queues with their hours, in order.
    pub async fn queues(&self, agent: AgentId) -> Result<Vec<Queue>, StoreError> {
        let saved = self.saved_queues(agent).await?;
        Ok(saved.into_iter().map(|saved| saved.queue).collect())
    }
}

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

    /// Who is in which groups.
    async fn groups(&mut self) -> Result<Vec<(OperatorId, Vec<String>)>, StoreError> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("select id, abilities from operators order by id")
                .fetch_all(&mut self.connection)
                .await?;
        let read = |(id, text): (i64, String)| {
            let abilities: Abilities = serde_json::from_str(&text)?;
            Ok((OperatorId(id), abilities.groups))
        };
        rows.into_iter().map(read).collect()
    }

    /// Has every queue that names a group know who is in it by now.
    pub async fn follow_groups(&mut self) -> Result<(), StoreError> {
        let groups = self.groups().await?;
        let rows: Vec<(i64, String)> =
            sqlx::query_as("select id, settings from queues order by id")
                .fetch_all(&mut self.connection)
                .await?;
        for (id, settings) in rows {
            let kept: Settings = serde_json::from_str(&settings)?;
            if kept.groups.is_empty() {
                continue;
            }
            let queue = Queue {
                members: kept.members.clone(),
                groups: kept.groups.clone(),
                ..Queue::new(QueueId(id), "", Schedule::always(chrono_tz::UTC))
            };
            let people = queue.with_people_of(&groups).people;
            let kept = Settings {
                people: Some(people.clone()),
                ..kept
            };
            sqlx::query("update queues set settings = $1 where id = $2")
                .bind(serde_json::to_string(&kept)?)
                .bind(id)
                .execute(&mut self.connection)
                .await?;
            self.keep_members(QueueId(id), &people).await?;
        }
        self.configuration_changed().await
    }

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
pub(super) fn changed_one(rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}
