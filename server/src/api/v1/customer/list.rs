//! `GET /customers`: the AI agent's customers, those who are known for the shortest time first.

use app::site::Site;
use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::CustomerRow;
use crate::api::{
    paged::{followed, malformed},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

const LIMIT_MAX: i64 = 100;
const LIMIT: i64 = 50;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomersQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct CustomerList {
    customers: Vec<CustomerRow>,
    /// What to send as `cursor` for the page after this one.
    next: Option<String>,
}

/// The AI agent's customers, those who are known for the shortest time first.
#[utoipa::path(
    get,
    path = "/customers",
    tag = "Customers",
    params(CustomersQuery),
    responses(
        (status = 200, description = "What is asked for.", body = CustomerList),
    ),
)]
pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<CustomersQuery>,
) -> Result<Response, ApiProblem> {
    let limit = query.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(malformed("“limit” is a number from 1 to 100."));
    }
    let of = (caller.scope(), caller.agent());
    let page = site
        .desk
        .store
        .customers(of, query.cursor.as_deref(), limit);
    let page = page.await?.ok_or_else(|| {
        malformed("This “cursor” is not one this list gave out. Leave it out to begin at the top.")
    })?;
    let list = CustomerList {
        customers: page.customers.into_iter().map(CustomerRow::from).collect(),
        next: page.next.clone(),
    };
    Ok(followed("cursor", page.next.as_deref(), list))
}
