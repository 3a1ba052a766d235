//! `GET /callbacks`: those that are open, the soonest due first; `?done=true` those that are done.

use app::site::Site;
use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::CallbackJson;
use crate::api::{
    paged::{PageQuery, followed},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    #[serde(default)]
    done: bool,
    /// Where the page before ended.
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct CallbackList {
    callbacks: Vec<CallbackJson>,
    /// What to send as `cursor` for the page after this one.
    next: Option<String>,
}

/// Those that are open, the soonest due first; `?done=true` those that are done.
#[utoipa::path(
    get,
    path = "/callbacks",
    tag = "Callbacks",
    params(ListQuery),
    responses(
        (status = 200, description = "What is asked for.", body = CallbackList),
    ),
)]
pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, ApiProblem> {
    let now = site.desk.now();
    let store = &site.desk.store;
    let callbacks = store.callbacks(caller.scope(), query.done).await?;
    let rows = callbacks
        .into_iter()
        .map(|callback| (callback.id.0, callback));
    let page = PageQuery::new(query.cursor, query.limit).of(rows.collect())?;
    let rows = page.data.into_iter();
    let list = CallbackList {
        callbacks: rows.map(|row| CallbackJson::new(row, now)).collect(),
        next: page.next.clone(),
    };
    Ok(followed("cursor", page.next.as_deref(), list))
}
