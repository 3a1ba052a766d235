//! Availability: whether somebody is there, per queue, at any instant or over a range of dates.

mod asked;
mod show;

use app::site::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(show::show))
}
