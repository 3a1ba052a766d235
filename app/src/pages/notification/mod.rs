//! Who is told by e-mail when an AI agent hands a conversation off: the switch, the list, where mail goes, and
//! what one looks like.

pub mod page;
mod preview;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use handoff::{
    actions::{self, SaveError},
    policy::EmailNotification,
    store::Agent,
};
use page::{NotificationPage, RawList};

use crate::{
    form::{FieldErrors, decode, is_ticked},
    request::{Admin, Oops, SignedIn, refused, set_flash, settled},
    routes,
    shell::Place,
    site::Site,
};

const TITLE: &str = "Notifications";

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/notifications", get(show).post(save))
        .route("/agents/{agent}/notifications/test", post(test))
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    let saved = site.desk.store.action(agent.id).await?;
    let saved = saved.ok_or(Oops::NotFound)?;
    let values = RawList::of(&saved.action.email_notification, saved.revision);
    Ok(Html(
        rendered(&site, &me, &agent, (values, FieldErrors::default())).await?,
    ))
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let agent = site.agent(agent).await?;
    let values: RawList = decode(&body)?;
    let list = EmailNotification {
        is_active: is_ticked(&values.is_active),
        emails: values.addresses(),
    };
    let revision = values.revision.parse().unwrap_or(0);
    let saved =
        actions::save_email_notification(&site.desk, &me.actor, agent.id, (&list, revision)).await;
    let saved = match saved {
        Err(SaveError::Outdated) => {
            let detail =
                "Somebody saved the action meanwhile. Load this page again, and change it there.";
            Err(SaveError::Invalid(vec![handoff::problem::Problem::new(
                "/emails", detail,
            )]))
        }
        other => other,
    };
    match settled(saved)? {
        Ok(()) => {
            set_flash(&me.session, "Who is told is saved.").await;
            Ok(Redirect::to(&routes::notifications_of(agent.id.0)).into_response())
        }
        Err(errors) => Ok(refused(
            rendered(&site, &me, &agent, (values, errors)).await?,
        )),
    }
}

/// Sends a test to whoever asks for it.
async fn test(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Redirect, Oops> {
    let agent = site.agent(agent).await?;
    actions::send_test_mail(&site.desk, &me.actor).await?;
    let said = format!("A test mail is on its way to {}.", me.operator.email);
    set_flash(&me.session, &said).await;
    Ok(Redirect::to(&routes::notifications_of(agent.id.0)))
}

async fn rendered(
    site: &Site,
    me: &SignedIn,
    agent: &Agent,
    (values, errors): (RawList, FieldErrors),
) -> Result<String, Oops> {
    let shell = me
        .agent_shell(site, Place::Notifications, TITLE, agent)
        .await?;
    let zone = site.zone().await?;
    let page = NotificationPage {
        agent: (agent.id.0, agent.name.clone()),
        mail: site.mail.clone(),
        example: preview::example(&agent.name, &site.base_url, (zone, site.desk.now())),
        values,
        errors,
    };
    Ok(page::render(shell, &site.assets, page))
}
