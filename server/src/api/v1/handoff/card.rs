//! A handoff as programs see and write it.

use handoff::{
    actions::{Desk, HandoffDraft, LeadsTo},
    clock::Instant,
    handoff::parse_destinations,
    id::{AgentId, QueueId},
    problem::Problem,
    store::SavedHandoff,
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
pub(super) struct HandoffJson {
    id: i64,
    name: String,
    /// What the AI calls it.
    function: String,
    description: String,
    available_instructions: String,
    unavailable_instructions: String,
    /// The queues it leads to, by name, in order.
    queues: Vec<String>,
    /// Whether it is used when no other fits.
    is_default: bool,
    /// The topics that lead to it, by title.
    topics: Vec<String>,
    revision: i64,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    saved_by: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HandoffBody {
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    available_instructions: String,
    #[serde(default)]
    unavailable_instructions: String,
    queues: Option<Vec<String>>,
    /// The queues as destination objects instead of names.
    destination: Option<Value>,
}

impl HandoffJson {
    fn new(saved: SavedHandoff, is_default: bool, queues: &[(QueueId, String)]) -> Self {
        let handoff = saved.handoff;
        let name = |id: &QueueId| {
            let found = queues.iter().find(|(known, _)| known == id)?;
            Some(found.1.clone())
        };
        Self {
            id: handoff.id.0,
            function: handoff.function(),
            queues: handoff.queues.iter().filter_map(name).collect(),
            name: handoff.name,
            description: handoff.description,
            available_instructions: handoff.available_instructions,
            unavailable_instructions: handoff.unavailable_instructions,
            is_default,
            topics: saved.topics,
            revision: saved.revision,
            saved_at: saved.saved_at,
            saved_by: saved.saved_by,
        }
    }
}

impl Card for HandoffJson {
    fn id(&self) -> i64 {
        self.id
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

async fn queues(desk: &Desk, agent: AgentId) -> Result<Vec<(QueueId, String)>, ApiProblem> {
    let all = desk.store.queues(agent).await?.into_iter();
    Ok(all.map(|queue| (queue.id, queue.name)).collect())
}

/// All of an AI agent's handoffs in order.
pub(super) async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<HandoffJson>, ApiProblem> {
    let queues = queues(desk, agent).await?;
    let all = desk.store.handoffs(agent).await?;
    let cards = all.into_iter().enumerate();
    Ok(cards
        .map(|(at, saved)| HandoffJson::new(saved, at == 0, &queues))
        .collect())
}

/// The handoff a body describes.
pub(super) async fn draft(
    desk: &Desk,
    agent: AgentId,
    body: Value,
) -> Result<HandoffDraft, ApiProblem> {
    let body: HandoffBody = decode(body).map_err(ApiProblem::invalid)?;
    let leads_to = match (&body.queues, &body.destination) {
        (Some(_), Some(_)) => {
            let detail = "Say where it leads once: by “queues” or by “destination”.";
            return Err(ApiProblem::invalid(vec![Problem::new(
                "/destination",
                detail,
            )]));
        }
        (_, Some(destination)) => destinations(desk, agent, destination).await?,
        (wanted, None) => {
            let there = queues(desk, agent).await?;
            let wanted = wanted.clone().unwrap_or_default();
            let ids = ids_of(&wanted, &there, "/queues", "queue").map_err(ApiProblem::invalid)?;
            LeadsTo::Queues(ids)
        }
    };
    Ok(HandoffDraft {
        name: body.name,
        description: body.description,
        available_instructions: body.available_instructions,
        unavailable_instructions: body.unavailable_instructions,
        leads_to,
    })
}

async fn destinations(desk: &Desk, agent: AgentId, value: &Value) -> Result<LeadsTo, ApiProblem> {
    let functions = desk.store.transfer_functions(agent).await?;
    let names: Vec<&str> = functions
        .iter()
        .map(|saved| saved.function.name.as_str())
        .collect();
    let read = parse_destinations(&value.to_string(), &names);
    read.map(LeadsTo::Destinations).map_err(|faults| {
        let faults = faults.into_iter();
        let problems =
            faults.map(|fault| Problem::new(fault.pointer, fault.detail).at("/destination"));
        ApiProblem::invalid(problems.collect())
    })
}
