//! Settings of the organisation and of the person who is signed in.

pub mod email;
mod habits;
pub mod language_model;
pub mod mine;
pub mod notifications;
pub mod organisation;
mod replies;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, OwnAccount},
    operator::Theme,
};
use mine::{Mine, RawPassword, RawProfile};
use organisation::{Organisation, RawOrganisation};

use crate::{
    form::{FieldErrors, decode, is_ticked, tick},
    request::{Admin, Oops, SignedIn, end_session, refused, set_flash, settled},
    routes,
    shell::Place,
    site::Site,
};

pub fn routes() -> Router<Site> {
    Router::new()
        .route(
            routes::ORGANISATION,
            get(show_organisation).post(save_organisation),
        )
        .route(
            routes::LANGUAGE_MODEL,
            get(language_model::show).post(language_model::try_out),
        )
        .route(routes::REPLIES, get(replies::show).post(replies::save))
        .route(routes::HABITS, get(habits::show).post(habits::save))
        .route(routes::MINE, get(show_mine).post(save_mine))
        .route(
            routes::NOTIFICATIONS,
            get(notifications::show).post(notifications::save),
        )
        .route(routes::MY_EMAIL, get(email::show).post(email::save))
        .route(routes::MY_PASSWORD, get(to_mine).post(change_password))
}

async fn show_organisation(
    State(site): State<Site>,
    Admin(me): Admin,
) -> Result<Html<String>, Oops> {
    let saved = site.desk.store.organisation().await?;
    let values = saved.map_or_else(RawOrganisation::default, |saved| RawOrganisation {
        name: saved.name,
        zone: saved.zone.name().to_owned(),
        takes_files: tick(saved.takes_files),
    });
    let page = Organisation {
        values,
        ..Organisation::default()
    };
    Ok(Html(rendered_organisation(&site, &me, page).await?))
}

async fn save_organisation(
    State(site): State<Site>,
    Admin(me): Admin,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawOrganisation = decode(&body)?;
    let named = (values.name.as_str(), values.zone.as_str());
    let takes_files = is_ticked(&values.takes_files);
    let saved = actions::save_organisation(&site.desk, &me.actor, named, takes_files).await;
    match settled(saved)? {
        Ok(()) => {
            set_flash(&me.session, "The organisation is saved.").await;
            Ok(Redirect::to(routes::ORGANISATION).into_response())
        }
        Err(errors) => {
            let page = Organisation {
                values,
                errors,
                ..Organisation::default()
            };
            Ok(refused(rendered_organisation(&site, &me, page).await?))
        }
    }
}

async fn rendered_organisation(
    site: &Site,
    me: &SignedIn,
    page: Organisation,
) -> Result<String, Oops> {
    let shell = me.shell(site, Place::Settings, "Organisation").await?;
    Ok(organisation::render(shell, &site.assets, page))
}

async fn show_mine(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let values = as_saved(&me);
    Ok(Html(
        rendered_mine(&site, &me, values, FieldErrors::default()).await?,
    ))
}

/// Whoever reloads a refused password form by its address lands on the page with both forms.
async fn to_mine() -> Redirect {
    Redirect::to(routes::MINE)
}

async fn save_mine(State(site): State<Site>, me: SignedIn, body: Bytes) -> Result<Response, Oops> {
    let values: RawProfile = decode(&body)?;
    let wish = OwnAccount {
        name: values.name.clone(),
        theme: Theme::parse(&values.theme),
    };
    match settled(actions::change_own_account(&site.desk, &me.actor, &wish).await)? {
        Ok(()) => {
            set_flash(&me.session, "Your settings are saved.").await;
            Ok(Redirect::to(routes::MINE).into_response())
        }
        Err(errors) => Ok(refused(rendered_mine(&site, &me, values, errors).await?)),
    }
}

async fn change_password(
    State(site): State<Site>,
    me: SignedIn,
    body: Bytes,
) -> Result<Response, Oops> {
    let raw: RawPassword = decode(&body)?;
    let (now, new) = (&raw.current_password, &raw.new_password);
    match settled(actions::change_own_password(&site.desk, &me.actor, now, new).await)? {
        Ok(()) => {
            end_session(&me.session).await?;
            set_flash(
                &me.session,
                "Your password is changed. Sign in with the new one.",
            )
            .await;
            Ok(Redirect::to(routes::SIGN_IN).into_response())
        }
        Err(errors) => {
            let values = as_saved(&me);
            Ok(refused(rendered_mine(&site, &me, values, errors).await?))
        }
    }
}

fn as_saved(me: &SignedIn) -> RawProfile {
    RawProfile {
        name: me.operator.name.clone(),
        theme: me.operator.theme.as_str().to_owned(),
    }
}

async fn rendered_mine(
    site: &Site,
    me: &SignedIn,
    values: RawProfile,
    errors: FieldErrors,
) -> Result<String, Oops> {
    let page = Mine {
        email: me.operator.email.clone(),
        values,
        errors,
    };
    let shell = me.shell(site, Place::Mine, "Your settings").await?;
    Ok(mine::render(shell, &site.assets, page))
}
