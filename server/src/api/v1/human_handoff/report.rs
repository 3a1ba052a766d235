//! `GET /human_handoff/reports/{id}`: what became of the things that the five sections cannot say when
//! they were written.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{event::EventKind, id::EventId, policy::Report};
use serde_json::Value;

use crate::api::{problem::ApiProblem, token::ReadToken};

/// What became of the things that the five sections cannot say when they were written.
#[utoipa::path(
    get,
    path = "/human_handoff/reports/{id}",
    tag = "Configuration",
    responses(
        (status = 200, description = "What is asked for.", body = Report),
    ),
)]
pub(super) async fn report(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Json<Value>, ApiProblem> {
    let kind = EventKind::HumanHandoffReplaced;
    let found = site
        .desk
        .store
        .event(caller.agent(), kind, EventId(id))
        .await?;
    let found = found.ok_or_else(|| ApiProblem::missing("There is no such report."))?;
    Ok(Json(found.data))
}
