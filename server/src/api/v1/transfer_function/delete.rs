//! `DELETE /transfer_functions/{id}`: it goes, unless something else needs it.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use handoff::{actions, id::TransferFunctionId};

use crate::api::{problem::ApiProblem, token::WriteToken};

pub(super) async fn delete(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<StatusCode, ApiProblem> {
    actions::delete_transfer_function(
        &site.desk,
        &caller.actor(),
        caller.agent(),
        TransferFunctionId(id),
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
