//! `PUT /operators/{id}`: what somebody can do, all of it replaced.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{actions, id::OperatorId, routing::Abilities};
use serde_json::Value;

use super::card::{self, OperatorJson};
use crate::{
    api::{body::Body, problem::ApiProblem, token::WriteToken},
    json::decode,
};

/// What a card says besides, which is not changed here.
const OTHERS: [&str; 9] = [
    "id",
    "name",
    "email",
    "role",
    "enabled",
    "presence",
    "presence_since",
    "load",
    "last_given_at",
];

/// What somebody can do, all of it replaced.
#[utoipa::path(
    put,
    path = "/operators/{id}",
    tag = "Operators",
    request_body = Abilities,
    responses(
        (status = 200, description = "Done.", body = OperatorJson),
    ),
)]
pub(super) async fn update(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<OperatorId>,
    Body(mut body): Body<Value>,
) -> Result<Json<OperatorJson>, ApiProblem> {
    let desk = &site.desk;
    card::card(desk, id).await?;
    // What was read can be written back.
    if let Some(given) = body.as_object_mut() {
        for other in OTHERS {
            given.remove(other);
        }
    }
    let wish: Abilities = decode(body).map_err(ApiProblem::invalid)?;
    actions::save_abilities(desk, &caller.actor(), id, wish).await?;
    card::card(desk, id).await.map(Json)
}
