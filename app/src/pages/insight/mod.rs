//! Whether handing over works: the figures of a period, as a page and as files for a spreadsheet.

mod csv;
mod judged;
pub mod page;
mod parts;
#[cfg(test)]
pub(crate) mod samples;
mod words;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    id::AgentId,
    insight::{Insights, Period},
    store::AgentSummary,
};
use serde::Deserialize;

use self::page::InsightPage;
use crate::{
    form::FieldErrors,
    request::{Oops, Supervisor, refused},
    routes,
    shell::Place,
    site::Site,
};

/// The periods that are one click away, in days.
pub(crate) const USUAL: [u64; 3] = [7, 30, 90];
const BEGINNING: u64 = 30;

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::INSIGHTS, get(show))
        .route("/insights/{file}", get(download))
}

/// What the address asks for, as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub days: String,
    pub from: String,
    pub to: String,
    /// The id of an AI agent; all of them when empty.
    pub agent: String,
}

impl Asked {
    /// The period: the dates if there are any, else so many days up to now.
    fn period(&self, now: Instant, zone: Tz) -> Result<Period, FieldErrors> {
        let days = self.days.parse().ok().filter(|days| USUAL.contains(days));
        if self.from.trim().is_empty() && self.to.trim().is_empty() {
            return Ok(Period::up_to(now, days.unwrap_or(BEGINNING), zone));
        }
        Period::read(&self.from, &self.to, zone).map_err(FieldErrors::of)
    }

    /// The AI agent asked for, if there is such a one.
    fn agent(&self, agents: &[AgentSummary]) -> Result<Option<AgentId>, Oops> {
        if self.agent.is_empty() {
            return Ok(None);
        }
        let known = agents.iter().map(|known| known.agent.id);
        let mut found = known.filter(|id| id.to_string() == self.agent);
        found.next().map(Some).ok_or(Oops::NotFound)
    }

    /// The same period and agent as an address, for a file beside the page.
    fn file(&self, period: &Period, table: &str) -> String {
        let agent = &self.agent;
        let (from, to) = (period.first, period.last);
        format!(
            "{}/{table}.csv?from={from}&to={to}&agent={agent}",
            routes::INSIGHTS
        )
    }
}

async fn show(
    State(site): State<Site>,
    Supervisor(me): Supervisor,
    Query(asked): Query<Asked>,
) -> Result<Response, Oops> {
    let (now, zone) = (site.desk.now(), site.zone().await?);
    let agents = site.desk.store.agents().await?;
    let agent = asked.agent(&agents)?;
    let (period, errors) = match asked.period(now, zone) {
        Ok(period) => (period, FieldErrors::default()),
        Err(errors) => (Period::up_to(now, BEGINNING, zone), errors),
    };
    let recorded = site.desk.store.recorded(&period, agent).await?;
    let is_refused = !errors.is_empty();
    let page = InsightPage {
        figures: Insights::of(&recorded, period),
        agents: agents
            .iter()
            .map(|known| (known.agent.id.to_string(), known.agent.name.clone()))
            .collect(),
        asked,
        errors,
    };
    let shell = me.shell(&site, Place::Insights, "Insights").await?;
    let html = page::render(shell, &site.assets, page);
    Ok(if is_refused {
        refused(html)
    } else {
        Html(html).into_response()
    })
}

async fn download(
    State(site): State<Site>,
    Supervisor(_): Supervisor,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Oops> {
    let table = file.strip_suffix(".csv").and_then(csv::Table::parse);
    let table = table.ok_or(Oops::NotFound)?;
    let (now, zone) = (site.desk.now(), site.zone().await?);
    let agents = site.desk.store.agents().await?;
    let agent = asked.agent(&agents)?;
    let period = asked.period(now, zone).map_err(|_| Oops::NotFound)?;
    let recorded = site.desk.store.recorded(&period, agent).await?;
    let text = csv::write(table, &Insights::of(&recorded, period));
    let (from, to) = (period.first, period.last);
    Ok(crate::csv::file(
        &format!("handoffs-{from}-{to}-{file}"),
        &text,
    ))
}
