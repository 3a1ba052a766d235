//! The site map: every address the pages link to, in one place, so that no page spells one itself.

mod agent;
pub mod button;
mod hours;
mod inbox;
mod place;
mod routing;
mod way_back;

use axum::Router;

pub use self::{agent::*, hours::*, inbox::*, place::*, routing::*, way_back::*};
use crate::pages;
use crate::site::Site;

/// Every page, noun by noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(pages::access::routes())
        .merge(pages::action::routes())
        .merge(pages::agent::routes())
        .merge(pages::callback::routes())
        .merge(pages::channel::routes())
        .merge(pages::help_desk::routes())
        .merge(pages::coverage::routes())
        .merge(pages::delivery::routes())
        .merge(pages::handoff::routes())
        .merge(pages::home::routes())
        .merge(pages::hours::routes())
        .merge(pages::inbox::routes())
        .merge(pages::insight::routes())
        .merge(pages::invitation::routes())
        .merge(pages::notification::routes())
        .merge(pages::operator::routes())
        .merge(pages::queue::routes())
        .merge(pages::routing::routes())
        .merge(pages::session::routes())
        .merge(pages::set_up::routes())
        .merge(pages::settings::routes())
        .merge(pages::token::routes())
        .merge(pages::topic::routes())
        .merge(pages::transfer_function::routes())
        .merge(pages::try_it::routes())
        .merge(pages::vendor::routes())
        .merge(pages::webhook::routes())
        .merge(pages::widget::routes())
}

pub const HOME: &str = "/";
pub const SET_UP: &str = "/set-up";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
pub const INBOX: &str = "/inbox";
/// What was picked from a list is done at once.
pub const INBOX_BULK: &str = "/inbox/bulk";
/// What was just done is taken back.
pub const INBOX_UNDO: &str = "/inbox/undo";
/// Lists that somebody keeps under a name.
pub const INBOX_FILTERS: &str = "/inbox/filters";
pub const CALLBACKS: &str = "/callbacks";
pub const INSIGHTS: &str = "/insights";
pub const AGENTS: &str = "/agents";
pub const OPERATORS: &str = "/operators";
pub const INVITE: &str = "/operators/invite";
pub const ORGANISATION: &str = "/settings/organisation";
/// What operators may see of the inbox.
pub const SIGHT: &str = "/settings/visibility";
/// Who looked at conversations that are not theirs.
pub const AUDIT: &str = "/settings/audit";
pub const AUDIT_FILE: &str = "/settings/audit.csv";
pub const LANGUAGE_MODEL: &str = "/settings/language-model";
/// Everything that left for people and systems outside the inbox.
pub const DELIVERIES: &str = "/deliveries";
pub const DELIVERY_ROWS: &str = "/deliveries/rows";
/// The systems that are told of what happens.
pub const WEBHOOKS: &str = "/settings/webhooks";
pub const NEW_WEBHOOK: &str = "/settings/webhooks/new";
/// What programs can do, to read and to try.
pub const API_DOCS: &str = "/docs/api/";
pub const TOKENS: &str = "/settings/tokens";
/// Other vendors' JSON, in and out.
pub const IMPORT: &str = "/settings/import";
/// What was looked at is taken over; only ever posted to.
pub const APPLY_IMPORT: &str = "/settings/import/apply";
/// The holidays of a calendar are looked at; only ever posted to.
pub const IMPORT_HOLIDAYS: &str = "/settings/import/holidays";
/// The texts the team keeps to answer with.
pub const REPLIES: &str = "/settings/replies";
/// How somebody likes to work in the inbox.
pub const HABITS: &str = "/settings/inbox";
pub const MINE: &str = "/settings/mine";
pub const NOTIFICATIONS: &str = "/settings/notifications";
/// When somebody wants e-mail.
pub const MY_EMAIL: &str = "/settings/email";
pub const MY_PASSWORD: &str = "/settings/mine/password";

/// One delivery with its attempts.
pub fn delivery(delivery: i64) -> String {
    format!("{DELIVERIES}/{delivery}")
}

pub fn webhook(webhook: i64) -> String {
    format!("{WEBHOOKS}/{webhook}")
}
