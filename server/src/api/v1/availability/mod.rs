//! Availability: whether somebody is there, per queue, at any instant or over a range of dates.

mod asked;
mod show;

use app::site::Site;
use axum::{Router, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/availability", get(show::show))
}
