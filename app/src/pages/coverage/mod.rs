//! Is somebody there whenever it says open? A week or a month, queue by queue.

pub mod calendar;

mod picture;
mod read;
#[cfg(test)]
mod samples;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Html,
    routing::get,
};

use handoff::{id::OperatorId, operator::Operator};

use crate::{
    request::{Admin, Oops},
    shell::Place,
    site::Site,
};
use read::{RawSpan, Span, Team};

pub fn routes() -> Router<Site> {
    Router::new().route("/agents/{agent}/coverage", get(show))
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(raw): Query<RawSpan>,
) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    let store = &site.desk.store;
    let queues = store.queues(agent.id).await?;
    let people = store.operators().await?;
    let people = people.into_iter().filter(Operator::is_enabled);
    let people: Vec<OperatorId> = people.map(|operator| operator.id).collect();
    let team = Team {
        people,
        plans: store.plans().await?,
    };
    let (now, zone) = (site.desk.now(), site.zone().await?);
    let span = Span::of(&raw, now, zone);
    let page = read::page((&agent, &queues), &team, &span, now);
    let shell = me
        .agent_shell(&site, Place::Coverage, "Coverage", &agent)
        .await?;
    Ok(Html(calendar::render(shell, &site.assets, page)))
}
