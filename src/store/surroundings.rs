//! What stands around a message when it is decided: the policy, the knowledge, who waits, who is there.
//!
//! Most of it changes rarely and is dear to understand, so it is kept ready in memory. Each time, the
//! database is asked for the number that every change of it counts up; with another number it is read anew.
//! So what is used is never older than the database, whichever program changed it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use sqlx::FromRow;

use super::{Store, StoreError, Tx, rounds::Rounds};
use crate::{
    handoff::Queue,
    id::{AgentId, QueueId},
    judge::{Knowledge, Passage, Profiles},
    policy::Policy,
};

/// What stands around a message when it is decided.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub policy: Arc<Policy>,
    /// The policy's subjects, made ready for the judge.
    pub profiles: Arc<Profiles>,
    /// The topics in use, made ready to answer from.
    pub knowledge: Arc<Knowledge>,
    /// How many conversations wait in each queue.
    pub waiting: BTreeMap<QueueId, usize>,
    /// How many people take conversations right now.
    pub online: usize,
}

/// One line of an answer; what its columns mean depends on the part.
#[derive(FromRow)]
struct Line {
    part: String,
    id: i64,
    number: i64,
    name: String,
    data: String,
}

/// What is understood of an AI agent's configuration, with the revision it was read at.
#[derive(Debug, Clone)]
struct Standing {
    revision: i64,
    policy: Arc<Policy>,
    profiles: Arc<Profiles>,
    knowledge: Arc<Knowledge>,
    online: usize,
}

/// What was understood of each AI agent's configuration, and who reads right now.
#[derive(Clone, Default)]
pub(super) struct Standings {
    known: Arc<Mutex<HashMap<AgentId, Standing>>>,
    rounds: Rounds<AgentId, Surroundings>,
}

impl Standings {
    fn at(&self, agent: AgentId, revision: i64) -> Option<Standing> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let standing = known.get(&agent)?;
        (standing.revision == revision).then(|| standing.clone())
    }

    fn keep(&self, agent: AgentId, standing: &Standing) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(agent, standing.clone());
    }
}

/// What changes from message to message, and the number that says whether the rest has.
const PASSING: &str = "select 'revision' as part, cast(0 as bigint) as id, revision as number, '' as name, '' as data from configuration \
    union all select 'waiting', queue_id, count(*), '', '' from conversations \
    where state = 'waiting' and agent_id = $1 and queue_id is not null group by queue_id";

/// What changes rarely, with the number it has been read at.
const STANDING: &str = "select 'revision' as part, cast(0 as bigint) as id, cast(0 as bigint) as place, revision as number, '' as name, '' as data from configuration \
    union all select 'action', id, 0, 0, '', action from agents where id = $1 \
    union all select 'queue', q.id, q.place, q.enabled, q.name, s.hours from queues q join schedules s on s.id = q.schedule_id where q.agent_id = $1 \
    union all select 'topic', id, 0, 0, title, body from topics where agent_id = $1 and enabled = 1 \
    union all select 'online', 0, 0, count(*), '', '' from operators where presence = 'online' and disabled_at is null \
    order by place, id";

impl Store {
    /// What stands around a message to an AI agent right now; none when there is no such agent.
    ///
    /// Those who ask at once share an answer that was begun after the last of them asked.
    pub async fn surroundings(&self, agent: AgentId) -> Result<Option<Surroundings>, StoreError> {
        let read = || self.surroundings_alone(agent);
        self.standings.rounds.share(agent, read).await
    }

    async fn surroundings_alone(&self, agent: AgentId) -> Result<Option<Surroundings>, StoreError> {
        let lines: Vec<Line> = sqlx::query_as(PASSING)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let (mut revision, mut waiting) = (0, BTreeMap::new());
        for line in lines {
            if line.part == "revision" {
                revision = line.number;
            } else {
                waiting.insert(QueueId(line.id), usize::try_from(line.number).unwrap_or(0));
            }
        }
        let standing = match self.standings.at(agent, revision) {
            Some(standing) => Some(standing),
            None => self.standing(agent).await?,
        };
        Ok(standing.map(|standing| Surroundings {
            policy: standing.policy,
            profiles: standing.profiles,
            knowledge: standing.knowledge,
            waiting,
            online: standing.online,
        }))
    }

    /// Reads and understands an AI agent's configuration. One statement, so that all of it is of one moment.
    async fn standing(&self, agent: AgentId) -> Result<Option<Standing>, StoreError> {
        let lines: Vec<Line> = sqlx::query_as(STANDING)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let (mut revision, mut online, mut action) = (0, 0, None);
        let (mut queues, mut topics) = (Vec::new(), Vec::new());
        for line in lines {
            match line.part.as_str() {
                "revision" => revision = line.number,
                "action" => action = Some(serde_json::from_str(&line.data)?),
                "queue" => queues.push(queue(line)?),
                "topic" => topics.push(Passage {
                    title: line.name,
                    text: line.data,
                }),
                _ => online = usize::try_from(line.number).unwrap_or(0),
            }
        }
        let Some(action) = action else {
            return Ok(None);
        };
        let policy = Policy::new(action, queues);
        let standing = Standing {
            revision,
            profiles: Arc::new(Profiles::new(&policy.profiles())),
            policy: Arc::new(policy),
            knowledge: Arc::new(Knowledge::new(&topics)),
            online,
        };
        self.standings.keep(agent, &standing);
        Ok(Some(standing))
    }
}

fn queue(line: Line) -> Result<Queue, StoreError> {
    Ok(Queue {
        id: QueueId(line.id),
        name: line.name,
        enabled: line.number == 1,
        schedule: serde_json::from_str(&line.data)?,
        channels: Vec::new(),
        languages: Vec::new(),
    })
}

impl Tx {
    /// Counts up the number that says that something decisions depend on was changed.
    pub(super) async fn configuration_changed(&mut self) -> Result<(), StoreError> {
        sqlx::query("update configuration set revision = revision + 1")
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
