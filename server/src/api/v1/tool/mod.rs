//! The functions an AI may call now.

mod list;

use app::site::Site;
use axum::{Router, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/tools", get(list::list))
}
