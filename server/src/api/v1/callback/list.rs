//! `GET /callbacks`: those that are open, the soonest due first; `?done=true` those that are done.

use app::site::Site;
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

use super::card::CallbackJson;
use crate::api::{problem::ApiProblem, query::Query, token::ReadToken};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    #[serde(default)]
    done: bool,
}

#[derive(Serialize)]
pub(super) struct List {
    callbacks: Vec<CallbackJson>,
}

pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Json<List>, ApiProblem> {
    let now = site.desk.now();
    let callbacks = site
        .desk
        .store
        .callbacks(caller.scope(), query.done)
        .await?;
    let callbacks = callbacks.into_iter();
    Ok(Json(List {
        callbacks: callbacks
            .map(|callback| CallbackJson::new(callback, now))
            .collect(),
    }))
}
