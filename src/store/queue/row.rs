//! The row of a queue, and what of it is kept as one text.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::{
    channel::Channel,
    clock::{Instant, from_millis},
    handoff::Queue,
    id::{OperatorId, QueueId, ScheduleId, TransferFunctionId},
    store::StoreError,
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
pub(super) struct Settings {
    pub channels: Vec<Channel>,
    pub languages: Vec<String>,
    pub members: Vec<OperatorId>,
    pub groups: Vec<String>,
    /// Everybody who works on it. What was kept before there were groups has the members alone.
    pub people: Option<Vec<OperatorId>>,
    pub capacity: Option<u32>,
    pub needs_presence: bool,
}

impl Settings {
    pub(super) fn of(queue: &Queue) -> Self {
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
pub(in crate::store) struct Kept<'a> {
    pub(in crate::store) id: i64,
    pub(in crate::store) name: String,
    pub(in crate::store) enabled: bool,
    pub(in crate::store) hours: &'a str,
    pub(in crate::store) settings: &'a str,
    pub(in crate::store) transfer_function: Option<i64>,
}

impl Kept<'_> {
    pub(in crate::store) fn queue(self) -> Result<Queue, StoreError> {
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
pub(super) struct QueueRow {
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
