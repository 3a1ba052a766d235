//! All that is set up for an AI agent, read as one document.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use serde_json::Value;

use super::Desk;
use crate::{
    handoff::Topic,
    id::{AgentId, hash_secret},
    policy::{Document, HumanHandoff, Policy},
    routing::RoutingProfile,
    store::{
        SavedAction, SavedHandoff, SavedQueue, SavedSchedule, SavedSharing, SavedTransferFunction,
        StoreError, Topic as SavedTopic,
    },
};

/// How often it is read again because somebody changed something meanwhile.
const TRIES: usize = 5;

/// A configuration document with the tag of its version.
#[derive(Debug, Clone, PartialEq)]
pub struct TaggedDocument {
    pub document: Value,
    /// Equal for equal documents, and only for those.
    pub tag: String,
}

/// What is set up for an AI agent, as of one moment.
pub(super) struct Whole {
    /// The number that every change counts up.
    pub(super) revision: i64,
    pub(super) action: SavedAction,
    /// The hours of the first queue.
    pub(super) hours: SavedSchedule,
    pub(super) profiles: Vec<RoutingProfile>,
    pub(super) queues: Vec<SavedQueue>,
    pub(super) sharings: Vec<SavedSharing>,
    pub(super) handoffs: Vec<SavedHandoff>,
    pub(super) functions: Vec<SavedTransferFunction>,
    pub(super) topics: Vec<SavedTopic>,
    /// All of it as one document, once somebody asked for that.
    tagged: OnceLock<Arc<TaggedDocument>>,
}

/// What is set up for each AI agent, as it was read last. It changes rarely and takes many statements to read, so it is
/// used again as long as the database has the same number for it.
#[derive(Clone, Default)]
pub(super) struct Wholes(Arc<Mutex<HashMap<AgentId, Arc<Whole>>>>);

impl Wholes {
    fn at(&self, agent: AgentId, revision: i64) -> Option<Arc<Whole>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = known.get(&agent)?;
        (whole.revision == revision).then(|| whole.clone())
    }

    fn keep(&self, agent: AgentId, whole: &Arc<Whole>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(agent, whole.clone());
    }
}

impl Whole {
    /// Everything as it is now. None when there is no such agent.
    pub(super) async fn read(desk: &Desk, agent: AgentId) -> Result<Option<Arc<Self>>, StoreError> {
        for _ in 0..TRIES {
            let revision = desk.store.configuration_revision().await?;
            if let Some(known) = desk.wholes.at(agent, revision) {
                return Ok(Some(known));
            }
            let found = Self::at(desk, agent, revision).await?.map(Arc::new);
            if desk.store.configuration_revision().await? == revision {
                if let Some(whole) = &found {
                    desk.wholes.keep(agent, whole);
                }
                return Ok(found);
            }
        }
        Err(StoreError::Conflict)
    }

    async fn at(desk: &Desk, agent: AgentId, revision: i64) -> Result<Option<Self>, StoreError> {
        let store = &desk.store;
        // At once: whoever waits for this has the number looked at before and after, so all of it is of one moment.
        let (action, hours, profiles, queues, sharings, handoffs, functions, topics) = tokio::try_join!(
            store.action(agent),
            store.default_schedule(agent),
            store.routing_profiles(agent, None),
            store.saved_queues(agent),
            store.sharings(agent),
            store.handoffs(agent),
            store.transfer_functions(agent),
            store.topics(agent, None),
        )?;
        Ok(action.zip(hours).map(|(action, hours)| Self {
            revision,
            action,
            hours,
            profiles: profiles.into_iter().map(|saved| saved.profile).collect(),
            queues,
            sharings,
            handoffs,
            functions,
            topics,
            tagged: OnceLock::new(),
        }))
    }

    /// The five sections of it.
    pub(super) fn five(&self) -> HumanHandoff {
        HumanHandoff::of(&self.action.action, &self.hours.schedule, &self.profiles)
    }

    /// All of it as one document.
    pub(super) fn tagged(&self) -> &Arc<TaggedDocument> {
        self.tagged.get_or_init(|| {
            let asleep: Vec<Topic> = self.topics_that(|topic| !topic.is_enabled);
            let document = Document::write(&self.policy(), &self.five(), &asleep);
            let tag = hash_secret(&document.to_string());
            Arc::new(TaggedDocument { document, tag })
        })
    }

    /// What the engine is told, with every routing profile, used or not.
    fn policy(&self) -> Policy {
        let queues = self.queues.iter().map(|saved| saved.queue.clone());
        let action = self.action.action.clone().numbered();
        let mut policy = Policy::new(action, queues.collect());
        policy.handoffs = self
            .handoffs
            .iter()
            .map(|saved| saved.handoff.clone())
            .collect();
        policy.transfer_functions = self
            .functions
            .iter()
            .map(|saved| saved.function.clone())
            .collect();
        policy.topics = self.topics_that(|topic| topic.is_enabled);
        policy.routing_profiles.clone_from(&self.profiles);
        let sharings = self.sharings.iter();
        policy.sharing = sharings
            .map(|saved| (saved.queue, saved.sharing.clone()))
            .collect();
        policy
    }

    fn topics_that(&self, is_wanted: impl Fn(&SavedTopic) -> bool) -> Vec<Topic> {
        let wanted = self.topics.iter().filter(|topic| is_wanted(topic));
        let topic = |saved: &SavedTopic| Topic {
            title: saved.title.clone(),
            text: saved.text.clone(),
            instructions: saved.instructions.clone(),
            handoffs: saved.handoffs.clone(),
        };
        wanted.map(topic).collect()
    }
}

/// An AI agent's configuration as one document. None when there is no such agent.
pub async fn configuration(
    desk: &Desk,
    agent: AgentId,
) -> Result<Option<Arc<TaggedDocument>>, StoreError> {
    let whole = Whole::read(desk, agent).await?;
    Ok(whole.map(|whole| whole.tagged().clone()))
}
