//! The functions an AI may call now.

mod list;

use app::site::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list::list))
}
