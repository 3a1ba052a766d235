//! The inbox's pages of rows, and how many each view holds. Every count stops at a thousand.

use std::collections::BTreeMap;

use sqlx::{FromRow, Row as _};

use super::{
    Store, StoreError,
    list::{self, Cursor, Part},
    scope, unknown,
};
use crate::{
    access::Scope,
    channel::Channel,
    clock::from_millis,
    conversation::{Customer, Hit, Priority, Row, Search, Sort, State, View},
    id::{ConversationId, LabelId, MessageId, OperatorId, QueueId},
};

/// Counts are exact up to here and “1,000 or more” from here on.
pub const COUNT_MAX: i64 = 1000;

/// Which rows of the inbox somebody wants to see.
#[derive(Debug, Clone)]
pub struct InboxQuery {
    pub view: View,
    /// What whoever is looking can reach; nothing else is found.
    pub scope: Scope,
    /// Whoever is looking: “mine” is theirs.
    pub operator: OperatorId,
    /// What to look for in everything that was said, and in customers' names and addresses.
    pub search: Option<Search>,
    /// Only what is in this queue.
    pub queue: Option<QueueId>,
    /// Only what has this label.
    pub label: Option<LabelId>,
    /// What comes first, if not what the view has first.
    pub sort: Option<Sort>,
    /// Where the page before ended.
    pub after: Option<String>,
    pub limit: i64,
}

impl InboxQuery {
    /// The first rows of a view.
    #[must_use]
    pub const fn top(view: View, (scope, operator): (Scope, OperatorId), limit: i64) -> Self {
        Self {
            view,
            scope,
            operator,
            search: None,
            queue: None,
            label: None,
            sort: None,
            after: None,
            limit,
        }
    }

    /// The order it comes in.
    pub(super) fn sort(&self) -> Sort {
        self.sort.unwrap_or_else(|| self.view.order())
    }
}

/// A page of the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxPage {
    pub rows: Vec<Row>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// How many conversations each view holds, in the order of [`View::ALL`]; at most [`COUNT_MAX`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ViewCounts(pub [i64; View::ALL.len()]);

impl ViewCounts {
    /// How many a view holds.
    #[must_use]
    pub fn of(&self, view: View) -> i64 {
        View::ALL
            .iter()
            .position(|known| *known == view)
            .map_or(0, |at| self.0[at])
    }
}

#[derive(FromRow)]
struct InboxRow {
    id: String,
    customer_name: Option<String>,
    customer_email: Option<String>,
    agent_name: String,
    channel: String,
    state: String,
    assignee_id: Option<i64>,
    assignee_name: Option<String>,
    queue_name: Option<String>,
    priority: i64,
    needs_attention: i64,
    waiting_since: Option<i64>,
    snoozed_until: Option<i64>,
    last_author: String,
    last_text: String,
    last_at: i64,
    hit_id: Option<i64>,
    hit_author: Option<String>,
    hit_is_note: Option<i64>,
    hit_text: Option<String>,
}

impl InboxRow {
    /// The message in which something was found, if it was in a message.
    fn hit(&mut self) -> Result<Option<Hit>, StoreError> {
        let (Some(id), Some(author), Some(text)) =
            (self.hit_id, self.hit_author.take(), self.hit_text.take())
        else {
            return Ok(None);
        };
        Ok(Some(Hit {
            message: MessageId(id),
            author: super::message::author(&author)?,
            is_note: self.hit_is_note == Some(1),
            text,
        }))
    }
}

impl TryFrom<InboxRow> for Row {
    type Error = StoreError;

