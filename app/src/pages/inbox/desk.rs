//! Somebody at the inbox, and what is read for them.

use chrono_tz::Tz;
use handoff::{
    actions::note_access,
    conversation::{Conversation, Search, View},
    id::{ConversationId, MessageId},
    store::{InboxPage, InboxQuery},
};

use super::{
    first_in_line::reply_minutes,
    frame::{self, Around},
    looking::{Asked, Looking},
    row::{Moment, Rows},
    seen::Seen,
};
use crate::{
    request::{Oops, SignedIn},
    shell::{Pane, Place, Shell},
    site::Site,
};

/// Rows on a page of the list.
const PAGE: i64 = 30;
/// Where the session keeps the view last looked at.
const VIEW: &str = "inbox_view";

/// The conversation of a page, if whoever asks can reach it. What they may not see is not found either.
pub(super) async fn find_conversation(
    site: &Site,
    who: &SignedIn,
    id: &ConversationId,
) -> Result<Conversation, Oops> {
    let found = site.desk.store.conversation(who.scope, id).await?;
    found.ok_or(Oops::NotFound)
}

/// Somebody at the inbox: who, where in it, and when.
pub(super) struct Desk {
    pub site: Site,
    pub who: SignedIn,
    pub looking: Looking,
    pub moment: Moment,
    /// The reader's own clock: that of their plan, else the organisation's.
    pub zone: Tz,
}

impl Desk {
    /// Whoever asks, with the view they asked for or were last in.
    pub(super) async fn of(site: Site, who: SignedIn, asked: &Asked) -> Result<Self, Oops> {
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
    pub(super) async fn remember(&self) -> Result<(), Oops> {
        let view = self.looking.view.as_str();
        let last: Option<String> = self.who.session.get(VIEW).await?;
        if last.as_deref().unwrap_or(View::NeedsAttention.as_str()) != view {
            self.who.session.insert(VIEW, view).await?;
        }
        Ok(())
    }

    pub(super) async fn around(&self) -> Result<Around, Oops> {
        let store = &self.site.desk.store;
        let waiting = store.queue_counts(self.who.scope).await?;
        let mut queues = Vec::new();
        for known in store.agents().await? {
            for queue in store.queues(known.agent.id).await? {
                let count = waiting.get(&queue.id).copied().unwrap_or(0);
                queues.push((queue.id, queue.name, known.agent.name.clone(), count));
            }
        }
        Ok(Around {
            counts: store
                .view_counts(self.who.scope, self.who.operator.id)
                .await?,
            queues: frame::told_apart(queues),
            labels: store.labels().await?,
            filters: store.filters(self.who.operator.id).await?,
            zone: self.zone,
        })
    }

    /// A page of rows: the first, or the one after `after`.
    pub(super) async fn rows(
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

    pub(super) async fn seen(
        &self,
        id: ConversationId,
        before: Option<MessageId>,
    ) -> Result<Seen, Oops> {
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

    pub(super) async fn shell(&self, around: &Around, pane: Pane) -> Result<Shell, Oops> {
        let title = frame::title(around.counts.of(View::NeedsAttention));
        let mut shell = self.who.shell(&self.site, Place::Inbox, &title).await?;
        shell.inbox = Some(frame::frame(&self.looking, around, pane));
        Ok(shell)
    }
}
