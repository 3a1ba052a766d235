//! Through what customers reach an AI agent: each channel with how it is doing, and its form.

pub mod edit;
pub mod form;
pub mod list;
mod look;
mod open;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, SaveError},
    channel::Channel,
};

use super::connection::{RawConnection, at_values, said};
use crate::{
    form::{FieldErrors, decode},
    request::{Admin, Oops, Said, say},
    routes,
    site::Site,
};
use form::RawTest;
use open::Open;

pub fn routes() -> Router<Site> {
    let one = "/agents/{agent}/channels/{channel}";
    Router::new()
        .route("/agents/{agent}/channels", get(list))
        .route(one, get(show).post(save))
        .route(&format!("{one}/test"), get(to_channel).post(test))
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
    open.html(values, FieldErrors::default(), RawTest::default())
        .await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(place): Path<(i64, String)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawConnection = decode(&body)?;
    let open = Open::of(site, me, place).await?;
    let revision = values.revision.parse().ok();
    let (desk, actor) = (&open.site.desk, &open.me.actor);
    let of = (open.agent.id, open.channel());
    match actions::save_channel(desk, actor, of, revision, &values.read()).await {
        Ok(()) => {
            say(&open.me.session, said(values.is_on())).await;
            Ok(Redirect::to(&open.href()).into_response())
        }
        Err(SaveError::Invalid(problems)) => {
            let errors = FieldErrors::of(problems.into_iter().map(at_values).collect());
            open.refused(values, errors, RawTest::default()).await
        }
        Err(SaveError::Outdated) => open.overtaken(values).await,
        Err(other) => Err(other.into()),
    }
}

/// Whoever reloads a refused test by its address lands on the channel.
async fn to_channel(Path((agent, channel)): Path<(i64, String)>) -> Result<Redirect, Oops> {
    let channel = Channel::parse(&channel).ok_or(Oops::NotFound)?;
    Ok(Redirect::to(&routes::channel(agent, channel.as_str())))
}

async fn test(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(place): Path<(i64, String)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawTest = decode(&body)?;
    let open = Open::of(site, me, place).await?;
    let (desk, actor) = (&open.site.desk, &open.me.actor);
    let of = (open.agent.id, open.channel());
    let said = match actions::test_channel(desk, actor, of, &values.to).await {
        Ok(Ok(())) => {
            let vendor = open.adapter.vendor();
            Said::done(format!(
                "{vendor} has taken the test. It should arrive in a moment."
            ))
        }
        Ok(Err(why)) => Said::refused(format!("The test was not sent. {why}.")),
        Err(SaveError::Invalid(problems)) => {
            let errors = FieldErrors::of(problems);
            let stored = open.stored();
            return open.refused(stored, errors, values).await;
        }
        Err(other) => return Err(other.into()),
    };
    say(&open.me.session, said).await;
    Ok(Redirect::to(&open.href()).into_response())
}
