//! How the deliveries of a list get on while it is open: what became of those that are shown, and how many more there
//! are. The list itself stays as it is until somebody asks for the newer ones.

use axum::{
    extract::{Query, State},
    response::Html,
};
use chrono_tz::Tz;
use handoff::{clock::Instant, delivery::Delivery, id::DeliveryId};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    ON_ONE_PAGE,
    list::{RawFilter, rows},
};
use crate::{
    document,
    request::{Admin, Oops},
    routes,
    site::Site,
    ui::Icon,
};

/// Which rows a page shows, as its script says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    state: String,
    destination: String,
    /// Their numbers with commas between them, the newest first.
    shown: String,
}

/// The rows that are shown, as they are now.
pub(super) async fn show(
    State(site): State<Site>,
    Admin(_): Admin,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let numbers = asked.shown.split(',').filter_map(|id| id.parse().ok());
    let shown: Vec<_> = numbers.map(DeliveryId).take(ON_ONE_PAGE as usize).collect();
    let filter = RawFilter {
        kind: asked.kind,
        state: asked.state,
        destination: asked.destination,
    };
    let newest = shown.iter().max().copied().unwrap_or(DeliveryId(0));
    let store = &site.desk.store;
    let newer = store.deliveries_after(&filter.query(None), newest).await?;
    let deliveries = store.deliveries_of(&shown).await?;
    let clock = (site.desk.now(), site.zone().await?);
    Ok(Html(render(deliveries, newer, clock)))
}

fn render(deliveries: Vec<Delivery>, newer: i64, clock: (Instant, Tz)) -> String {
    document::fragment(move || {
        view! {
            <div data-newer=newer>
                <table>
                    <tbody>{rows(&deliveries, clock)}</tbody>
                </table>
            </div>
        }
    })
}

/// Says that there are newer ones, and leads to them.
pub(super) fn news(filter: &RawFilter) -> impl IntoView + use<> {
    let address = filter.address(None);
    view! {
        <p class="new-rows" role="status" data-news hidden>
            <a class="link-button" href=address>{Icon::Up.small()} <span></span></a>
        </p>
    }
}

/// Where the rows of a list are asked after.
pub(super) fn source(filter: &RawFilter) -> String {
    filter
        .address(None)
        .replacen(routes::DELIVERIES, routes::DELIVERY_ROWS, 1)
}
