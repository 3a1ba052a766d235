//! `GET /events`: what happened after an event, oldest first.

use app::site::Site;
use axum::{extract::State, response::Response};
use handoff::id::EventId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EventJson;
use crate::api::{
    paged::{followed, rows_wanted},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct EventQuery {
    /// Only what happened after this event.
    #[param(value_type = Option<i64>)]
    after: Option<EventId>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

#[derive(Serialize, ToSchema)]
struct EventPage {
    data: Vec<EventJson>,
    /// What to send as `after` for what comes then, also where nothing came yet.
    next: EventId,
}

/// What happened to the AI agent and its conversations after an event, oldest first.
///
/// Nothing is ever changed or put in between, so whoever goes on from `next` misses nothing and reads nothing twice.
#[utoipa::path(
    get,
    path = "/events",
    tag = "Events",
    params(EventQuery),
    responses(
        (status = 200, description = "What is asked for.", body = EventPage),
    ),
)]
pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<EventQuery>,
) -> Result<Response, ApiProblem> {
    let limit = rows_wanted(query.limit)?;
    let after = query.after.unwrap_or(EventId(0));
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let store = &site.desk.store;
    let mut events = store
        .agent_events_after(caller.agent(), after, most + 1)
        .await?;
    let is_last = events.len() <= limit;
    events.truncate(limit);
    let next = events.last().map_or(after, |event| event.id);
    let data = events.into_iter().map(EventJson::from).collect();
    let more = (!is_last).then(|| next.to_string());
    Ok(followed("after", more.as_deref(), EventPage { data, next }))
}
