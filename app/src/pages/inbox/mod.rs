//! The inbox: who waits, one conversation, and the answer to it.
//!
//! Every page works as it is; the fragments (`rows`, `entries`, `parts`) are for a page that is open
//! already and told that something changed.

mod arrival;
mod aside;
mod brought;
mod bulk;
mod card;
mod composer;
mod customer;
mod desk;
mod entry;
mod file;
mod first_in_line;
mod frame;
mod handling;
mod head;
mod history;
mod kin;
mod letter;
mod list;
mod log;
mod looking;
mod narrow;
mod notice;
mod open;
mod reply;
mod row;
#[cfg(test)]
pub(crate) mod samples;
mod seen;
mod show;
mod sign;
#[cfg(test)]
mod tests;
mod undo;
mod why_them;
mod words;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Query, State},
    response::{Html, Redirect},
    routing::{get, post},
};
use handoff::id::EventId;
use serde::Deserialize;

use self::{desk::Desk, looking::Asked};
pub(super) use self::{first_in_line::first_in_line, row::Rows};
use crate::{
    form::WITH_FILES_MAX,
    request::{Oops, SignedIn},
    routes,
    shell::Pane,
    site::Site,
};

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/inbox", get(inbox))
        .route("/inbox/rows", get(rows))
        .route(routes::INBOX_BULK, get(to_inbox).post(bulk::bulk))
        .route(routes::INBOX_UNDO, get(to_inbox).post(undo::undo))
        .route(routes::INBOX_FILTERS, get(to_inbox).post(narrow::filter))
        .route("/inbox/notices", get(notices))
        .route("/inbox/{conversation}", get(open::conversation))
        .route("/inbox/{conversation}/entries", get(open::entries))
        .route("/inbox/{conversation}/parts", get(open::parts))
        .route(
            "/inbox/{conversation}/replies",
            get(reply::to_conversation)
                .post(reply::reply)
                .layer(DefaultBodyLimit::max(WITH_FILES_MAX)),
        )
        .route("/inbox/{conversation}/files/{file}", get(file::file))
        .route(
            "/inbox/{conversation}/customer",
            get(customer::search).post(customer::handle),
        )
        .route("/inbox/{conversation}/history", get(history::history))
        .route(
            "/inbox/{conversation}/draft",
            get(reply::to_conversation).post(reply::keep_draft),
        )
        .route(
            "/inbox/{conversation}/handling",
            get(reply::to_conversation).post(handling::handle),
        )
        .route(
            "/inbox/{conversation}/messages/{message}/send-again",
            post(arrival::send_again),
        )
        .route(
            "/inbox/{conversation}/messages/{message}/letter",
            get(letter::letter),
        )
}

/// Whoever reloads by its address what only a form is sent to.
async fn to_inbox() -> Redirect {
    Redirect::to(routes::INBOX)
}

async fn inbox(
    State(site): State<Site>,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    desk.remember().await?;
    let around = desk.around().await?;
    let rows = desk.rows(&around, None, asked.after).await?;
    let shell = desk.shell(&around, Pane::List).await?;
    Ok(Html(list::render(shell, &desk.site.assets, rows)))
}

async fn rows(
    State(site): State<Site>,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    let around = desk.around().await?;
    let rows = desk.rows(&around, None, None).await?;
    Ok(Html(list::render_rows(rows)))
}

/// Where a page that is open already left off.
#[derive(Debug, Deserialize)]
struct Since {
    since: Option<i64>,
}

async fn notices(
    State(site): State<Site>,
    who: SignedIn,
    Query(asked): Query<Since>,
) -> Result<Html<String>, Oops> {
    let since = asked.since.map(EventId);
    let read = notice::Notices::load(&site, (who.scope, who.operator.id), since).await?;
    Ok(Html(notice::render(read)))
}
