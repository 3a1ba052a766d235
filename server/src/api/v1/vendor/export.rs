//! `GET /exports/{vendor}`: what is set up, in the vendor's JSON and nothing around it. What it cannot say stands at
//! the address in `Link`.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use handoff::{
    actions,
    vendor::{Export, Line},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::named;
use crate::api::{
    BASE,
    problem::ApiProblem,
    query::Query,
    token::{Caller, ReadToken},
};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ExportQuery {
    /// The handoff whose queues are meant, where the JSON is about one.
    handoff: Option<String>,
}

/// What the vendor's JSON cannot say.
#[derive(Serialize, ToSchema)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

/// What is set up, in another vendor's JSON and nothing around it.
///
/// What it cannot say stands at the address in `Link`.
#[utoipa::path(
    get,
    path = "/exports/{vendor}",
    tag = "Configuration",
    params(ExportQuery),
    responses(
        (status = 200, description = "What is asked for.", body = serde_json::Value),
        (status = 422, description = "What is asked cannot be written so; “errors” names it."),
    ),
)]
pub(super) async fn export(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(vendor): Path<String>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiProblem> {
    let export = made(&site, &caller, &vendor, &query).await?;
    let mut response = Json(export.json).into_response();
    let link = format!("<{BASE}/exports/{vendor}/report>; rel=\"describedby\"");
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// What another vendor's JSON cannot say of what is set up.
#[utoipa::path(
    get,
    path = "/exports/{vendor}/report",
    tag = "Configuration",
    params(ExportQuery),
    responses(
        (status = 200, description = "What is asked for.", body = Lines),
        (status = 422, description = "What is asked cannot be written so; “errors” names it."),
    ),
)]
pub(super) async fn report(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(vendor): Path<String>,
    Query(query): Query<ExportQuery>,
) -> Result<Json<Lines>, ApiProblem> {
    let export = made(&site, &caller, &vendor, &query).await?;
    Ok(Json(Lines {
        lines: export.report,
    }))
}

async fn made(
    site: &Site,
    caller: &Caller,
    vendor: &str,
    query: &ExportQuery,
) -> Result<Export, ApiProblem> {
    let asked = (named(vendor)?, query.handoff.as_deref());
    let found = actions::export_configuration(&site.desk, caller.agent(), asked).await?;
    found.ok_or_else(|| ApiProblem::missing("The AI agent of this token is gone."))
}
