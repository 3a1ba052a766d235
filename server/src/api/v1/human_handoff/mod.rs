//! The configuration in five sections, as existing clients read and write it.

mod replace;
mod report;
mod show;

use app::site::Site;
use axum::{Router, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route(
            "/human_handoff/configuration",
            get(show::show).put(replace::replace),
        )
        .route("/human_handoff/reports/{id}", get(report::report))
}
