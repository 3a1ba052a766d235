//! `GET /human_handoff/configuration`: the five sections, with their version.

use app::site::Site;
use axum::{extract::State, http::StatusCode, response::Response};
use handoff::{actions, policy::HumanHandoff};

use crate::api::{
    problem::ApiProblem,
    token::ReadToken,
    version::{IfNoneMatch, tagged, unchanged},
};

/// The five sections, with their version.
#[utoipa::path(
    get,
    path = "/human_handoff/configuration",
    tag = "Configuration",
    responses(
        (status = 200, description = "What is asked for.", body = HumanHandoff),
        (status = 304, description = "The client has this version already."),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    known: IfNoneMatch,
) -> Result<Response, ApiProblem> {
    let found = actions::human_handoff(&site.desk, caller.agent()).await?;
    let found = found.ok_or_else(|| ApiProblem::missing("The AI agent of this token is gone."))?;
    if known.includes(&found.tag) {
        return Ok(unchanged(&found.tag));
    }
    Ok(tagged(StatusCode::OK, &found.tag, found.configuration))
}
