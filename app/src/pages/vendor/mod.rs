//! Other vendors' JSON in a browser: looked at, taken over, and downloaded.

pub mod import;
mod sent;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, Request, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use handoff::{
    actions::{self, ImportDraft, ImportError, Looked, SaveError},
    id::AgentId,
    problem::Fault,
    schedule::Calendar,
    vendor::{Vendor, vendor_named},
};
use serde::Deserialize;

use crate::{
    form::{FieldErrors, decode},
    pages::hours::look_at_days,
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::Place,
    site::Site,
};
use import::{ImportPage, RawCalendar, RawImport, Shown};

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::IMPORT, get(show).post(look))
        .route(routes::APPLY_IMPORT, post(apply))
        .route(routes::IMPORT_HOLIDAYS, post(look_at_holidays))
        .route("/settings/export/{vendor}", get(download))
}

/// What the address may choose before anything is pasted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    vendor: String,
    agent: String,
    handoff: String,
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Oops> {
    let values = RawImport {
        vendor: wanted.vendor,
        agent: wanted.agent,
        ..RawImport::default()
    };
    Ok(Html(rendered(&site, &me, ImportPage::of(values)).await?))
}

/// What it would change is shown; nothing changes.
async fn look(
    State(site): State<Site>,
    Admin(me): Admin,
    request: Request,
) -> Result<Response, Oops> {
    let (mut parts, problem) = sent::read(request, "text").await;
    let values = RawImport {
        vendor: parts.take("vendor"),
        agent: parts.take("agent"),
        handoff: parts.take("handoff"),
        text: parts.take("text"),
        tag: String::new(),
    };
    if let Some(detail) = problem {
        let mut page = ImportPage::of(values);
        page.errors = FieldErrors::new([("/file", detail)]);
        return answered(&site, &me, page, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if values.text.trim().is_empty() {
        let mut page = ImportPage::of(values);
        page.errors = FieldErrors::new([("/text", "Paste the JSON here, or choose a file.")]);
        return answered(&site, &me, page, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let (agent, draft) = drafted(&values)?;
    let looked = actions::look_at_import(&site.desk, agent, draft).await;
    match looked {
        Ok(looked) => {
            let mut page = ImportPage::of(values.clone());
            page.shown = Some(shown(looked));
            answered(&site, &me, page, StatusCode::OK).await
        }
        Err(error) => refused(&site, &me, values, error).await,
    }
}

/// What was looked at is set up, as long as nobody changed anything since.
async fn apply(State(site): State<Site>, Admin(me): Admin, body: Bytes) -> Result<Response, Oops> {
    let values: RawImport = decode(&body)?;
    let (agent, draft) = drafted(&values)?;
    let tag = Some(values.tag.as_str());
    let done = Box::pin(actions::import_configuration(
        &site.desk, &me.actor, agent, draft, tag,
    ));
    match done.await {
        Ok(looked) => {
            let words = match looked.import.changes.len() {
                0 => "All of it was set up like that already.".to_owned(),
                1 => "It is taken over: one thing is different now.".to_owned(),
                count => format!("It is taken over: {count} things are different now."),
            };
            set_flash(&me.session, &words).await;
            Ok(Redirect::to(&routes::actions(agent.0)).into_response())
        }
        Err(error) => refused(&site, &me, values, error).await,
    }
}

/// The days of a calendar are shown with what each is already, to be chosen; nothing changes.
async fn look_at_holidays(
    State(site): State<Site>,
    Admin(me): Admin,
    request: Request,
) -> Result<Response, Oops> {
    let (mut parts, problem) = sent::read(request, "calendar").await;
    let values = RawCalendar {
        schedule: parts.take("schedule"),
        calendar: parts.take("calendar"),
    };
    let read = match problem {
        Some(detail) => Err(("/calendar_file", detail.to_owned())),
        None if values.calendar.trim().is_empty() => {
            let detail = "Paste the calendar here, or choose a file.";
            Err(("/calendar", detail.to_owned()))
        }
        None => Calendar::read(&values.calendar).map_err(|problem| ("/calendar", problem.detail)),
    };
    let calendar = match read {
        Ok(calendar) => calendar,
        Err(problem) => {
            let mut page = ImportPage {
                calendar: values,
                ..ImportPage::default()
            };
            page.errors = FieldErrors::new([problem]);
            return answered(&site, &me, page, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let ids = values.schedule.split_once('/').ok_or(Oops::Stale)?;
    let number = |text: &str| text.parse().map_err(|_| Oops::Stale);
    let place = (number(ids.0)?, number(ids.1)?);
    look_at_days(site, me, place, ("The calendar", calendar)).await
}

fn drafted(values: &RawImport) -> Result<(AgentId, ImportDraft<'_>), Oops> {
    let agent = values.agent.parse().map_err(|_| Oops::Stale)?;
    let vendor = vendor_named(&values.vendor).ok_or(Oops::Stale)?;
    let handoff = Some(values.handoff.trim()).filter(|name| !name.is_empty());
    let draft = ImportDraft {
        vendor,
        text: &values.text,
        handoff,
    };
    Ok((AgentId(agent), draft))
}

fn shown(looked: Looked) -> Shown {
    Shown {
        changes: looked.import.changes,
        report: looked.import.report,
        tag: looked.tag,
    }
}

/// The page again with what was pasted and everything that is wrong with it.
async fn refused(
    site: &Site,
    me: &SignedIn,
    values: RawImport,
    error: ImportError,
) -> Result<Response, Oops> {
    let mut page = ImportPage::of(values);
    let status = match error {
        ImportError::Faults(faults) => {
            let lines = faults
                .iter()
                .map(|fault: &Fault| ("/text", fault.in_words()));
            page.errors = FieldErrors::new(lines);
            page.faults = faults;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ImportError::Save(SaveError::Invalid(problems)) => {
            let lines = problems
                .iter()
                .map(|problem| ("/text", problem.to_string()));
            page.errors = FieldErrors::new(lines);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ImportError::Save(SaveError::Used(why)) => {
            page.errors = FieldErrors::new([("", why)]);
            StatusCode::CONFLICT
        }
        ImportError::Save(SaveError::Outdated) => {
            let words = "Somebody changed something meanwhile. Look at what would change once more, then take it over.";
            page.errors = FieldErrors::new([("", words)]);
            StatusCode::CONFLICT
        }
        ImportError::Save(other) => return Err(other.into()),
    };
    answered(site, me, page, status).await
}

async fn answered(
    site: &Site,
    me: &SignedIn,
    page: ImportPage,
    status: StatusCode,
) -> Result<Response, Oops> {
    Ok((status, Html(rendered(site, me, page).await?)).into_response())
}

async fn rendered(site: &Site, me: &SignedIn, mut page: ImportPage) -> Result<String, Oops> {
    let shell = me.shell(site, Place::Import, "Import and export").await?;
    page.agents.clone_from(&shell.agents);
    for agent in &shell.agents {
        for known in site.desk.store.schedules(AgentId(agent.id)).await? {
            let place = format!("{}/{}", agent.id, known.id);
            let name = format!("{}: {}", agent.name, known.name);
            page.schedules.push((place, name));
        }
    }
    let chosen = shell.agent.as_ref().map(|agent| agent.id.to_string());
    if page.values.agent.is_empty() {
        page.values.agent = chosen.unwrap_or_default();
    }
    Ok(import::render(shell, &site.assets, page))
}

/// What is set up, as a file in a vendor's JSON.
async fn download(
    State(site): State<Site>,
    Admin(_me): Admin,
    Path(vendor): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Oops> {
    let vendor: &dyn Vendor = vendor_named(&vendor).ok_or(Oops::NotFound)?;
    let agent = AgentId(wanted.agent.parse().map_err(|_| Oops::NotFound)?);
    let handoff = Some(wanted.handoff.trim()).filter(|name| !name.is_empty());
    let made = actions::export_configuration(&site.desk, agent, (vendor, handoff)).await?;
    let made = made.ok_or(Oops::NotFound)?;
    let file = format!("attachment; filename=\"handoff-{}.json\"", vendor.name());
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, format!("{:#}\n", made.json)).into_response())
}
