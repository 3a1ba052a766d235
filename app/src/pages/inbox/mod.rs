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
    extract::{DefaultBodyLimit, Path, Query, State},
    response::{Html, Redirect},
    routing::{get, post},
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use handoff::{
    actions::note_access,
    conversation::{Search, View},
    id::{ConversationId, EventId, MessageId},
    store::{InboxPage, InboxQuery},
};
use serde::Deserialize;

use self::{
    composer::Draft,
    first_in_line::reply_minutes,
    frame::Around,
    looking::{Asked, Looking},
    row::Moment,
    seen::Seen,
    show::Show,
};
pub(super) use self::{first_in_line::first_in_line, row::Rows};
use crate::{
    form::WITH_FILES_MAX,
    request::{Oops, SignedIn},
    routes,
    shell::{Pane, Place, Shell},
    site::Site,
};

/// Rows on a page of the list.
const PAGE: i64 = 30;
/// Where the session keeps the view last looked at.
const VIEW: &str = "inbox_view";

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/inbox", get(inbox))
        .route("/inbox/rows", get(rows))
        .route(routes::INBOX_BULK, get(to_inbox).post(bulk::bulk))
        .route(routes::INBOX_UNDO, get(to_inbox).post(undo::undo))
        .route(routes::INBOX_FILTERS, get(to_inbox).post(narrow::filter))
        .route("/inbox/notices", get(notices))
        .route("/inbox/{conversation}", get(conversation))
        .route("/inbox/{conversation}/entries", get(entries))
        .route("/inbox/{conversation}/parts", get(parts))
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

/// Somebody at the inbox: who, where in it, and when.
struct Desk {
    site: Site,
    who: SignedIn,
    looking: Looking,
    moment: Moment,
    /// The reader's own clock: that of their plan, else the organisation's.
    zone: Tz,
}

/// Whoever reloads by its address what only a form is sent to.
async fn to_inbox() -> Redirect {
    Redirect::to(routes::INBOX)
}

impl Desk {
    /// Whoever asks, with the view they asked for or were last in.
    async fn of(site: Site, who: SignedIn, asked: &Asked) -> Result<Self, Oops> {
        let last: Option<String> = who.session.get(VIEW).await?;
        let last = last.as_deref().and_then(View::parse);
        let looking = Looking::at(asked, last.unwrap_or(View::NeedsAttention));
        let organisation = site.desk.store.organisation().await?;
        let moment = Moment {
            now: site.desk.now(),
            zone: organisation.map_or(Tz::UTC, |organisation| organisation.zone),
        };
        let plan = site.desk.store.plan(who.operator.id).await?;
        let plan = plan.and_then(|saved| saved.plan);
        Ok(Self {
            site,
            who,
            looking,
            zone: plan.map_or(moment.zone, |plan| plan.zone),
            moment,
        })
    }

    /// Keeps the view for pages that name none, such as the one after a button.
    async fn remember(&self) -> Result<(), Oops> {
        let view = self.looking.view.as_str();
        let last: Option<String> = self.who.session.get(VIEW).await?;
        if last.as_deref().unwrap_or(View::NeedsAttention.as_str()) != view {
            self.who.session.insert(VIEW, view).await?;
        }
        Ok(())
    }

    async fn around(&self) -> Result<Around, Oops> {
        let store = &self.site.desk.store;
        let waiting = store.queue_counts(self.who.scope).await?;
        let mut queues = Vec::new();
        for known in store.agents().await? {
            for queue in store.queues(known.agent.id).await? {
                let count = waiting.get(&queue.id).copied().unwrap_or(0);
                queues.push((queue.id, queue.name, count));
            }
        }
        Ok(Around {
            counts: store
                .view_counts(self.who.scope, self.who.operator.id)
                .await?,
            queues,
            labels: store.labels().await?,
            filters: store.filters(self.who.operator.id).await?,
            zone: self.zone,
        })
    }

    /// A page of rows: the first, or the one after `after`.
    async fn rows(
        &self,
        around: &Around,
        open: Option<ConversationId>,
        after: Option<String>,
    ) -> Result<Rows, Oops> {
        let is_first_page = after.is_none();
        let page = self.page(after).await?;
        let count = around.count(&self.looking);
        let found = i64::try_from(page.rows.len()).unwrap_or(PAGE);
        Ok(Rows {
            looking: self.looking.clone(),
            shown: page.rows,
            count,
            found: count
                .is_none()
                .then_some((found, page.next.is_some() || !is_first_page)),
            is_pickable: true,
            has_keys: self
                .site
                .desk
                .store
                .habits(self.who.operator.id)
                .await?
                .has_keys,
            around: around.clone(),
            older: page.next,
            is_first_page,
            reply_minutes: reply_minutes(&self.site).await?,
            open,
            moment: self.moment,
        })
    }

