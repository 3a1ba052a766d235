//! `GET /customers/{id}`: what is known of a customer, and everything they wrote.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::id::CustomerId;

use super::card::CustomerJson;
use crate::api::{problem::ApiProblem, token::ReadToken};

/// What is known of a customer, with their conversations on every channel. Whoever was merged into another is found by
/// their former id too.
#[utoipa::path(
    get,
    path = "/customers/{id}",
    tag = "Customers",
    responses(
        (status = 200, description = "What is asked for.", body = CustomerJson),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<CustomerId>,
) -> Result<Json<CustomerJson>, ApiProblem> {
    let found = CustomerJson::load(&site.desk.store, caller.scope(), &id);
    Ok(Json(found.await?))
}
