//! `POST /callbacks/{id}/done`: somebody got in touch. Done twice is done once.

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

use super::{card::CallbackJson, claim::MISSING};
use crate::api::{body::OptionalBody, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallbackDoneBody {
    /// Who got in touch, if that should be kept.
    operator_id: Option<OperatorId>,
}

/// Somebody got in touch.
///
/// Done twice is done once.
#[utoipa::path(
    post,
    path = "/callbacks/{id}/done",
    tag = "Callbacks",
    request_body = Option<CallbackDoneBody>,
    responses(
        (status = 200, description = "Done.", body = CallbackJson),
    ),
)]
pub(super) async fn done(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CallbackId>,
    OptionalBody(body): OptionalBody<CallbackDoneBody>,
) -> Result<Json<CallbackJson>, ApiProblem> {
    let (desk, scope) = (&site.desk, caller.scope());
    match actions::finish_callback(desk, &caller.actor(), scope, id, body.operator_id).await {
        Err(VerbError::Missing) => return Err(ApiProblem::missing(MISSING)),
        done => done?,
    }
    let callback = desk.store.callback(scope, id).await?;
    let callback = callback.ok_or_else(|| ApiProblem::missing(MISSING))?;
    Ok(Json(CallbackJson::new(callback, desk.now())))
}
