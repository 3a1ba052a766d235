//! Insights: what the handoffs of a period add up to.

mod show;

use app::site::Site;
use axum::{Router, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/insights", get(show::show))
}
