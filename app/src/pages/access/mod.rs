//! Who may see which conversation, and who looked at what was not theirs.

pub mod audit;
pub mod sight;

use axum::{Router, routing::get};

use crate::{routes, site::Site};

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::SIGHT, get(sight::show).post(sight::save))
        .route(routes::AUDIT, get(audit::show))
        .route(routes::AUDIT_FILE, get(audit::download))
}
