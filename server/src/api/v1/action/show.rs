//! `GET /actions/human_handoff`: the action, how “When to use” was understood, and the version.

use app::site::Site;
use axum::{extract::State, response::Response};

use super::ActionJson;
use crate::api::{problem::ApiProblem, token::ReadToken};

/// The action, how “When to use” was understood, and the version.
#[utoipa::path(
    get,
    path = "/actions/human_handoff",
    tag = "Configuration",
    responses(
        (status = 200, description = "What is asked for.", body = ActionJson),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
) -> Result<Response, ApiProblem> {
    let saved = site.desk.store.action(caller.agent()).await?;
    Ok(super::answer(&saved.ok_or_else(super::gone)?))
}
