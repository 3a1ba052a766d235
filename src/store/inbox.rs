//! The inbox's lists and counts.
//!
//! Every list walks an index from one row to the next, so that a page costs the same among a hundred
//! conversations and a hundred thousand; every count stops at a thousand.

use sqlx::{FromRow, Row as _};

use super::{Store, StoreError, topic::containing, unknown};
use crate::{
    channel::Channel,
    clock::{Instant, from_millis},
    conversation::{Customer, Priority, Row, State, View},
    id::{ConversationId, OperatorId},
};

/// Counts are exact up to here and “1,000 or more” from here on.
pub const COUNT_MAX: i64 = 1000;

/// Which rows of the inbox somebody wants to see.
#[derive(Debug, Clone)]
pub struct InboxQuery {
    pub view: View,
    /// Whoever is looking: “mine” is theirs.
    pub operator: OperatorId,
    /// Words to look for in names, addresses and the last message.
    pub search: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    pub limit: i64,
}

/// A page of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxPage {
    pub rows: Vec<Row>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// How many conversations each view holds, in the order of [`View::ALL`]; at most [`COUNT_MAX`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ViewCounts(pub [i64; 7]);

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
    last_author: String,
    last_text: String,
    last_at: i64,
}

impl TryFrom<InboxRow> for Row {
    type Error = StoreError;

    fn try_from(row: InboxRow) -> Result<Self, StoreError> {
        Ok(Self {
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
            last_author: super::message::author(&row.last_author)?,
            last_text: row.last_text,
            last_at: from_millis(row.last_at),
        })
    }
}

/// What a view holds. `$1` is whoever is looking.
///
/// The plus and the `not in` keep SQLite from the indexes by assignee and by state: it would collect every
/// conversation of theirs and sort it, where walking the list's own order stops after a page.
const fn condition(view: View) -> &'static str {
    match view {
        View::NeedsAttention => "needs_attention = 1 and $1 = $1",
        View::Mine => "assignee_id = $1 and state = 'with_operator'",
        View::Unassigned => "needs_attention = 1 and +assignee_id is null and $1 = $1",
        View::WithAi => {
            "state not in ('waiting', 'with_operator', 'callback', 'resolved') and $1 = $1"
        }
        View::Callbacks => "state = 'callback' and $1 = $1",
        View::Resolved => "state = 'resolved' and $1 = $1",
        View::All => "$1 = $1",
    }
}

/// The same for counting, which needs no order and stops at a thousand.
const fn counted(view: View) -> &'static str {
    match view {
        View::WithAi => "state in ('with_ai', 'offered', 'gathering') and $1 = $1",
        other => condition(other),
    }
}

/// A place in a list: the sort key of the last row seen.
struct Cursor {
    priority: i64,
    at: i64,
    id: String,
}

impl Cursor {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        Some(Self {
            priority: parts.next()?.parse().ok()?,
            at: parts.next()?.parse().ok()?,
            id: parts.next()?.to_owned(),
        })
    }

    fn of(row: &Row, is_by_urgency: bool) -> String {
        let since: Option<Instant> = if is_by_urgency {
            row.waiting_since
        } else {
            Some(row.last_at)
        };
        format!(
            "{}.{}.{}",
            row.priority.rank(),
            since.map_or(0, |at| at.timestamp_millis()),
            row.id
        )
    }
}

impl Store {
    /// A page of a view. An unreadable cursor starts from the top.
    pub async fn inbox(&self, query: &InboxQuery) -> Result<InboxPage, StoreError> {
        let by_urgency = query.view.is_by_urgency();
        let (order, beyond) = if by_urgency {
            (
                "c.priority desc, c.waiting_since, c.id",
                "(c.priority < $3 or (c.priority = $3 and (c.waiting_since > $4 or (c.waiting_since = $4 and c.id > $5))))",
            )
        } else {
            (
                "c.last_at desc, c.id desc",
                "(cast($3 as bigint) = $3 and (c.last_at < $4 or (c.last_at = $4 and c.id < $5)))",
            )
        };
        let sql = format!(
            "select c.id, c.customer_name, c.customer_email, a.name as agent_name, c.channel, c.state, c.assignee_id, \
             o.name as assignee_name, q.name as queue_name, c.priority, c.needs_attention, c.waiting_since, c.last_author, \
             c.last_text, c.last_at from conversations c join agents a on a.id = c.agent_id \
             left join operators o on o.id = c.assignee_id left join queues q on q.id = c.queue_id \
             where {} and (cast($2 as text) is null or lower(coalesce(c.customer_name, '')) like $2 escape '\\' \
             or lower(coalesce(c.customer_email, '')) like $2 escape '\\' or lower(c.last_text) like $2 escape '\\') \
             and {beyond_or_all} order by {order} limit $6",
            condition(query.view),
            beyond_or_all = if query.after.is_some() {
                beyond
            } else {
                "cast($3 as bigint) = $3 and cast($4 as bigint) = $4 and cast($5 as text) = $5"
            },
        );
        let cursor = query.after.as_deref().and_then(Cursor::parse);
        let cursor = cursor.unwrap_or(Cursor {
            priority: i64::from(i32::MAX),
            at: i64::MAX,
            id: String::new(),
        });
        let rows: Vec<InboxRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(query.operator.0)
            .bind(query.search.as_deref().map(containing))
            .bind(cursor.priority)
            .bind(cursor.at)
            .bind(cursor.id)
            .bind(query.limit + 1)
            .fetch_all(&self.readers)
            .await?;
        let mut rows = rows
            .into_iter()
            .map(Row::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        let wanted = usize::try_from(query.limit).unwrap_or(0);
        let has_more = rows.len() > wanted;
        rows.truncate(wanted);
        let next = rows
            .last()
            .filter(|_| has_more)
            .map(|row| Cursor::of(row, by_urgency));
        Ok(InboxPage { rows, next })
    }

    /// How many conversations each view holds for whoever is looking.
    pub async fn view_counts(&self, operator: OperatorId) -> Result<ViewCounts, StoreError> {
        let counts = View::ALL.map(|view| {
            format!("(select count(*) from (select 1 from conversations where {} limit {COUNT_MAX}) as counted)", counted(view))
        });
        let sql = format!("select {}", counts.join(", "));
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(operator.0)
            .fetch_one(&self.readers)
            .await?;
        let mut counts = [0; 7];
        for (at, count) in counts.iter_mut().enumerate() {
            *count = row.try_get(at)?;
        }
        Ok(ViewCounts(counts))
    }
}