    fn try_from(mut row: InboxRow) -> Result<Self, StoreError> {
        Ok(Self {
            hit: row.hit()?,
            id: ConversationId(row.id),
            customer: Customer {
                name: row.customer_name,
                email: row.customer_email,
                zone: None,
            },
            agent_name: row.agent_name,
            channel: Channel::parse(&row.channel)
                .ok_or_else(|| unknown("channel", &row.channel))?,
            state: State::parse(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            assignee: row.assignee_id.map(OperatorId).zip(row.assignee_name),
            queue: row.queue_name,
            priority: Priority::from_rank(row.priority),
            needs_attention: row.needs_attention == 1,
            waiting_since: row.waiting_since.map(from_millis),
            snoozed_until: row.snoozed_until.map(from_millis),
            labels: Vec::new(),
            last_author: super::message::author(&row.last_author)?,
            last_text: row.last_text,
            last_at: from_millis(row.last_at),
        })
    }
}

impl Store {
    /// A page of a view. An unreadable cursor starts from the top.
    pub async fn inbox(&self, query: &InboxQuery) -> Result<InboxPage, StoreError> {
        let parts = Part::of(query.view);
        let cursor = query.after.as_deref().and_then(Cursor::parse);
        let cursor = cursor.filter(|cursor| cursor.part < parts.len());
        let mut cursor = cursor.unwrap_or(Cursor::top(0));
        let wanted = usize::try_from(query.limit).unwrap_or(0);
        let mut page = InboxPage::default();
        for (at, part) in parts.iter().enumerate().skip(cursor.part) {
            if cursor.part != at {
                cursor = Cursor::top(at);
            }
            let mut rows = self.stretch(query, *part, &cursor).await?;
            let room = wanted.saturating_sub(page.rows.len());
            let has_more = rows.len() > room;
            rows.truncate(room);
            page.rows.append(&mut rows);
            if has_more {
                // Where the last row belongs to the part before, the next page begins at this one's top.
                page.next = match page.rows.last() {
                    Some(last) if room > 0 => Some(Cursor::of(last, (at, *part), query.sort())),
                    _ => Some(format!("{at}.0.0.")),
                };
                break;
            }
        }
        self.add_labels(&mut page.rows).await?;
        Ok(page)
    }

    /// The rows of one part of a view after a place, and one more than wanted if there is one.
    async fn stretch(
        &self,
        query: &InboxQuery,
        part: Part,
        cursor: &Cursor,
    ) -> Result<Vec<Row>, StoreError> {
        let search = query.search.as_ref();
        let asked = search.map(|search| self.engine.asked(search));
        let sql = list::statement(&self.engine, query, part, cursor.is_top());
        let mut statement = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(query.operator.0)
            .bind(asked)
            .bind(cursor.priority)
            .bind(cursor.at)
            .bind(&cursor.id)
            .bind(query.limit + 1)
            .bind(query.queue.map(|queue| queue.0))
            .bind(query.label.map(|label| label.0));
        if let Some(value) = scope::value(query.scope) {
            statement = statement.bind(value);
        }
        let rows: Vec<InboxRow> = statement.fetch_all(&self.readers).await?;
        rows.into_iter().map(Row::try_from).collect()
    }

    async fn add_labels(&self, rows: &mut [Row]) -> Result<(), StoreError> {
        let ids: Vec<ConversationId> = rows.iter().map(|row| row.id.clone()).collect();
        let mut labels = self.labels_of(&ids).await?;
        for row in rows {
            row.labels = labels.remove(&row.id).unwrap_or_default();
        }
        Ok(())
    }

    /// How many conversations each view holds for whoever is looking, within what they reach.
    pub async fn view_counts(
        &self,
        scope: Scope,
        operator: OperatorId,
    ) -> Result<ViewCounts, StoreError> {
        let sql = list::counts(scope, COUNT_MAX);
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(operator.0);
        if let Some(value) = scope::value(scope) {
            query = query.bind(value);
        }
        let row = query.fetch_one(&self.readers).await?;
        let mut counts = ViewCounts::default();
        for (at, count) in counts.0.iter_mut().enumerate() {
            *count = row.try_get(at)?;
        }
        Ok(counts)
    }

    /// How many conversations of each queue need a person, among the first thousand within the scope that do.
    pub async fn queue_counts(&self, scope: Scope) -> Result<BTreeMap<QueueId, i64>, StoreError> {
        let sql = format!(
            "select queue_id, count(*) from (select c.queue_id from conversations c where c.needs_attention = 1 \
             and {} limit {COUNT_MAX}) as waiting where queue_id is not null group by queue_id",
            scope::within(scope, 1)
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        if let Some(value) = scope::value(scope) {
            query = query.bind(value);
        }
        let rows: Vec<(i64, i64)> = query.fetch_all(&self.readers).await?;
        Ok(rows
            .into_iter()
            .map(|(queue, count)| (QueueId(queue), count))
            .collect())
    }
}
