//! `GET /human_handoff/configuration`: the five sections, with their version.

use app::site::Site;
use axum::{extract::State, http::StatusCode, response::Response};
use handoff::actions;

use crate::api::{
    problem::ApiProblem,
    token::ReadToken,
    version::{IfNoneMatch, tagged, unchanged},
};

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
