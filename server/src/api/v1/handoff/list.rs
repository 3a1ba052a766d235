//! `GET /handoffs`: all of the AI agent's, in order.

use app::site::Site;
use axum::{Json, extract::State};

use super::card::{HandoffJson, cards};
use crate::api::{
    paged::{Page, PageQuery},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<HandoffJson>>, ApiProblem> {
    let all = cards(&site.desk, caller.agent()).await?;
    let rows = all.into_iter().map(|card| (card.id(), card)).collect();
    query.of(rows).map(Json)
}
