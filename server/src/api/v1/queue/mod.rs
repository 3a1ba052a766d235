//! Queues: where conversations wait, as destination objects.

mod card;
mod create;
mod delete;
mod list;
mod show;
mod update;

use app::site::Site;
use axum::{Router, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/queues", get(list::list).post(create::create))
        .route(
            "/queues/{id}",
            get(show::show).put(update::update).delete(delete::delete),
        )
}
