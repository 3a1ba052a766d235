//! A schedule as programs see it, with the queues that follow it.

use handoff::{
    actions::Desk,
    clock::Instant,
    id::{AgentId, QueueId},
    store::ScheduleUse,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::{problem::ApiProblem, v1::kept::Card};

#[derive(Serialize, ToSchema)]
pub(super) struct ScheduleJson {
    id: i64,
    name: String,
    /// The hours in our own form.
    #[serde(flatten)]
    #[schema(value_type = super::shape::Hours)]
    hours: Value,
    open: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Instant>,
    /// The queues that follow it.
    queues: Vec<Follower>,
    revision: i64,
}

#[derive(Serialize, ToSchema)]
struct Follower {
    id: QueueId,
    name: String,
}

impl Card for ScheduleJson {
    fn id(&self) -> i64 {
        self.id
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

/// All of an AI agent's schedules.
pub(super) async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<ScheduleJson>, ApiProblem> {
    let now = desk.now();
    let card = |known: ScheduleUse| {
        let status = known.schedule.status(now);
        let followers = known.queues.into_iter();
        ScheduleJson {
            id: known.id.0,
            name: known.name,
            hours: known.schedule.to_json(),
            open: status.is_open,
            opens_at: status.opens_at,
            closes_at: status.closes_at,
            queues: followers.map(|(id, name)| Follower { id, name }).collect(),
            revision: known.revision,
        }
    };
    let all = desk.store.schedules(agent).await?;
    Ok(all.into_iter().map(card).collect())
}
