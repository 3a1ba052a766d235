//! `GET /callbacks`: those that are open, the soonest due first; `?done=true` those that are done.

use app::site::Site;
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::CallbackJson;
use crate::api::{problem::ApiProblem, query::Query, token::ReadToken};

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    #[serde(default)]
    done: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct CallbackList {
    callbacks: Vec<CallbackJson>,
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
) -> Result<Json<CallbackList>, ApiProblem> {
    let now = site.desk.now();
    let callbacks = site
        .desk
        .store
        .callbacks(caller.scope(), query.done)
        .await?;
    let callbacks = callbacks.into_iter();
    Ok(Json(CallbackList {
        callbacks: callbacks
            .map(|callback| CallbackJson::new(callback, now))
            .collect(),
    }))
}
