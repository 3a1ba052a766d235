//! `POST /callbacks/{id}/claim`: somebody is about to get in touch. Exactly one of many wins.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions::{self, VerbError},
    id::{CallbackId, OperatorId},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::card::CallbackJson;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

/// What is said of a callback that is done, was never made, or belongs to another AI agent.
pub(super) const MISSING: &str = "There is no such callback that is open.";

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallbackClaimBody {
    operator_id: OperatorId,
}

/// Somebody is about to get in touch.
///
/// Exactly one of many wins.
#[utoipa::path(
    post,
    path = "/callbacks/{id}/claim",
    tag = "Callbacks",
    request_body = CallbackClaimBody,
    responses(
        (status = 200, description = "Done.", body = CallbackJson),
    ),
)]
pub(super) async fn claim(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CallbackId>,
    Body(body): Body<CallbackClaimBody>,
) -> Result<Json<CallbackJson>, ApiProblem> {
    let (desk, scope) = (&site.desk, caller.scope());
    match actions::claim_callback(desk, &caller.actor(), scope, id, body.operator_id).await {
        Err(VerbError::Missing) => return Err(ApiProblem::missing(MISSING)),
        done => done?,
    };
    let callback = desk.store.callback(scope, id).await?;
    let callback = callback.ok_or_else(|| ApiProblem::missing(MISSING))?;
    Ok(Json(CallbackJson::new(callback, desk.now())))
}
