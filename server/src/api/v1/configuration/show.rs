//! `GET /configuration`: everything that is set up, with its version. It is what `handoff decide --config` reads.

use app::site::Site;
use axum::{extract::State, http::StatusCode, response::Response};
use handoff::actions;

use super::Configuration;
use crate::api::{
    problem::ApiProblem,
    token::ReadToken,
    version::{IfNoneMatch, tagged, unchanged},
};

/// Everything that is set up, with its version.
///
/// It is what `handoff decide --config` reads.
#[utoipa::path(
    get,
    path = "/configuration",
    tag = "Configuration",
    responses(
        (status = 200, description = "What is asked for.", body = Configuration),
        (status = 304, description = "The client has this version already."),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    known: IfNoneMatch,
) -> Result<Response, ApiProblem> {
    let found = actions::configuration(&site.desk, caller.agent()).await?;
    let found = found.ok_or_else(|| ApiProblem::missing("The AI agent of this token is gone."))?;
    if known.includes(&found.tag) {
        return Ok(unchanged(&found.tag));
    }
    Ok(tagged(StatusCode::OK, &found.tag, &found.document))
}
