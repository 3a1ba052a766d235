//! `POST /customers/{id}/merge` and `…/part`: two are the same, or are not after all.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions::{VerbError, join_customers, part_customer},
    id::CustomerId,
    problem::Problem,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::card::{CustomerJson, missing};
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeBody {
    /// Who is the same.
    customer_id: CustomerId,
}

/// Says that two customers are the same. Their conversations stay as they are and are shown together; whoever is
/// known for longer gives the id. Doing it twice changes nothing.
#[utoipa::path(
    post,
    path = "/customers/{id}/merge",
    tag = "Customers",
    request_body = MergeBody,
    responses(
        (status = 200, description = "They are one now.", body = CustomerJson),
    ),
)]
pub(super) async fn merge(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CustomerId>,
    Body(body): Body<MergeBody>,
) -> Result<Json<CustomerJson>, ApiProblem> {
    let (desk, scope) = (&site.desk, caller.scope());
    desk.store.customer(scope, &id).await?.ok_or_else(missing)?;
    if desk
        .store
        .customer(scope, &body.customer_id)
        .await?
        .is_none()
    {
        let detail = "There is no customer of that id. “GET /customers” lists them.";
        return Err(ApiProblem::invalid(vec![Problem::new(
            "/customer_id",
            detail,
        )]));
    }
    let pair = (&id, &body.customer_id);
    join_customers(desk, &caller.actor(), scope, pair)
        .await
        .map_err(explained)?;
    Ok(Json(CustomerJson::load(&desk.store, scope, &id).await?))
}

/// Parts a customer from whom they were merged into, for good: they are not taken for the same again unless somebody
/// says so. Whoever was merged into nobody stays as they are.
#[utoipa::path(
    post,
    path = "/customers/{id}/part",
    tag = "Customers",
    responses(
        (status = 200, description = "They are by themselves now.", body = CustomerJson),
    ),
)]
pub(super) async fn part(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CustomerId>,
) -> Result<Json<CustomerJson>, ApiProblem> {
    let (desk, scope) = (&site.desk, caller.scope());
    let actor = caller.actor();
    let parted = part_customer(desk, &actor, scope, (&id, true));
    parted.await.map_err(explained)?;
    Ok(Json(CustomerJson::load(&desk.store, scope, &id).await?))
}

/// Whoever is not there is no conversation that is not there.
fn explained(error: VerbError) -> ApiProblem {
    match error {
        VerbError::Missing => missing(),
        other => other.into(),
    }
}
