//! Callbacks: what was promised to customers when nobody was there.

mod card;
mod claim;
mod done;
mod list;

use app::site::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(claim::claim))
        .routes(routes!(done::done))
}
