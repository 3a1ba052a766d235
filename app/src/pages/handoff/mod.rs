//! Handoffs: the named ways to people. List and order, make and change, delete.

pub mod called;
pub mod delete;
pub mod destination;
pub mod edit;
pub mod form;
pub mod list;

mod open;
#[cfg(test)]
pub(crate) mod samples;
mod save;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use handoff::{
    actions::{self, SaveError},
    id::HandoffId,
};
use serde::Deserialize;

use crate::{
    form::{RowOp, decode},
    request::{Admin, Oops, Said, say, set_flash},
    routes,
    site::Site,
    ui::{OpenNow, SaveState},
};
use delete::DeleteHandoff;
use form::RawHandoff;
use list::{HandoffRow, Handoffs};
pub(crate) use open::hours_in_words;

use open::Open;

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/handoffs", get(show_list).post(order))
        .route("/agents/{agent}/handoffs/new", get(show_new).post(create))
        .route("/agents/{agent}/handoffs/check", post(check_new))
        .route("/agents/{agent}/handoffs/{handoff}", get(show).post(save))
        .route("/agents/{agent}/handoffs/{handoff}/check", post(check))
        .route(
            "/agents/{agent}/handoffs/{handoff}/delete",
            get(ask_to_delete).post(delete),
        )
}

async fn show_list(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    let rows = open.handoffs.iter().map(|saved| {
        let queues = open.queues_of(&saved.handoff);
        let row = |queue: &&handoff::handoff::Queue| (queue.name.clone(), open.now_of(queue));
        let is_any = saved.handoff.queues.is_empty();
        HandoffRow {
            id: saved.handoff.id.0,
            name: saved.handoff.name.clone(),
            function: saved.handoff.function(),
            description: saved.handoff.description.clone(),
            now: OpenNow::of_any(&queues, open.now, open.zone),
            queues: queues.iter().filter(|_| !is_any).map(row).collect(),
            topics: open.topics_of(saved.handoff.id),
        }
    });
    let page = Handoffs {
        agent,
        name: open.agent.name.clone(),
        rows: rows.collect(),
    };
    let shell = open.shell("Handoffs").await?;
    Ok(Html(list::render(shell, &open.site.assets, page)))
}

/// Which row is to be moved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawOrder {
    op: String,
}

async fn order(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let wish: RawOrder = decode(&body)?;
    let open = Open::of(site, me, (agent, None)).await?;
    let mut ids: Vec<HandoffId> = open.handoffs.iter().map(|saved| saved.handoff.id).collect();
    let place = |id: u32| ids.iter().position(|known| known.0 == i64::from(id));
    let moved = match RowOp::read(&wish.op) {
        Some(RowOp::Up { index, .. }) => place(index).and_then(|at| Some((at, at.checked_sub(1)?))),
        Some(RowOp::Down { index, .. }) => place(index)
            .map(|at| (at, at + 1))
            .filter(|(_, to)| *to < ids.len()),
        _ => None,
    };
    if let Some((from, to)) = moved {
        ids.swap(from, to);
        let (desk, actor) = (&open.site.desk, &open.me.actor);
        match actions::order_handoffs(desk, actor, open.agent.id, &ids).await {
            Ok(()) => {}
            Err(SaveError::Outdated) => {
                let words = "Somebody made or deleted a handoff meanwhile. Here they are now.";
                say(&open.me.session, Said::refused(words)).await;
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(Redirect::to(&routes::handoffs(agent)).into_response())
}

async fn show_new(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    let page = open.page(RawHandoff::new(), SaveState::Untouched);
    open.html(page).await
}

async fn create(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    open.submit(decode(&body)?).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, handoff)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(handoff))).await?;
    let page = open.page(open.stored(), open.last_saved().state());
    open.html(page).await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, handoff)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(handoff))).await?;
    open.submit(decode(&body)?).await
}

async fn check_new(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    Ok(Html(open.parts(decode(&body)?)))
}

async fn check(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, handoff)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(handoff))).await?;
    Ok(Html(open.parts(decode(&body)?)))
}

async fn ask_to_delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, handoff)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(handoff))).await?;
    delete_page(&open).await
}

async fn delete_page(open: &Open) -> Result<Html<String>, Oops> {
    let saved = open.one.as_ref().ok_or(Oops::NotFound)?;
    let page = DeleteHandoff {
        agent: open.agent.id.0,
        name: open.agent.name.clone(),
        handoff: (saved.handoff.id.0, saved.handoff.name.clone()),
        function: saved.handoff.function(),
        topics: open.topics_of(saved.handoff.id),
    };
    let shell = open.shell("Delete a handoff").await?;
    Ok(Html(delete::render(shell, &open.site.assets, page)))
}

async fn delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, handoff)): Path<(i64, i64)>,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(handoff))).await?;
    let saved = open.one.as_ref().ok_or(Oops::NotFound)?;
    let (desk, actor, id) = (&open.site.desk, &open.me.actor, saved.handoff.id);
    match actions::delete_handoff(desk, actor, open.agent.id, id).await {
        Ok(()) => {
            let words = format!("The handoff “{}” is deleted.", saved.handoff.name);
            set_flash(&open.me.session, &words).await;
            Ok(Redirect::to(&routes::handoffs(agent)).into_response())
        }
        Err(SaveError::Used(_)) => {
            let html = delete_page(&open).await?;
            Ok((StatusCode::CONFLICT, html).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
