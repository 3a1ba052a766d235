//! Customers: who writes, over all channels, and what is said of who is the same as whom.

mod card;
mod join;
mod list;
mod show;

use app::site::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show))
        .routes(routes!(join::merge))
        .routes(routes!(join::part))
}
