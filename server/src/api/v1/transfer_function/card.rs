//! A transfer function as programs see and write it.

use handoff::{
    actions::Desk, clock::Instant, handoff::TransferFunction, id::AgentId,
    store::SavedTransferFunction,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::{problem::ApiProblem, v1::kept::Card};

#[derive(Serialize, ToSchema)]
pub(super) struct TransferFunctionJson {
    id: i64,
    /// The name, the kind and what belongs to it, as it is written.
    #[serde(flatten)]
    #[schema(value_type = super::shape::TransferFunctionBody)]
    written: Value,
    /// The queues that use it, by name.
    queues: Vec<String>,
    revision: i64,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    saved_by: Option<String>,
}

impl Card for TransferFunctionJson {
    fn id(&self) -> i64 {
        self.id
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

/// All of an AI agent's transfer functions.
pub(super) async fn cards(
    desk: &Desk,
    agent: AgentId,
) -> Result<Vec<TransferFunctionJson>, ApiProblem> {
    let queues = desk.store.queues(agent).await?;
    let card = |saved: SavedTransferFunction| {
        let id = saved.function.id;
        let using = queues
            .iter()
            .filter(|queue| queue.transfer_function == Some(id));
        TransferFunctionJson {
            id: id.0,
            written: saved.function.to_json(),
            queues: using.map(|queue| queue.name.clone()).collect(),
            revision: saved.revision,
            saved_at: saved.saved_at,
            saved_by: saved.saved_by,
        }
    };
    let all = desk.store.transfer_functions(agent).await?;
    Ok(all.into_iter().map(card).collect())
}

/// The transfer function a body describes.
pub(super) async fn draft(
    desk: &Desk,
    agent: AgentId,
    body: Value,
) -> Result<TransferFunction, ApiProblem> {
    let action = desk.store.action(agent).await?;
    let fields = action
        .map(|saved| saved.action.information_to_gather)
        .unwrap_or_default();
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    TransferFunction::from_json(&body, &names).map_err(ApiProblem::invalid)
}
