//! The first version: every endpoint of it.

mod action;
mod agent;
mod availability;
mod callback;
mod canned_reply;
mod configuration;
mod conversation;
mod customer;
mod decision;
mod event;
mod handoff;
mod help_desk;
mod human_handoff;
mod insight;
mod kept;
mod label;
mod names;
mod operator;
mod queue;
mod routing_profile;
mod schedule;
mod tool;
mod topic;
mod transfer_function;
mod vendor;
mod webhook;

use app::site::Site;
use utoipa_axum::router::OpenApiRouter;

/// Every endpoint with its entry in the document of the API.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .merge(action::routes())
        .merge(agent::routes())
        .merge(availability::routes())
        .merge(callback::routes())
        .merge(canned_reply::routes())
        .merge(configuration::routes())
        .merge(conversation::routes())
        .merge(customer::routes())
        .merge(decision::routes())
        .merge(event::routes())
        .merge(handoff::routes())
        .merge(help_desk::routes())
        .merge(insight::routes())
        .merge(human_handoff::routes())
        .merge(label::routes())
        .merge(operator::routes())
        .merge(queue::routes())
        .merge(routing_profile::routes())
        .merge(schedule::routes())
        .merge(tool::routes())
        .merge(topic::routes())
        .merge(transfer_function::routes())
        .merge(vendor::routes())
        .merge(webhook::routes())
}
