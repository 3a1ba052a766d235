//! All that is set up for an AI agent, read as one document.

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
}

impl Whole {
    /// Everything as it is now. None when there is no such agent.
    pub(super) async fn read(desk: &Desk, agent: AgentId) -> Result<Option<Self>, StoreError> {
        for _ in 0..TRIES {
            let revision = desk.store.configuration_revision().await?;
            let found = Self::at(desk, agent, revision).await?;
            if desk.store.configuration_revision().await? == revision {
                return Ok(found);
            }
        }
        Err(StoreError::Conflict)
    }

    async fn at(desk: &Desk, agent: AgentId, revision: i64) -> Result<Option<Self>, StoreError> {
        let store = &desk.store;
        let action = store.action(agent).await?;
        let Some((action, hours)) = action.zip(store.default_schedule(agent).await?) else {
            return Ok(None);
        };
        let profiles = store.routing_profiles(agent, None).await?;
        Ok(Some(Self {
            revision,
            action,
            hours,
            profiles: profiles.into_iter().map(|saved| saved.profile).collect(),
            queues: store.saved_queues(agent).await?,
            sharings: store.sharings(agent).await?,
            handoffs: store.handoffs(agent).await?,
            functions: store.transfer_functions(agent).await?,
            topics: store.topics(agent, None).await?,
        }))
    }

    /// The five sections of it.
    pub(super) fn five(&self) -> HumanHandoff {
        HumanHandoff::of(&self.action.action, &self.hours.schedule, &self.profiles)
    }

    /// All of it as one document.
    pub(super) fn tagged(&self) -> TaggedDocument {
        let asleep: Vec<Topic> = self.topics_that(|topic| !topic.is_enabled);
        let document = Document::write(&self.policy(), &self.five(), &asleep);
        let tag = hash_secret(&document.to_string());
        TaggedDocument { document, tag }
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
) -> Result<Option<TaggedDocument>, StoreError> {
    let whole = Whole::read(desk, agent).await?;
    Ok(whole.map(|whole| whole.tagged()))
}
