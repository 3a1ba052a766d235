//! What is sent to which system when a queue is used: list, write, delete.

pub mod delete;
pub mod edit;
pub mod form;
pub mod list;
pub mod sent;

mod fields;
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
    form::decode,
    request::{Admin, Oops, set_flash},
    routes,
    site::Site,
};
use open::Open;

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/transfer-functions", get(show_list))
        .route(
            "/agents/{agent}/transfer-functions/new",
            get(show_new).post(create),
        )
        .route(
            "/agents/{agent}/transfer-functions/{function}",
            get(show).post(save),
        )
        .route(
            "/agents/{agent}/transfer-functions/{function}/delete",
            get(ask_to_delete).post(delete),
        )
}

async fn show_list(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    let shell = open.shell("Transfer functions").await?;
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
    open.submit(decode(&body)?).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, function)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(function))).await?;
    open.show().await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, function)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(function))).await?;
    open.submit(decode(&body)?).await
}

async fn ask_to_delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, function)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(function))).await?;
    open.delete_page(None).await
}

async fn delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, function)): Path<(i64, i64)>,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(function))).await?;
    let found = open.this()?;
    let (desk, actor) = (&open.site.desk, &open.me.actor);
    match actions::delete_transfer_function(desk, actor, open.agent.id, found.id).await {
        Ok(()) => {
            set_flash(&open.me.session, &format!("“{}” is deleted.", found.name)).await;
            Ok(Redirect::to(&routes::transfer_functions(agent)).into_response())
        }
        Err(SaveError::Used(why)) => {
            let html = open.delete_page(Some(why)).await?;
            Ok((StatusCode::CONFLICT, html).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
