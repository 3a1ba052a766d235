//! Invitations, as whoever was invited sees them.

pub mod accept;

use accept::{Invitation, RawAcceptance};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, AcceptError, Acceptance},
    id::hash_secret,
    operator,
};
use tower_sessions::Session;

use crate::{
    form::{FieldErrors, decode},
    request::{Oops, begin_session, refused, set_flash},
    routes,
    site::Site,
};

pub fn routes() -> Router<Site> {
    Router::new().route(&routes::invitation("{secret}"), get(show).post(join))
}

async fn show(State(site): State<Site>, Path(secret): Path<String>) -> Result<Response, Oops> {
    let Some(invitation) = open(&site, &secret).await? else {
        return Ok(ended(&site));
    };
    let values = RawAcceptance {
        name: invitation.name.clone(),
        ..RawAcceptance::default()
    };
    let html = rendered(&site, invitation, values, FieldErrors::default()).await?;
    Ok(Html(html).into_response())
}

async fn join(
    State(site): State<Site>,
    Path(secret): Path<String>,
    session: Session,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawAcceptance = decode(&body)?;
    let Some(invitation) = open(&site, &secret).await? else {
        return Ok(ended(&site));
    };
    let acceptance = Acceptance {
        secret,
        name: values.name.clone(),
        password: values.password.clone(),
    };
    match actions::accept_invitation(&site.desk, &acceptance).await {
        Ok(operator) => {
            begin_session(&session, operator, site.desk.now()).await?;
            set_flash(&session, "Welcome. You are signed in, and can be reached.").await;
            Ok(Redirect::to(routes::HOME).into_response())
        }
        Err(AcceptError::Gone) => Ok(ended(&site)),
        Err(AcceptError::Invalid(problems)) => {
            let errors = FieldErrors::of(problems);
            Ok(refused(rendered(&site, invitation, values, errors).await?))
        }
        Err(AcceptError::Store(error)) => Err(error.into()),
    }
}

async fn open(site: &Site, secret: &str) -> Result<Option<operator::Invitation>, Oops> {
    let (hash, now) = (hash_secret(secret), site.desk.now());
    Ok(site.desk.store.invitation(&hash, now).await?)
}

fn ended(site: &Site) -> Response {
    (StatusCode::GONE, Html(accept::render_expired(&site.assets))).into_response()
}

async fn rendered(
    site: &Site,
    invitation: operator::Invitation,
    values: RawAcceptance,
    errors: FieldErrors,
) -> Result<String, Oops> {
    let organisation = site.desk.store.organisation().await?;
    let organisation = organisation.map_or_else(|| "Your team".to_owned(), |known| known.name);
    let page = Invitation {
        organisation,
        email: invitation.email,
        values,
        errors,
    };
    Ok(accept::render(page, &site.assets))
}
