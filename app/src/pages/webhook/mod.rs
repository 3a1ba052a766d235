//! Which systems are told by webhook, and of what: list, write, a new secret, a test, delete.

pub mod edit;
pub mod list;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use edit::{EditWebhook, RawWebhook};
use handoff::{
    actions::{self, SaveError},
    id::WebhookId,
    store::SavedWebhook,
};
use list::Webhooks;

use crate::{
    form::{FieldErrors, decode},
    request::{Admin, Oops, SignedIn, refused, set_flash, settled},
    routes,
    shell::Place,
    site::Site,
};

const TITLE: &str = "Webhooks";

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::WEBHOOKS, get(show_list))
        .route(routes::NEW_WEBHOOK, get(show_new).post(create))
        .route("/settings/webhooks/{webhook}", get(show).post(save))
        .route("/settings/webhooks/{webhook}/rotate", post(rotate))
        .route("/settings/webhooks/{webhook}/test", post(test))
        .route("/settings/webhooks/{webhook}/delete", post(delete))
}

async fn show_list(State(site): State<Site>, Admin(me): Admin) -> Result<Html<String>, Oops> {
    let shell = me.shell(&site, Place::Webhooks, TITLE).await?;
    let page = Webhooks {
        webhooks: site.desk.store.webhooks(None).await?,
        agents: shell.agents.clone(),
    };
    Ok(Html(list::render(shell, &site.assets, page)))
}

async fn show_new(State(site): State<Site>, Admin(me): Admin) -> Result<Html<String>, Oops> {
    let page = EditWebhook::new(None, RawWebhook::blank());
    Ok(Html(rendered(&site, &me, page).await?))
}

/// The secret is on the answer itself: kept anywhere, it would sign for whoever reads that.
async fn create(State(site): State<Site>, Admin(me): Admin, body: Bytes) -> Result<Response, Oops> {
    let values: RawWebhook = decode(&body)?;
    let made = actions::create_webhook(&site.desk, &me.actor, &values.webhook(WebhookId(0))).await;
    match settled(made)? {
        Ok((id, secret)) => shown(&site, &me, id, Some(secret)).await,
        Err(errors) => {
            let page = EditWebhook::new(None, values).refused(errors);
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
) -> Result<Response, Oops> {
    shown(&site, &me, WebhookId(id), None).await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawWebhook = decode(&body)?;
    let before = saved(&site, WebhookId(id)).await?;
    let webhook = values.webhook(before.webhook.id);
    let revision = values.revision.parse().ok();
    let kept = actions::save_webhook(&site.desk, &me.actor, &webhook, revision).await;
    let kept = match kept {
        Err(SaveError::Outdated) => {
            let detail = "Somebody saved it meanwhile. Load this page again, and change it there.";
            Err(SaveError::Invalid(vec![handoff::problem::Problem::new(
                "/name", detail,
            )]))
        }
        other => other,
    };
    match settled(kept)? {
        Ok(()) => {
            set_flash(&me.session, "The webhook is saved.").await;
            Ok(Redirect::to(routes::WEBHOOKS).into_response())
        }
        Err(errors) => {
            let page = EditWebhook::new(Some(before), values).refused(errors);
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn rotate(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
) -> Result<Response, Oops> {
    let secret = actions::rotate_webhook(&site.desk, &me.actor, WebhookId(id)).await?;
    shown(&site, &me, WebhookId(id), Some(secret)).await
}

async fn test(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
) -> Result<Redirect, Oops> {
    let delivery = actions::test_webhook(&site.desk, &me.actor, WebhookId(id)).await?;
    let said = "A test is on its way. Load this page again to see what was answered.";
    set_flash(&me.session, said).await;
    Ok(Redirect::to(&routes::delivery(delivery.0)))
}

async fn delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
) -> Result<Redirect, Oops> {
    actions::delete_webhook(&site.desk, &me.actor, WebhookId(id)).await?;
    set_flash(&me.session, "The webhook is deleted.").await;
    Ok(Redirect::to(routes::WEBHOOKS))
}

async fn saved(site: &Site, id: WebhookId) -> Result<SavedWebhook, Oops> {
    site.desk.store.webhook(id).await?.ok_or(Oops::NotFound)
}

async fn shown(
    site: &Site,
    me: &SignedIn,
    id: WebhookId,
    secret: Option<String>,
) -> Result<Response, Oops> {
    let known = saved(site, id).await?;
    let values = RawWebhook::of(&known);
    let page = EditWebhook {
        secret,
        ..EditWebhook::new(Some(known), values)
    };
    Ok(Html(rendered(site, me, page).await?).into_response())
}

async fn rendered(site: &Site, me: &SignedIn, page: EditWebhook) -> Result<String, Oops> {
    let shell = me.shell(site, Place::Webhooks, TITLE).await?;
    let page = EditWebhook {
        agents: shell.agents.clone(),
        now: site.desk.now(),
        zone: site.zone().await?,
        ..page
    };
    Ok(edit::render(shell, &site.assets, page))
}

impl EditWebhook {
    fn new(saved: Option<SavedWebhook>, values: RawWebhook) -> Self {
        Self {
            saved,
            values,
            errors: FieldErrors::default(),
            secret: None,
            agents: Vec::new(),
            now: handoff::clock::Instant::default(),
            zone: chrono_tz::Tz::UTC,
        }
    }

    fn refused(self, errors: FieldErrors) -> Self {
        Self { errors, ..self }
    }
}
