//! `PUT /operators/{id}/presence`: somebody comes or goes.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions::{self, PresenceChange},
    id::OperatorId,
    operator::Presence,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::{self, OperatorJson};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PresenceBody {
    presence: Presence,
    /// What they have goes back to the front of the line.
    #[serde(default)]
    give_back: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Changed {
    operator: OperatorJson,
    /// How many conversations went back to the line.
    returned: usize,
}

/// Somebody comes or goes.
#[utoipa::path(
    put,
    path = "/operators/{id}/presence",
    tag = "Operators",
    request_body = PresenceBody,
    responses(
        (status = 200, description = "Done.", body = Changed),
    ),
)]
pub(super) async fn change(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<OperatorId>,
    Body(body): Body<PresenceBody>,
) -> Result<Json<Changed>, ApiProblem> {
    let desk = &site.desk;
    card::card(desk, id).await?;
    let change = PresenceChange {
        presence: body.presence,
        gives_back: body.give_back,
    };
    let returned = actions::set_presence(desk, &caller.actor(), id, change).await?;
    let operator = card::card(desk, id).await?;
    Ok(Json(Changed { operator, returned }))
}
