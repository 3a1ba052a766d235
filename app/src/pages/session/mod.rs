//! The door: signing in, and out again.

mod attempts;
pub mod sign_in;

use attempts::{Attempts, wait_in_words};
use axum::{
    Extension, Router,
    body::Bytes,
    extract::{Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use handoff::actions;
use serde::Deserialize;
use sign_in::{RawSignIn, SignIn, WRONG};
use tower_sessions::Session;

use crate::{
    form::{FieldErrors, decode},
    request::{Oops, SignedIn, begin_session, end_session, take_flash},
    routes,
    site::Site,
};

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::SIGN_IN, get(show).post(enter))
        .route(routes::SIGN_OUT, post(leave))
        .layer(Extension(Attempts::default()))
}

/// Where somebody wanted to go when they were sent to the door.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    back: String,
}

async fn show(
    State(site): State<Site>,
    Query(wanted): Query<Wanted>,
    session: Session,
    signed_in: Result<SignedIn, Response>,
) -> Result<Response, Oops> {
    if signed_in.is_ok() {
        return Ok(Redirect::to(destination(&wanted.back)).into_response());
    }
    if site.desk.store.organisation().await?.is_none() {
        return Ok(Redirect::to(routes::SET_UP).into_response());
    }
    let values = RawSignIn {
        back: wanted.back,
        ..RawSignIn::default()
    };
    let page = SignIn {
        values,
        notice: take_flash(&session).await.map(|said| said.words),
        ..SignIn::default()
    };
    Ok(Html(rendered(&site, page).await?).into_response())
}

async fn enter(
    State(site): State<Site>,
    Extension(attempts): Extension<Attempts>,
    session: Session,
    body: Bytes,
) -> Result<Response, Oops> {
    let raw: RawSignIn = decode(&body)?;
    let now = site.desk.now();
    if let Err(until) = attempts.begin(&raw.email, now) {
        let words = wait_in_words(until, now);
        return refuse(&site, StatusCode::TOO_MANY_REQUESTS, raw, &words).await;
    }
    let Some(operator) = actions::sign_in(&site.desk, &raw.email, &raw.password).await? else {
        return refuse(&site, StatusCode::UNPROCESSABLE_ENTITY, raw, WRONG).await;
    };
    attempts.succeeded(&raw.email);
    begin_session(&session, operator.id, now).await?;
    Ok(Redirect::to(destination(&raw.back)).into_response())
}

async fn leave(
    State(site): State<Site>,
    session: Session,
    signed_in: Result<SignedIn, Response>,
) -> Result<Redirect, Oops> {
    if let Ok(signed_in) = signed_in {
        actions::sign_out(&site.desk, &signed_in.actor).await?;
    }
    end_session(&session).await?;
    Ok(Redirect::to(routes::SIGN_IN))
}

async fn refuse(
    site: &Site,
    status: StatusCode,
    values: RawSignIn,
    words: &str,
) -> Result<Response, Oops> {
    let page = SignIn {
        values,
        errors: FieldErrors::new([("/email", words)]),
        ..SignIn::default()
    };
    Ok((status, Html(rendered(site, page).await?)).into_response())
}

async fn rendered(site: &Site, page: SignIn) -> Result<String, Oops> {
    let organisation = site.desk.store.organisation().await?;
    let organisation = organisation.map(|organisation| organisation.name);
    let page = SignIn {
        organisation: organisation.unwrap_or_default(),
        ..page
    };
    Ok(sign_in::render(page, &site.assets))
}

/// Where somebody goes from the door: back to where they wanted to go, if that is in this house.
fn destination(back: &str) -> &str {
    if routes::is_ours(back) {
        back
    } else {
        routes::HOME
    }
}
