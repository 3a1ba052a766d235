//! Operators: who works here, what they can do, and whether they are there.

mod card;
mod presence;
mod update;

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::id::OperatorId;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{
    paged::{Page, PageQuery},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};
use card::OperatorJson;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show, update::update))
        .routes(routes!(presence::change))
}

/// Everybody, in the order they joined.
#[utoipa::path(
    get,
    path = "/operators",
    tag = "Operators",
    params(PageQuery),
    responses(
        (status = 200, description = "What is asked for.", body = Page<OperatorJson>),
    ),
)]
async fn list(
    _: ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Page<OperatorJson>, ApiProblem> {
    let all = card::cards(&site.desk).await?;
    query.of(all.into_iter().map(|card| (card.id.0, card)).collect())
}

/// One of them.
#[utoipa::path(
    get,
    path = "/operators/{id}",
    tag = "Operators",
    responses(
        (status = 200, description = "What is asked for.", body = OperatorJson),
    ),
)]
async fn show(
    _: ReadToken,
    State(site): State<Site>,
    Path(id): Path<OperatorId>,
) -> Result<Json<OperatorJson>, ApiProblem> {
    card::card(&site.desk, id).await.map(Json)
}
