//! The configuration in five sections, as existing clients read and write it.

mod replace;
mod report;
mod show;

use app::site::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(show::show, replace::replace))
        .routes(routes!(report::report))
}
