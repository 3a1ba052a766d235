//! Transfer functions: what is sent to which system when a queue is used.

mod card;
mod shape;

use app::site::Site;
use handoff::{
    access::Actor,
    actions::{self, Desk, SaveError},
    handoff::TransferFunction,
    id::{AgentId, TransferFunctionId},
};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;

use super::kept::{self, Kept};
use crate::api::problem::ApiProblem;
use card::TransferFunctionJson;
pub(super) use shape::TransferFunctionBody;

struct TransferFunctions;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes::<TransferFunctions>()
}

impl Kept for TransferFunctions {
    const PATH: &'static str = "transfer_functions";
    const WORD: &'static str = "transfer function";
    const TAG: &'static str = "Transfer functions";
    const SHOWN: &'static [&'static str] = &["queues"];
    type Body = TransferFunctionBody;
    type Card = TransferFunctionJson;
    type Draft = TransferFunction;

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<TransferFunctionJson>, ApiProblem> {
        card::cards(desk, agent).await
    }

    async fn draft(
        desk: &Desk,
        agent: AgentId,
        body: Value,
    ) -> Result<TransferFunction, ApiProblem> {
        card::draft(desk, agent, body).await
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &TransferFunction,
    ) -> Result<i64, SaveError> {
        let of = of.map(|(id, revision)| (TransferFunctionId(id), revision));
        let id = actions::save_transfer_function(desk, actor, agent, of, draft).await?;
        Ok(id.0)
    }

    async fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_transfer_function(desk, actor, agent, TransferFunctionId(id)).await
    }
}
