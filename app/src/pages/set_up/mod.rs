//! First start: from an empty database to a desk that works. There is no second time.

mod page;
mod wish;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::actions::{self, SaveError};
pub use page::{DAYS, RawSetUp, SetUp, render};
use tower_sessions::Session;

use crate::{
    form::{FieldErrors, decode},
    request::{Oops, begin_session, refused, set_flash},
    routes,
    site::Site,
};

pub fn routes() -> Router<Site> {
    Router::new().route(routes::SET_UP, get(show).post(set_up))
}

async fn show(State(site): State<Site>) -> Result<Response, Oops> {
    if site.desk.store.organisation().await?.is_some() {
        return Ok(Redirect::to(routes::HOME).into_response());
    }
    let page = SetUp {
        values: RawSetUp::suggested(),
        errors: FieldErrors::default(),
    };
    Ok(Html(render(page, &site.assets)).into_response())
}

async fn set_up(State(site): State<Site>, session: Session, body: Bytes) -> Result<Response, Oops> {
    if site.desk.store.organisation().await?.is_some() {
        return Ok(Redirect::to(routes::HOME).into_response());
    }
    let values: RawSetUp = decode(&body)?;
    let made = match wish::parse(&values) {
        Ok(wish) => actions::set_up(&site.desk, &wish).await,
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match made {
        Ok(admin) => {
            begin_session(&session, admin, site.desk.now()).await?;
            set_flash(&session, "Your desk is set up, and you are signed in.").await;
            Ok(Redirect::to(routes::HOME).into_response())
        }
        Err(SaveError::Invalid(problems)) => {
            let errors = FieldErrors::of(problems);
            Ok(refused(render(SetUp { values, errors }, &site.assets)))
        }
        // Somebody else was faster at this very moment.
        Err(SaveError::Outdated) => Ok(Redirect::to(routes::HOME).into_response()),
        Err(other) => Err(other.into()),
    }
}
