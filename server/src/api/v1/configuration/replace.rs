//! `PUT /configuration`: all that is set up becomes what the document says, or nothing changes. With `If-Match`, only
//! if nobody changed it meanwhile.

use app::site::Site;
use axum::{extract::State, http::StatusCode, response::Response};
use handoff::{
    actions::{self, SaveError},
    id::OperatorId,
    policy::Replacement,
};
use serde_json::Value;

use super::Configuration;
use crate::api::{
    body::Body,
    problem::ApiProblem,
    token::WriteToken,
    version::{IfMatchTags, outdated, tagged},
};

/// All that is set up becomes what the document says, or nothing changes.
///
/// With `If-Match`, only if nobody changed it meanwhile.
#[utoipa::path(
    put,
    path = "/configuration",
    tag = "Configuration",
    request_body = Configuration,
    responses(
        (status = 200, description = "Done.", body = Configuration),
        (status = 412, description = "Somebody else changed it meanwhile."),
    ),
)]
pub(super) async fn replace(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    IfMatchTags(tags): IfMatchTags,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let people = desk.store.operators().await?;
    let people: Vec<OperatorId> = people.iter().map(|person| person.id).collect();
    let wanted = Replacement::read(&body, &people).map_err(ApiProblem::invalid)?;
    let actor = caller.actor();
    let kept = actions::replace_configuration(desk, &actor, agent, &wanted, tags.as_deref()).await;
    if let Err(SaveError::Outdated) = kept
        && let Some(now) = actions::configuration(desk, agent).await?
    {
        return Ok(outdated(&now.tag));
    }
    let now = kept?;
    Ok(tagged(StatusCode::OK, &now.tag, &now.document))
}
