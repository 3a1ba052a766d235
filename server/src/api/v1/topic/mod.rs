//! Topics: what the AI answers from, and the handoffs they lead to.

mod card;

use app::site::Site;
use handoff::{
    access::Actor,
    actions::{self, Desk, SaveError, TopicDraft},
    id::{AgentId, TopicId},
};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;

use super::kept::{self, Kept};
use crate::api::problem::ApiProblem;
use card::TopicJson;

struct Topics;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes::<Topics>()
}

impl Kept for Topics {
    const PATH: &'static str = "topics";
    const WORD: &'static str = "topic";
    const TAG: &'static str = "Topics";
    const SHOWN: &'static [&'static str] = &[];
    type Body = card::TopicBody;
    type Card = TopicJson;
    type Draft = TopicDraft;

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<TopicJson>, ApiProblem> {
        card::cards(desk, agent).await
    }

    async fn draft(desk: &Desk, agent: AgentId, body: Value) -> Result<TopicDraft, ApiProblem> {
        card::draft(desk, agent, body).await
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &TopicDraft,
    ) -> Result<i64, SaveError> {
        let of = of.map(|(id, revision)| (TopicId(id), revision));
        let id = actions::save_topic(desk, actor, agent, of, draft).await?;
        Ok(id.0)
    }

    async fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_topic(desk, actor, agent, TopicId(id)).await
    }
}
