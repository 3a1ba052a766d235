//! Where conversations wait: list, write, delete.

pub mod delete;
pub mod edit;
pub mod form;
mod group;
pub mod list;
pub mod now;
pub mod who;

mod around;
mod hours;
mod lines;
mod open;
#[cfg(test)]
pub(crate) mod samples;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::Redirect,
    routing::post,
};
use handoff::{
    actions::{self, SaveError},
    id::QueueId,
};
use serde::Deserialize;

use super::kept::{self, Kept};
use crate::{
    form::{decode, reordered},
    request::{Admin, Oops, Said, say},
    routes,
    site::Site,
};
use open::Open;

pub fn routes() -> Router<Site> {
    kept::routes::<Open>().route("/agents/{agent}/queues", post(order))
}

/// Which row is to be moved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawOrder {
    op: String,
}

async fn order(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Redirect, Oops> {
    let wish: RawOrder = decode(&body)?;
    let open = Open::of(site, me, (agent, None)).await?;
    let ids: Vec<i64> = open.queues.iter().map(|saved| saved.queue.id.0).collect();
    if let Some(moved) = reordered(&wish.op, &ids) {
        let ids: Vec<QueueId> = moved.into_iter().map(QueueId).collect();
        let (desk, actor) = (&open.site.desk, &open.me.actor);
        match actions::order_queues(desk, actor, open.agent.id, &ids).await {
            Ok(()) => {}
            Err(SaveError::Outdated) => {
                let words = "Somebody made or deleted a queue meanwhile. Here they are now.";
                say(&open.me.session, Said::refused(words)).await;
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(Redirect::to(&routes::queues(agent)))
}