    /// A page of the view's conversations, or of those in which something is found. What has no word in it is
    /// found nowhere.
    async fn page(&self, after: Option<String>) -> Result<InboxPage, Oops> {
        let search = self.looking.search.as_deref().map(Search::parse);
        if search == Some(None) {
            return Ok(InboxPage::default());
        }
        let query = InboxQuery {
            view: self.looking.view,
            scope: self.who.scope,
            operator: self.who.operator.id,
            search: search.flatten(),
            queue: self.looking.queue,
            label: self.looking.label,
            sort: self.looking.sort,
            after,
            limit: PAGE,
        };
        Ok(self.site.desk.store.inbox(&query).await?)
    }

    async fn seen(&self, id: ConversationId, before: Option<MessageId>) -> Result<Seen, Oops> {
        let seen = Seen::load(&self.site, (id, before), (&self.who, self.moment));
        let mut seen = seen.await?;
        let (desk, actor) = (&self.site.desk, &self.who.actor);
        note_access(desk, actor, &seen.conversation).await?;
        seen.zone = self.zone;
        let store = &self.site.desk.store;
        seen.canned = store.canned_replies().await?;
        seen.habits = store.habits(self.who.operator.id).await?;
        Ok(seen)
    }

    async fn shell(&self, around: &Around, pane: Pane) -> Result<Shell, Oops> {
        let title = frame::title(around.counts.of(View::NeedsAttention));
        let mut shell = self.who.shell(&self.site, Place::Inbox, &title).await?;
        shell.inbox = Some(frame::frame(&self.looking, around, pane));
        Ok(shell)
    }

    /// The whole page of a conversation.
    async fn show(
        &self,
        id: ConversationId,
        asked: &Asked,
        mut draft: Draft,
    ) -> Result<String, Oops> {
        let mut before = asked.before.map(MessageId);
        let mut seen = self.seen(id.clone(), before).await?;
        // A message that was looked for may be older than those shown first.
        if let Some(at) = asked.at.map(MessageId).filter(|at| !seen.shows(*at)) {
            before = Some(MessageId(at.0.saturating_add(1)));
            seen = self.seen(id.clone(), before).await?;
        }
        if asked.suggest.as_deref() == Some("first") && draft.values.text.is_empty() {
            draft.values.text = card::first_reply(&seen);
        }
        let earlier = words::opened(self, &seen, asked).await?;
        let around = self.around().await?;
        let rows = self.rows(&around, Some(id), None).await?;
        let pane = match asked.pane.as_deref() {
            Some("card") => Pane::Card,
            _ => Pane::Conversation,
        };
        let shell = self.shell(&around, pane).await?;
        let shown = Show {
            seen,
            rows,
            trace: asked.trace.map(MessageId),
            draft,
            is_past: before.is_some(),
            earlier,
        };
        Ok(show::render(shell, &self.site.assets, shown))
    }
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

async fn conversation(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    desk.remember().await?;
    let id = ConversationId(id);
    let draft = desk.kept_draft(&id).await?;
    Ok(Html(desk.show(id, &asked, draft).await?))
}

/// What a page that is open already has.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Had {
    after: i64,
    turn: i64,
    day: Option<NaiveDate>,
    view: Option<String>,
    q: Option<String>,
    queue: Option<String>,
    label: Option<String>,
    sort: Option<String>,
}

async fn entries(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(had): Query<Had>,
) -> Result<Html<String>, Oops> {
    let asked = Asked {
        view: had.view,
        q: had.q,
        queue: had.queue,
        label: had.label,
        sort: had.sort,
        ..Asked::default()
    };
    let desk = Desk::of(site, who, &asked).await?;
    let id = ConversationId(id);
    let (after, turn) = (MessageId(had.after), EventId(had.turn));
    let seen = desk.seen(id, None).await?;
    let news = seen.since(&desk.site, (after, turn)).await?;
    Ok(Html(show::render_entries(&news, &desk.looking, had.day)))
}

async fn parts(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    let seen = desk.seen(ConversationId(id), None).await?;
    Ok(Html(show::render_parts(seen, desk.looking)))
}
