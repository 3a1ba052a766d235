//! AI agents, as far as a token reaches: the one it speaks for. New ones are made by people.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions::{NewAgent, rename_agent},
    clock::Instant,
    id::AgentId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{
    body::Body,
    paged::{Page, PageQuery},
    problem::ApiProblem,
    query::Query,
    token::{Caller, ReadToken, WriteToken},
};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show, replace))
}

#[derive(Serialize, ToSchema)]
struct AgentJson {
    id: AgentId,
    name: String,
    /// One line about whom it speaks for.
    about: String,
    /// Whether its Human Handoff action is switched on.
    enabled: bool,
    /// What a widget names it by.
    public_key: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
}

/// What can be said of an AI agent itself. What it goes by is in its configuration.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AgentBody {
    #[schema(example = "Nora")]
    name: String,
    #[serde(default)]
    about: String,
}

/// The AI agents that the token reaches: its own.
#[utoipa::path(
    get,
    path = "/agents",
    tag = "Agents",
    params(PageQuery),
    responses(
        (status = 200, description = "What is asked for.", body = Page<AgentJson>),
    ),
)]
async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<AgentJson>>, ApiProblem> {
    let own = card(&site, &caller, caller.agent()).await?;
    query.of(vec![(own.id.0, own)]).map(Json)
}

/// One AI agent.
#[utoipa::path(
    get,
    path = "/agents/{id}",
    tag = "Agents",
    responses(
        (status = 200, description = "What is asked for.", body = AgentJson),
    ),
)]
async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<AgentId>,
) -> Result<Json<AgentJson>, ApiProblem> {
    card(&site, &caller, id).await.map(Json)
}

/// An AI agent gets another name, and another line about whom it speaks for.
#[utoipa::path(
    put,
    path = "/agents/{id}",
    tag = "Agents",
    request_body = AgentBody,
    responses(
        (status = 200, description = "Done.", body = AgentJson),
    ),
)]
async fn replace(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<AgentId>,
    Body(body): Body<AgentBody>,
) -> Result<Json<AgentJson>, ApiProblem> {
    card(&site, &caller, id).await?;
    let new = NewAgent {
        name: body.name,
        about: body.about,
    };
    rename_agent(&site.desk, &caller.actor(), id, &new).await?;
    card(&site, &caller, id).await.map(Json)
}

/// One AI agent, if the token reaches it.
async fn card(site: &Site, caller: &Caller, id: AgentId) -> Result<AgentJson, ApiProblem> {
    let missing = || ApiProblem::missing("There is no such AI agent.");
    if id != caller.agent() {
        return Err(missing());
    }
    let store = &site.desk.store;
    let agent = store.agent(id).await?.ok_or_else(missing)?;
    let action = store.action(id).await?;
    Ok(AgentJson {
        id: agent.id,
        name: agent.name,
        about: agent.about,
        enabled: action.is_some_and(|saved| saved.action.enabled),
        public_key: agent.public_key,
        created_at: agent.created_at,
    })
}
