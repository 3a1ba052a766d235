//! `POST /help_desks/{help_desk}/test`: a ticket to try it with.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use handoff::{
    actions::{self, SaveError},
    id::DeliveryId,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::known;
use crate::api::{problem::ApiProblem, token::WriteToken};

/// A test on its way.
#[derive(Serialize, ToSchema)]
pub(super) struct TestTicketJson {
    delivery: DeliveryId,
}

/// A ticket of low priority is made, which can be closed.
#[utoipa::path(
    post,
    path = "/help_desks/{help_desk}/test",
    tag = "Help desks",
    responses(
        (status = 202, description = "It is on its way.", body = TestTicketJson),
    ),
)]
pub(super) async fn test(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Response, ApiProblem> {
    known(&name)?;
    let of = (caller.agent(), name.as_str());
    let delivery = actions::test_help_desk(&site.desk, &caller.actor(), of).await;
    let delivery = delivery.map_err(|error| match error {
        SaveError::Missing => ApiProblem::missing("This help desk is not connected."),
        other => other.into(),
    })?;
    Ok((StatusCode::ACCEPTED, Json(TestTicketJson { delivery })).into_response())
}
