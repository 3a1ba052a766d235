//! What left for people and systems outside, and what became of it: list, one with its attempts, once more.

pub mod list;
mod progress;
pub mod show;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    response::{Html, Redirect},
    routing::{get, post},
};
use handoff::{
    actions::{self, SaveError},
    delivery::Kind,
    id::DeliveryId,
};
use list::{Deliveries, RawFilter};
use serde::Deserialize;

use crate::{
    form::decode,
    request::{Admin, Oops, set_flash},
    routes,
    shell::Place,
    site::Site,
};

const TITLE: &str = "Deliveries";
/// So many stand on one page.
const ON_ONE_PAGE: u32 = 50;

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::DELIVERIES, get(show_list))
        .route(routes::DELIVERY_ROWS, get(progress::show))
        .route("/deliveries/retry", post(retry_range))
        .route("/deliveries/{delivery}", get(show_one))
        .route("/deliveries/{delivery}/retry", post(retry_one))
}

/// Which ones are listed, as an address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
    state: String,
    destination: String,
    before: Option<i64>,
}

impl Asked {
    fn filter(&self) -> RawFilter {
        RawFilter {
            kind: self.kind.clone(),
            state: self.state.clone(),
            destination: self.destination.trim().to_owned(),
        }
    }
}

async fn show_list(
    State(site): State<Site>,
    Admin(me): Admin,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let filter = asked.filter();
    let query = filter.query(asked.before.map(DeliveryId));
    let found = site.desk.store.deliveries(&query).await?;
    let page = Deliveries {
        older: found.next.map(|id| filter.address(Some(id.0))),
        deliveries: found.deliveries,
        is_first: asked.before.is_none(),
        filter,
        mail: site.mail.clone(),
        now: site.desk.now(),
        zone: site.zone().await?,
    };
    let shell = me.shell(&site, Place::Deliveries, TITLE).await?;
    Ok(Html(list::render(shell, &site.assets, page)))
}

async fn show_one(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
) -> Result<Html<String>, Oops> {
    let id = DeliveryId(id);
    let delivery = site.desk.store.delivery(id).await?;
    let page = show::OneDelivery {
        delivery: delivery.ok_or(Oops::NotFound)?,
        attempts: site.desk.store.attempts(id).await?,
        now: site.desk.now(),
        zone: site.zone().await?,
    };
    let shell = me.shell(&site, Place::Deliveries, TITLE).await?;
    Ok(Html(show::render(shell, &site.assets, page)))
}

async fn retry_one(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(id): Path<i64>,
) -> Result<Redirect, Oops> {
    let id = DeliveryId(id);
    if site.desk.store.delivery(id).await?.is_none() {
        return Err(Oops::NotFound);
    }
    match actions::retry_delivery(&site.desk, &me.actor, id).await {
        Err(SaveError::Missing) => {
            set_flash(&me.session, "It is on its way already.").await;
        }
        done => {
            done?;
            set_flash(&me.session, "It is sent.").await;
        }
    }
    Ok(Redirect::to(&routes::delivery(id.0)))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawRange {
    kind: String,
    destination: String,
    hours: String,
}

/// The longest time back, in hours: thirty days.
const HOURS_MAX: i64 = 720;

async fn retry_range(
    State(site): State<Site>,
    Admin(me): Admin,
    body: Bytes,
) -> Result<Redirect, Oops> {
    let raw: RawRange = decode(&body)?;
    let hours = raw.hours.parse().unwrap_or(24).clamp(1, HOURS_MAX);
    let destination = Some(raw.destination.trim().to_owned()).filter(|words| !words.is_empty());
    let which = (Kind::parse(&raw.kind), destination);
    let said = match actions::retry_failed(&site.desk, &me.actor, which, hours).await? {
        0 => "Nothing was given up in that time.".to_owned(),
        1 => "One delivery is sent once more.".to_owned(),
        count => format!("{count} deliveries are sent once more."),
    };
    set_flash(&me.session, &said).await;
    Ok(Redirect::to(routes::DELIVERIES))
}
