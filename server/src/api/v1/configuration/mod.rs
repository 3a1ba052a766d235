//! All that is set up for an AI agent, as one document.

mod replace;
mod shape;
mod show;

use app::site::Site;
pub(super) use shape::{ActionSection, Configuration, OutsideHoursSection};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(show::show, replace::replace))
}
