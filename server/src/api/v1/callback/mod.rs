//! Callbacks: what was promised to customers when nobody was there.

mod card;
mod claim;
mod done;
mod list;

use app::site::Site;
use axum::{
    Router,
    routing::{get, post},
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/callbacks", get(list::list))
        .route("/callbacks/{id}/claim", post(claim::claim))
        .route("/callbacks/{id}/done", post(done::done))
}
