//! AI agents, as far as a token reaches: the one it speaks for, or all of them.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use handoff::{
    actions::{NewAgent, create_agent, rename_agent},
    clock::Instant,
    id::AgentId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{
    BASE,
    body::Body,
    paged::{Page, PageQuery},
    problem::ApiProblem,
    query::Query,
    token::{Caller, ReadToken, WriteToken},
};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
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

impl From<AgentBody> for NewAgent {
    fn from(body: AgentBody) -> Self {
        Self {
            name: body.name,
            about: body.about,
        }
    }
}

/// The AI agents that the token reaches: its own, or all of them.
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
) -> Result<Page<AgentJson>, ApiProblem> {
    let mut all: Vec<AgentId> = if caller.is_for_all() {
        let all = site.desk.store.agents().await?.into_iter();
        all.map(|summary| summary.agent.id).collect()
    } else {
        vec![caller.agent()]
    };
    all.sort();
    let page = query.of(all.into_iter().map(|id| (id.0, id)).collect())?;
    let mut data = Vec::new();
    for id in page.data {
        data.push(card(&site, &caller, id).await?);
    }
    Ok(Page {
        data,
        next: page.next,
    })
}

/// A new AI agent, switched off, with a queue that has office hours. Its token must be for every AI agent.
#[utoipa::path(
    post,
    path = "/agents",
    tag = "Agents",
    request_body = AgentBody,
    responses(
        (status = 201, description = "It is there now.", body = AgentJson),
    ),
)]
async fn create(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Body(body): Body<AgentBody>,
) -> Result<Response, ApiProblem> {
    if !caller.is_for_all() {
        return Err(ApiProblem::narrow(
            "This token is for one AI agent. Use one that is for every AI agent to make another.",
        ));
    }
    let id = create_agent(&site.desk, &caller.actor(), &body.into()).await?;
    let made = card(&site, &caller, id).await?;
    let mut response = (StatusCode::CREATED, Json(made)).into_response();
    if let Ok(place) = HeaderValue::from_str(&format!("{BASE}/agents/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
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
    rename_agent(&site.desk, &caller.actor_for(id), id, &body.into()).await?;
    card(&site, &caller, id).await.map(Json)
}

/// One AI agent, if the token reaches it.
async fn card(site: &Site, caller: &Caller, id: AgentId) -> Result<AgentJson, ApiProblem> {
    let missing = || ApiProblem::missing("There is no such AI agent.");
    if !caller.reaches(id) {
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
