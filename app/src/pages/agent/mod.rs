//! The AI agents of this desk.

pub mod list;
pub mod rename;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, NewAgent},
    id::AgentId,
    store::{Agent, AgentSummary},
};
use list::{AgentRow, Agents, RawAgent};
use rename::Rename;

use crate::{
    form::{FieldErrors, decode},
    request::{Admin, Oops, SignedIn, refused, set_flash, settled},
    routes,
    shell::Place,
    site::Site,
};

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::AGENTS, get(show).post(make))
        .route("/agents/{agent}/rename", get(show_name).post(save_name))
}

async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    Ok(Html(rendered(&site, &me, Agents::default()).await?))
}

async fn make(State(site): State<Site>, Admin(me): Admin, body: Bytes) -> Result<Response, Oops> {
    let values: RawAgent = decode(&body)?;
    let new = wish(&values);
    match settled(actions::create_agent(&site.desk, &me.actor, &new).await)? {
        Ok(agent) => {
            let words = format!(
                "{} is here. Its Human Handoff action is made, and off.",
                new.name.trim()
            );
            set_flash(&me.session, &words).await;
            Ok(Redirect::to(&routes::actions(agent.0)).into_response())
        }
        Err(errors) => {
            let page = Agents {
                values,
                errors,
                ..Agents::default()
            };
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn rendered(site: &Site, me: &SignedIn, page: Agents) -> Result<String, Oops> {
    let agents = site.desk.store.agents().await?;
    let shell = me.shell(site, Place::Agents, "AI agents").await?;
    let page = Agents {
        agents: agents.into_iter().map(row).collect(),
        may_change: me.actor.may_configure(),
        ..page
    };
    Ok(list::render(shell, &site.assets, page))
}

fn row(summary: AgentSummary) -> AgentRow {
    AgentRow {
        id: summary.agent.id.0,
        name: summary.agent.name,
        about: summary.agent.about,
        is_handing_over: summary.is_enabled,
    }
}

fn wish(values: &RawAgent) -> NewAgent {
    NewAgent {
        name: values.name.clone(),
        about: values.about.clone(),
    }
}

async fn show_name(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let agent = found(&site, agent).await?;
    let values = RawAgent {
        name: agent.name.clone(),
        about: agent.about.clone(),
    };
    Ok(Html(
        rendered_name(&site, &me, agent, (values, FieldErrors::default())).await?,
    ))
}

async fn save_name(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let agent = found(&site, agent).await?;
    let values: RawAgent = decode(&body)?;
    let renamed = actions::rename_agent(&site.desk, &me.actor, agent.id, &wish(&values)).await;
    match settled(renamed)? {
        Ok(()) => {
            let words = format!("{} is now called {}.", agent.name, values.name.trim());
            set_flash(&me.session, &words).await;
            Ok(Redirect::to(routes::AGENTS).into_response())
        }
        Err(errors) => {
            let html = rendered_name(&site, &me, agent, (values, errors)).await?;
            Ok(refused(html))
        }
    }
}

async fn found(site: &Site, agent: i64) -> Result<Agent, Oops> {
    let agent = site.desk.store.agent(AgentId(agent)).await?;
    agent.ok_or(Oops::NotFound)
}

async fn rendered_name(
    site: &Site,
    me: &SignedIn,
    agent: Agent,
    (values, errors): (RawAgent, FieldErrors),
) -> Result<String, Oops> {
    let title = format!("Rename {}", agent.name);
    let shell = me.agent_shell(site, Place::Agents, &title, &agent).await?;
    let page = Rename {
        name: agent.name,
        values,
        errors,
    };
    Ok(rename::render(shell, &site.assets, page))
}
