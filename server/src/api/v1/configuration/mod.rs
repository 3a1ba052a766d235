//! All that is set up for an AI agent, as one document.

mod replace;
mod show;

use app::site::Site;
use axum::{Router, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/configuration", get(show::show).put(replace::replace))
}
