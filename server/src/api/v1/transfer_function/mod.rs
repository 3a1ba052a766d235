//! Transfer functions: what is sent to which system when a queue is used.

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
        .route("/transfer_functions", get(list::list).post(create::create))
        .route(
            "/transfer_functions/{id}",
            get(show::show).put(update::update).delete(delete::delete),
        )
}
