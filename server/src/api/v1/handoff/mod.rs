//! Handoffs: the named ways to people.

mod card;

use app::site::Site;
use handoff::{
    access::Actor,
    actions::{self, Desk, HandoffDraft, SaveError},
    id::{AgentId, HandoffId},
};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;

use super::kept::{self, Kept};
use crate::api::problem::ApiProblem;
use card::HandoffJson;

struct Handoffs;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes::<Handoffs>()
}

impl Kept for Handoffs {
    const PATH: &'static str = "handoffs";
    const WORD: &'static str = "handoff";
    const TAG: &'static str = "Handoffs";
    const SHOWN: &'static [&'static str] = &["function", "is_default", "topics"];
    type Body = card::HandoffBody;
    type Card = HandoffJson;
    type Draft = HandoffDraft;

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<HandoffJson>, ApiProblem> {
        card::cards(desk, agent).await
    }

    async fn draft(desk: &Desk, agent: AgentId, body: Value) -> Result<HandoffDraft, ApiProblem> {
        card::draft(desk, agent, body).await
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &HandoffDraft,
    ) -> Result<i64, SaveError> {
        let of = of.map(|(id, revision)| (HandoffId(id), revision));
        let id = actions::save_handoff(desk, actor, agent, of, draft).await?;
        Ok(id.0)
    }

    async fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_handoff(desk, actor, agent, HandoffId(id)).await
    }
}
