//! The first version: every endpoint of it.

mod conversation;
mod decision;

use app::site::Site;
use axum::Router;

pub(super) fn routes() -> Router<Site> {
    conversation::routes().merge(decision::routes())
}
