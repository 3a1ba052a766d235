//! Queues: where conversations wait, as destination objects.

mod card;
mod shape;
mod sharing;

use app::site::Site;
use handoff::{
    access::Actor,
    actions::{self, Desk, QueueDraft, SaveError},
    id::{AgentId, QueueId},
};
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::kept::{self, Kept};
use crate::api::problem::ApiProblem;
use card::QueueJson;

struct Queues;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes::<Queues>().routes(routes!(sharing::show, sharing::replace))
}

impl Kept for Queues {
    const PATH: &'static str = "queues";
    const WORD: &'static str = "queue";
    const TAG: &'static str = "Queues";
    const SHOWN: &'static [&'static str] = &["open", "opens_at", "closes_at", "handoffs"];
    type Body = shape::QueueBody;
    type Card = QueueJson;
    type Draft = QueueDraft;

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<QueueJson>, ApiProblem> {
        card::cards(desk, agent).await
    }

    async fn draft(desk: &Desk, agent: AgentId, body: Value) -> Result<QueueDraft, ApiProblem> {
        card::draft(desk, agent, body).await
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &QueueDraft,
    ) -> Result<i64, SaveError> {
        let of = of.map(|(id, revision)| (QueueId(id), revision));
        let id = actions::save_queue(desk, actor, agent, of, draft).await?;
        Ok(id.0)
    }

    async fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_queue(desk, actor, agent, QueueId(id)).await
    }
}
