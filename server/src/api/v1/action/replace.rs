//! `PUT /actions/human_handoff`: all of it is replaced. With `If-Match`, only if nobody changed it meanwhile.

use app::site::Site;
use axum::{extract::State, response::Response};
use handoff::{
    actions::{SaveError, save_action},
    policy::Action,
};
use serde_json::Value;

use super::{ActionBody, ActionJson};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken, version::IfMatch};

/// All of it is replaced.
///
/// With `If-Match`, only if nobody changed it meanwhile.
#[utoipa::path(
    put,
    path = "/actions/human_handoff",
    tag = "Configuration",
    request_body = ActionBody,
    responses(
        (status = 200, description = "Done.", body = ActionJson),
        (status = 412, description = "Somebody else changed it meanwhile."),
    ),
)]
pub(super) async fn replace(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    versions: IfMatch,
    Body(mut body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    // What was read can be sent back as it is.
    if let Some(said) = body.as_object_mut() {
        said.remove("understood");
    }
    let kept = desk.store.action(agent).await?.ok_or_else(super::gone)?;
    let action = Action::from_sections(&body, &kept.action).map_err(ApiProblem::invalid)?;
    let revision = versions.revision(kept.revision).unwrap_or(kept.revision);
    let kept = save_action(desk, &caller.actor(), agent, &action, revision).await;
    kept.map_err(placed)?;
    let saved = desk.store.action(agent).await?.ok_or_else(super::gone)?;
    Ok(super::answer(&saved))
}

/// Says what is wrong with what is asked for where the sections have it.
fn placed(error: SaveError) -> SaveError {
    let SaveError::Invalid(problems) = error else {
        return error;
    };
    let placed = problems.into_iter().map(|problem| {
        if problem.pointer.starts_with("/information_to_gather") {
            problem.at("/action")
        } else {
            problem
        }
    });
    SaveError::Invalid(placed.collect())
}
