//! `PUT /human_handoff/configuration`: all of it is replaced, or nothing. With `If-Match`, only if nobody
//! changed it meanwhile. What the five sections cannot say is reported at the address in `Link`.

use app::site::Site;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use handoff::{
    actions::{self, SaveError},
    id::OperatorId,
    policy::HumanHandoff,
};
use serde_json::Value;

use crate::api::{
    BASE,
    body::Body,
    problem::ApiProblem,
    token::WriteToken,
    version::{IfMatchTags, outdated, tagged},
};

/// All of it is replaced, or nothing.
///
/// With `If-Match`, only if nobody changed it meanwhile. What the five sections cannot say is reported at the address in `Link`.
#[utoipa::path(
    put,
    path = "/human_handoff/configuration",
    tag = "Configuration",
    request_body = HumanHandoff,
    responses(
        (status = 200, description = "Done.", body = HumanHandoff),
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
    let configuration = HumanHandoff::read(body, &people).map_err(ApiProblem::invalid)?;
    let kept =
        actions::replace_human_handoff(desk, &caller.actor(), agent, &configuration, tags).await;
    if let Err(SaveError::Outdated) = kept
        && let Some(now) = actions::human_handoff(desk, agent).await?
    {
        return Ok(outdated(&now.tag));
    }
    let (now, report) = kept?;
    let mut response = tagged(StatusCode::OK, &now.tag, now.configuration);
    let link = format!("<{BASE}/human_handoff/reports/{report}>; rel=\"describedby\"");
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}
