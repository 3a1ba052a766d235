//! Conversations: begun, continued, and everything people do with them.

mod append;
mod assign;
mod assignment;
mod cancel_handoff;
mod card;
mod claim;
mod create;
mod file;
mod hand_back;
mod handling;
mod handoff;
mod list;
mod note;
mod on_behalf;
mod queue;
mod reopen;
mod reply;
mod resolve;
mod show;
mod transfer;
mod verdict;

use app::site::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(show::show))
        .routes(routes!(append::append))
        .routes(routes!(file::bring))
        .routes(routes!(file::fetch))
        .routes(routes!(claim::claim))
        .routes(routes!(assign::assign))
        .routes(routes!(reply::reply))
        .routes(routes!(note::note))
        .routes(routes!(resolve::resolve))
        .routes(routes!(handoff::handoff))
        .routes(routes!(cancel_handoff::cancel_handoff))
        .routes(routes!(verdict::verdict))
        .routes(routes!(hand_back::hand_back))
        .routes(routes!(queue::to_queue))
        .routes(routes!(reopen::reopen))
        .routes(routes!(handling::snooze))
        .routes(routes!(handling::set_priority))
        .routes(routes!(handling::put_label))
        .routes(routes!(handling::take_label))
}
