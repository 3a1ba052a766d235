//! `GET|PUT /queues/{id}/sharing`: how a queue's conversations are shared out.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use handoff::{
    actions::{self, Desk},
    id::{AgentId, QueueId},
    routing::Sharing,
    store::SavedSharing,
};
use serde_json::Value;

use crate::{
    api::{
        body::Body,
        problem::ApiProblem,
        token::{ReadToken, WriteToken},
        version::{IfMatch, tagged},
    },
    json::decode,
};

/// How a queue's conversations are shared out.
#[utoipa::path(
    get,
    path = "/queues/{id}/sharing",
    tag = "Queues",
    responses(
        (status = 200, description = "What is asked for.", body = Sharing),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<QueueId>,
) -> Result<Response, ApiProblem> {
    let saved = found(&site.desk, caller.agent(), id).await?;
    Ok(tagged(StatusCode::OK, saved.revision, saved.sharing))
}

/// How a queue's conversations are shared out.
#[utoipa::path(
    put,
    path = "/queues/{id}/sharing",
    tag = "Queues",
    request_body = Sharing,
    responses(
        (status = 200, description = "Done.", body = Sharing),
        (status = 412, description = "Somebody else changed it meanwhile."),
    ),
)]
pub(super) async fn replace(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<QueueId>,
    versions: IfMatch,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let before = found(desk, agent, id).await?;
    let revision = versions.revision(before.revision);
    let sharing: Sharing = decode(body).map_err(ApiProblem::invalid)?;
    actions::save_sharing(desk, &caller.actor(), (agent, id), sharing, revision).await?;
    let saved = found(desk, agent, id).await?;
    Ok(tagged(StatusCode::OK, saved.revision, saved.sharing))
}

async fn found(desk: &Desk, agent: AgentId, id: QueueId) -> Result<SavedSharing, ApiProblem> {
    let saved = desk.store.sharings(agent).await?;
    let saved = saved.into_iter().find(|saved| saved.queue == id);
    saved.ok_or_else(|| ApiProblem::missing("There is no such queue."))
}
