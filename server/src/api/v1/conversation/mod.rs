//! Conversations: begun, continued, and everything people do with them.

mod append;
mod assign;
mod assignment;
mod cancel_handoff;
mod card;
mod claim;
mod create;
mod hand_back;
mod handling;
mod handoff;
mod list;
mod note;
mod on_behalf;
mod reply;
mod resolve;
mod show;
mod transfer;
mod verdict;

use app::site::Site;
use axum::{
    Router,
    routing::{delete, get, post},
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/conversations", get(list::list).post(create::create))
        .route("/conversations/{id}", get(show::show))
        .route("/conversations/{id}/messages", post(append::append))
        .route("/conversations/{id}/claim", post(claim::claim))
        .route("/conversations/{id}/assign", post(assign::assign))
        .route("/conversations/{id}/replies", post(reply::reply))
        .route("/conversations/{id}/notes", post(note::note))
        .route("/conversations/{id}/resolve", post(resolve::resolve))
        .route("/conversations/{id}/handoff", post(handoff::handoff))
        .route(
            "/conversations/{id}/cancel_handoff",
            post(cancel_handoff::cancel_handoff),
        )
        .route("/conversations/{id}/verdict", post(verdict::verdict))
        .route("/conversations/{id}/hand_back", post(hand_back::hand_back))
        .route("/conversations/{id}/snooze", post(handling::snooze))
        .route("/conversations/{id}/priority", post(handling::set_priority))
        .route("/conversations/{id}/labels", post(handling::put_label))
        .route(
            "/conversations/{id}/labels/{label}",
            delete(handling::take_label),
        )
}
