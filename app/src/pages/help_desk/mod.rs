//! In which help desks an AI agent's handoffs become tickets: each with how it is doing, and its form.

pub mod edit;
pub mod form;
pub mod list;
mod open;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use handoff::actions::{self, SaveError};

use super::connection::said;
use crate::{
    form::{FieldErrors, decode},
    request::{Admin, Oops, Said, say},
    routes,
    site::Site,
};
use form::RawHelpDesk;
use open::Open;

pub fn routes() -> Router<Site> {
    let one = "/agents/{agent}/help-desks/{vendor}";
    Router::new()
        .route("/agents/{agent}/help-desks", get(list))
        .route(one, get(show).post(save))
        .route(&format!("{one}/test"), post(test))
}

async fn list(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    open::list(&site, &me, agent).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(place): Path<(i64, String)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, place).await?;
    let values = open.stored();
    open.html(values, FieldErrors::default()).await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(place): Path<(i64, String)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawHelpDesk = decode(&body)?;
    let open = Open::of(site, me, place).await?;
    let revision = values.connection.revision.parse().ok();
    let (desk, actor) = (&open.site.desk, &open.me.actor);
    let of = (open.agent.id, open.adapter.name());
    match actions::save_help_desk(desk, actor, of, revision, &values.read()).await {
        Ok(()) => {
            say(&open.me.session, said(values.connection.is_on())).await;
            Ok(Redirect::to(&open.href()).into_response())
        }
        Err(SaveError::Invalid(problems)) => {
            let errors = form::on_the_form(problems);
            open.refused(values, errors).await
        }
        Err(SaveError::Outdated) => open.overtaken(values).await,
        Err(other) => Err(other.into()),
    }
}

async fn test(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(place): Path<(i64, String)>,
) -> Result<Redirect, Oops> {
    let open = Open::of(site, me, place).await?;
    let (desk, actor) = (&open.site.desk, &open.me.actor);
    let of = (open.agent.id, open.adapter.name());
    let delivery = actions::test_help_desk(desk, actor, of).await?;
    let said = "A test is on its way. Load this page again to see what was answered.";
    say(&open.me.session, Said::done(said)).await;
    Ok(Redirect::to(&routes::delivery(delivery.0)))
}
