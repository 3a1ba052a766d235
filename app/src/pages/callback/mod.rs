//! What was promised to customers when nobody was there.

pub mod list;

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Query, State},
    response::Html,
    routing::get,
};
use handoff::{conversation::Callback, id::OperatorId};
use serde::Deserialize;

use crate::{
    request::{Oops, SignedIn},
    routes,
    shell::Place,
    site::Site,
    ui::when::{ago, day_and_clock, in_full},
};
use list::{CallbackRow, Callbacks};

pub fn routes() -> Router<Site> {
    Router::new().route(routes::CALLBACKS, get(show))
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    /// `done` for those that are done.
    view: String,
}

async fn show(
    State(site): State<Site>,
    me: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Oops> {
    let store = &site.desk.store;
    let is_done = wanted.view == "done";
    let callbacks = store.callbacks(me.scope, is_done).await?;
    let operators = store.operators().await?.into_iter();
    let names: BTreeMap<OperatorId, String> = operators
        .map(|operator| (operator.id, operator.name))
        .collect();
    let (now, zone) = (site.desk.now(), site.zone().await?);
    let row = |callback: Callback| CallbackRow {
        id: callback.id.0,
        name: callback
            .customer_name
            .clone()
            .unwrap_or_else(|| "A visitor".to_owned()),
        contact: callback.contact.clone(),
        wish: callback.wish.clone(),
        due: day_and_clock(callback.due_at, now, zone),
        due_in_full: in_full(callback.due_at, zone),
        is_late: callback.is_late(now),
        is_due: callback.due_at <= now,
        asked: ago(callback.requested_at, now),
        taken_by: callback.taken_by.map(|id| {
            if id == me.operator.id {
                "You".to_owned()
            } else {
                names.get(&id).cloned().unwrap_or_default()
            }
        }),
        done: callback.done_at.map(|at| day_and_clock(at, now, zone)),
        conversation: routes::conversation(&callback.conversation.0),
    };
    let page = Callbacks {
        is_done,
        rows: callbacks.into_iter().map(row).collect(),
        zone: handoff::handoff::city(zone),
    };
    let shell = me.shell(&site, Place::Callbacks, "Callbacks").await?;
    Ok(Html(list::render(shell, &site.assets, page)))
}
