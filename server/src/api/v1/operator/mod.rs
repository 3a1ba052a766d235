//! Operators: who works here, what they can do, and whether they are there.

mod card;
mod presence;
mod update;

use app::site::Site;
use axum::{
    Json, Router,
    extract::{Path, State},
    routing::{get, put},
};
use handoff::id::OperatorId;

use crate::api::{
    paged::{Page, PageQuery},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};
use card::OperatorJson;

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/operators", get(list))
        .route("/operators/{id}", get(show).put(update::update))
        .route("/operators/{id}/presence", put(presence::change))
}

/// `GET /operators`: everybody, in the order they joined.
async fn list(
    ReadToken(_): ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<OperatorJson>>, ApiProblem> {
    let all = card::cards(&site.desk).await?;
    query
        .of(all.into_iter().map(|card| (card.id.0, card)).collect())
        .map(Json)
}

/// `GET /operators/{id}`: one of them.
async fn show(
    ReadToken(_): ReadToken,
    State(site): State<Site>,
    Path(id): Path<OperatorId>,
) -> Result<Json<OperatorJson>, ApiProblem> {
    card::card(&site.desk, id).await.map(Json)
}
