//! What stands around a message when it is decided: the policy, who waits, who is there. One statement.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use sqlx::FromRow;

use super::{Store, StoreError};
use crate::{
    handoff::Queue,
    id::{AgentId, QueueId},
    judge::Profiles,
    policy::Policy,
};

/// What stands around a message when it is decided.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub policy: Arc<Policy>,
    /// The policy's subjects, made ready for the judge.
    pub profiles: Arc<Profiles>,
    /// How many conversations wait in each queue.
    pub waiting: BTreeMap<QueueId, usize>,
    /// How many people take conversations right now.
    pub online: usize,
}

/// One line of the answer; what its columns mean depends on the part.
#[derive(FromRow)]
struct Line {
    part: String,
    id: i64,
    number: i64,
    place: i64,
    name: String,
    data: String,
}

/// What a policy is made of, as stored: the action, and the queues in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Written {
    action: String,
    queues: Vec<(i64, i64, i64, String, String)>,
}

/// Policies that were made from what is written, to be used while that is still what is written.
///
/// What is written is read each time and compared, so that a policy is never older than the database,
/// whichever program changed it; only the work of understanding it is saved.
#[derive(Clone, Default)]
pub(super) struct Policies(Arc<Mutex<Known>>);

type Known = HashMap<AgentId, (Written, Ready)>;

/// A policy with its subjects made ready.
type Ready = (Arc<Policy>, Arc<Profiles>);

impl Policies {
    fn made_from(&self, agent: AgentId, written: Written) -> Result<Ready, StoreError> {
        let known = |policies: &Known| {
            let (from, ready) = policies.get(&agent)?;
            (*from == written).then(|| ready.clone())
        };
        if let Some(ready) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(ready);
        }
        let policy = written.policy()?;
        let profiles = Profiles::new(&policy.profiles());
        let ready = (Arc::new(policy), Arc::new(profiles));
        let mut policies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        policies.insert(agent, (written, ready.clone()));
        Ok(ready)
    }
}

impl Written {
    fn policy(&self) -> Result<Policy, StoreError> {
        let queue = |(_, id, enabled, name, hours): &(i64, i64, i64, String, String)| {
            Ok(Queue {
                id: QueueId(*id),
                name: name.clone(),
                enabled: *enabled == 1,
                schedule: serde_json::from_str(hours)?,
                channels: Vec::new(),
                languages: Vec::new(),
            })
        };
        let queues = self.queues.iter().map(queue);
        Ok(Policy::new(
            serde_json::from_str(&self.action)?,
            queues.collect::<Result<_, StoreError>>()?,
        ))
    }
}

const LINES: &str = "select 'action' as part, id, 0 as number, 0 as place, '' as name, action as data from agents where id = $1 \
    union all select 'queue', q.id, q.enabled, q.place, q.name, s.hours from queues q join schedules s on s.id = q.schedule_id where q.agent_id = $1 \
    union all select 'waiting', queue_id, count(*), 0, '', '' from conversations \
    where state = 'waiting' and agent_id = $1 and queue_id is not null group by queue_id \
    union all select 'online', 0, count(*), 0, '', '' from operators where presence = 'online' and disabled_at is null";

impl Store {
    /// What stands around a message to an AI agent right now; none when there is no such agent.
    pub async fn surroundings(&self, agent: AgentId) -> Result<Option<Surroundings>, StoreError> {
        let lines: Vec<Line> = sqlx::query_as(LINES)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let (mut written, mut action) = (Written::default(), None);
        let (mut waiting, mut online) = (BTreeMap::new(), 0);
        for line in lines {
            let count = usize::try_from(line.number).unwrap_or(0);
            match line.part.as_str() {
                "action" => action = Some(line.data),
                "queue" => {
                    let queue = (line.place, line.id, line.number, line.name, line.data);
                    written.queues.push(queue);
                }
                "waiting" => drop(waiting.insert(QueueId(line.id), count)),
                _ => online = count,
            }
        }
        let Some(action) = action else {
            return Ok(None);
        };
        written.action = action;
        written.queues.sort_unstable();
        let (policy, profiles) = self.policies.made_from(agent, written)?;
        Ok(Some(Surroundings {
            policy,
            profiles,
            waiting,
            online,
        }))
    }
}
