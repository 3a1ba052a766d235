//! Decisions that nothing is kept of.

mod create;

use app::site::Site;
use axum::{Router, routing::post};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/decisions", post(create::create))
}
