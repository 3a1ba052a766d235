//! What stands around a message when it is decided: the policy, the knowledge, who waits, who is there.
//!
//! Most of it changes rarely and is dear to understand, so it is kept ready in memory. Each time, the
//! database is asked for the number that every change of it counts up; with another number it is read anew.
//! So what is used is never older than the database, whichever program changed it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Store, StoreError, Tx,
    places::{Line, Places},
    rounds::Rounds,
};
use crate::{
    id::{AgentId, OperatorId, QueueId},
    judge::{Knowledge, Passage, Profile, Profiles},
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
    /// How many seconds each place in a queue's line took lately, where that is known.
    pub paces: BTreeMap<QueueId, u32>,
    /// How many people take conversations right now.
    pub online: usize,
    /// Who they are.
    pub present: Arc<[OperatorId]>,
}

/// What is understood of an AI agent's configuration, with the revision it was read at.
#[derive(Debug, Clone)]
struct Standing {
    revision: i64,
    policy: Arc<Policy>,
    profiles: Arc<Profiles>,
    knowledge: Arc<Knowledge>,
    present: Arc<[OperatorId]>,
}

/// Texts that were made ready for the judge: what to recognise, and what to answer from.
type Ready = (Arc<Profiles>, Arc<Knowledge>);

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

    /// What was made ready of the same subjects and topics before, if anything was. To compare texts takes no time
    /// beside making them ready, and most changes are of something else.
    fn ready(&self, agent: AgentId, subjects: &[Profile], topics: &[Passage]) -> Ready {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let last = known.get(&agent).cloned();
        drop(known);
        let profiles = last
            .as_ref()
            .filter(|last| last.policy.profiles() == subjects);
        let knowledge = last.as_ref().filter(|last| last.knowledge.is_of(topics));
        let profiles = profiles.map(|last| last.profiles.clone());
        let knowledge = knowledge.map(|last| last.knowledge.clone());
        (
            profiles.unwrap_or_else(|| Arc::new(Profiles::new(subjects))),
            knowledge.unwrap_or_else(|| Arc::new(Knowledge::new(topics))),
        )
    }
}

/// What changes from message to message, and the number that says whether the rest has.
const PASSING: &str = "select 'revision' as part, cast(0 as bigint) as id, revision as number from configuration \
    union all select 'waiting', queue_id, count(*) from conversations \
    where state = 'waiting' and agent_id = $1 and queue_id is not null group by queue_id \
    union all select 'pace', p.queue_id, p.seconds from paces p join queues q on q.id = p.queue_id where q.agent_id = $1";

/// What changes rarely, with the number it has been read at.
const STANDING: &str = "select 'revision' as part, cast(0 as bigint) as id, cast(0 as bigint) as place, revision as number, '' as name, '' as data, '' as more from configuration \
    union all select 'action', id, 0, 0, '', action, '' from agents where id = $1 \
    union all select case q.enabled when 1 then 'queue' else 'queue_off' end, q.id, q.place, coalesce(q.transfer_function_id, 0), q.name, s.hours, q.settings \
    from queues q join schedules s on s.id = q.schedule_id where q.agent_id = $1 \
    union all select 'handoff', id, place, 0, name, description, instructions from handoffs where agent_id = $1 \
    union all select 'leads', hq.handoff_id, hq.place, hq.queue_id, '', '', '' from handoff_queues hq join handoffs h on h.id = hq.handoff_id where h.agent_id = $1 \
    union all select 'transfer_function', id, 0, 0, name, settings, '' from transfer_functions where agent_id = $1 \
    union all select 'topic', id, 0, 0, title, body, instructions from topics where agent_id = $1 and enabled = 1 \
    union all select 'ends', th.topic_id, th.place, th.handoff_id, '', '', '' from topic_handoffs th join topics t on t.id = th.topic_id where t.agent_id = $1 \
    union all select 'routing_profile', id, 0, 0, name, description, examples from routing_profiles where agent_id = $1 and is_active = 1 \
    union all select 'people_for', id, 1, 0, '', operators, '' from routing_profiles where agent_id = $1 and is_active = 1 \
    union all select 'sharing', id, 0, 0, '', sharing, '' from queues where agent_id = $1 \
    union all select 'present', id, 0, 0, '', '', '' from operators where presence = 'online' and disabled_at is null \
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
        let lines: Vec<(String, i64, i64)> = sqlx::query_as(PASSING)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let (mut revision, mut waiting, mut paces) = (0, BTreeMap::new(), BTreeMap::new());
        for (part, id, number) in lines {
            match part.as_str() {
                "revision" => revision = number,
                "pace" => drop(paces.insert(QueueId(id), u32::try_from(number).unwrap_or(0))),
                _ => drop(waiting.insert(QueueId(id), usize::try_from(number).unwrap_or(0))),
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
            paces,
            online: standing.present.len(),
            present: standing.present,
        }))
    }

    /// The number that every change of what decisions depend on counts up.
    pub async fn configuration_revision(&self) -> Result<i64, StoreError> {
        let sql = "select revision from configuration";
        Ok(sqlx::query_scalar(sql).fetch_one(&self.readers).await?)
    }

    /// Reads and understands an AI agent's configuration. One statement, so that all of it is of one moment.
    async fn standing(&self, agent: AgentId) -> Result<Option<Standing>, StoreError> {
        let lines: Vec<Line> = sqlx::query_as(STANDING)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let (mut revision, mut action, mut present) = (0, None, Vec::new());
        let (mut places, mut topics) = (Places::default(), Vec::new());
        for line in lines {
            match line.part.as_str() {
                "revision" => revision = line.number,
                "action" => action = Some(serde_json::from_str(&line.data)?),
                "present" => present.push(OperatorId(line.id)),
                _ => places.take(&line)?,
            }
            if line.part == "topic" {
                topics.push(Passage {
                    title: line.name,
                    text: line.data,
                });
            }
        }
        let Some(action) = action else {
            return Ok(None);
        };
        let policy = places.policy(action);
        let (profiles, knowledge) = self.standings.ready(agent, &policy.profiles(), &topics);
        let standing = Standing {
            revision,
            policy: Arc::new(policy),
            profiles,
            knowledge,
            present: present.into(),
        };
        self.standings.keep(agent, &standing);
        Ok(Some(standing))
    }
}

impl Tx {
    /// Holds what decisions depend on until the transaction ends, unless it was changed since it had this number:
    /// then the answer is [`StoreError::Conflict`].
    pub async fn hold_configuration(&mut self, revision: i64) -> Result<(), StoreError> {
        let sql = "update configuration set revision = revision + 1 where revision = $1";
        let done = sqlx::query(sql)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }

    /// Counts up the number that says that something decisions depend on was changed.
    pub(super) async fn configuration_changed(&mut self) -> Result<(), StoreError> {
        sqlx::query("update configuration set revision = revision + 1")
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
