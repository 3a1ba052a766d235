//! A topic as programs see and write it.

use handoff::{
    actions::{Desk, TopicDraft},
    clock::Instant,
    id::{AgentId, HandoffId},
    store::Topic,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    api::{
        problem::ApiProblem,
        v1::{kept::Card, names::ids_of},
    },
    json::decode,
};

#[derive(Serialize, ToSchema)]
pub(super) struct TopicJson {
    id: i64,
    title: String,
    text: String,
    instructions: String,
    /// The handoffs it may end in, by name, in order.
    handoffs: Vec<String>,
    enabled: bool,
    revision: i64,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    saved_by: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicBody {
    title: String,
    text: String,
    #[serde(default)]
    instructions: String,
    #[serde(default)]
    handoffs: Vec<String>,
    #[serde(default = "yes")]
    enabled: bool,
}

const fn yes() -> bool {
    true
}

impl TopicJson {
    fn new(topic: Topic, names: &[(HandoffId, String)]) -> Self {
        let name = |id: &HandoffId| {
            let found = names.iter().find(|(known, _)| known == id)?;
            Some(found.1.clone())
        };
        Self {
            id: topic.id.0,
            handoffs: topic.handoffs.iter().filter_map(name).collect(),
            title: topic.title,
            text: topic.text,
            instructions: topic.instructions,
            enabled: topic.is_enabled,
            revision: topic.revision,
            saved_at: topic.updated_at,
            saved_by: topic.saved_by,
        }
    }
}

impl Card for TopicJson {
    fn id(&self) -> i64 {
        self.id
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

async fn names(desk: &Desk, agent: AgentId) -> Result<Vec<(HandoffId, String)>, ApiProblem> {
    let all = desk.store.handoffs(agent).await?.into_iter();
    Ok(all
        .map(|saved| (saved.handoff.id, saved.handoff.name))
        .collect())
}

/// All of an AI agent's topics.
pub(super) async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<TopicJson>, ApiProblem> {
    let names = names(desk, agent).await?;
    let all = desk.store.topics(agent, None).await?;
    Ok(all
        .into_iter()
        .map(|topic| TopicJson::new(topic, &names))
        .collect())
}

/// The topic a body describes.
pub(super) async fn draft(
    desk: &Desk,
    agent: AgentId,
    body: Value,
) -> Result<TopicDraft, ApiProblem> {
    let body: TopicBody = decode(body).map_err(ApiProblem::invalid)?;
    let names = names(desk, agent).await?;
    let handoffs =
        ids_of(&body.handoffs, &names, "/handoffs", "handoff").map_err(ApiProblem::invalid)?;
    Ok(TopicDraft {
        title: body.title,
        text: body.text,
        instructions: body.instructions,
        handoffs,
        is_enabled: body.enabled,
    })
}
