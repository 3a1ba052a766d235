//! Where conversations wait: list, write, delete.

pub mod delete;
pub mod edit;
pub mod form;
pub mod list;
pub mod now;
pub mod who;

mod around;
mod hours;
mod lines;
mod open;
#[cfg(test)]
pub(crate) mod samples;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::actions::{self, SaveError};

use crate::{
    request::{Admin, Oops, set_flash},
    routes,
    site::Site,
};
use form::QueueForm;
use open::Open;

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/queues", get(show_list))
        .route("/agents/{agent}/queues/new", get(show_new).post(create))
        .route("/agents/{agent}/queues/{queue}", get(show).post(save))
        .route(
            "/agents/{agent}/queues/{queue}/delete",
            get(ask_to_delete).post(delete),
        )
}

async fn show_list(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    let shell = open.shell("Queues").await?;
    Ok(Html(list::render(shell, &open.site.assets, open.list())))
}

async fn show_new(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    Open::of(site, me, (agent, None)).await?.show().await
}

async fn create(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    open.submit(QueueForm::decode(&body)?).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, queue)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    Open::of(site, me, (agent, Some(queue))).await?.show().await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, queue)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(queue))).await?;
    open.submit(QueueForm::decode(&body)?).await
}

async fn ask_to_delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, queue)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(queue))).await?;
    open.delete_page(None).await
}

async fn delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, queue)): Path<(i64, i64)>,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(queue))).await?;
    let found = open.this()?;
    let (desk, actor) = (&open.site.desk, &open.me.actor);
    match actions::delete_queue(desk, actor, open.agent.id, found.id).await {
        Ok(()) => {
            let words = format!("The queue “{}” is deleted.", found.name);
            set_flash(&open.me.session, &words).await;
            Ok(Redirect::to(&routes::queues(agent)).into_response())
        }
        Err(SaveError::Used(why)) => {
            let html = open.delete_page(Some(why)).await?;
            Ok((StatusCode::CONFLICT, html).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
