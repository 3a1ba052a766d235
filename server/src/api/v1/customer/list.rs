//! `GET /customers`: the AI agent's customers, those who are known for the shortest time first.

use app::site::Site;
use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::CustomerRow;
use crate::api::{
    paged::{followed, rows_wanted, strange_cursor},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

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
    let limit = rows_wanted(query.limit)?;
    let of = (caller.scope(), caller.agent());
    let page = site
        .desk
        .store
        .customers(of, query.cursor.as_deref(), limit);
    let page = page.await?.ok_or_else(strange_cursor)?;
    let list = CustomerList {
        customers: page.customers.into_iter().map(CustomerRow::from).collect(),
        next: page.next.clone(),
    };
    Ok(followed("cursor", page.next.as_deref(), list))
}
