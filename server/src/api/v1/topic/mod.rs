//! Topics: what the AI answers from, and the handoffs they lead to.

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
        .route("/topics", get(list::list).post(create::create))
        .route(
            "/topics/{id}",
            get(show::show).put(update::update).delete(delete::delete),
        )
}
