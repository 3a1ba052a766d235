//! The inbox's lists and counts.
//!
//! Every list walks an index from one row to the next, so that a page costs the same among a hundred
//! conversations and a hundred thousand; every count stops at a thousand.

use sqlx::{FromRow, Row as _};

use super::{Store, StoreError, unknown};
use crate::{
    channel::Channel,
    clock::{Instant, from_millis},
    conversation::{Customer, Hit, Priority, Row, Search, State, View},
    id::{ConversationId, MessageId, OperatorId},
};

/// Counts are exact up to here and “1,000 or more” from here on.
pub const COUNT_MAX: i64 = 1000;

/// Which rows of the inbox somebody wants to see.
#[derive(Debug, Clone)]
pub struct InboxQuery {
    pub view: View,
    /// Whoever is looking: “mine” is theirs.
    pub operator: OperatorId,
    /// What to look for in everything that was said, and in customers' names and addresses.
    pub search: Option<Search>,
    /// Where the page before ended.
    pub after: Option<String>,
    pub limit: i64,
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

const COLUMNS: &str = "c.id, c.customer_name, c.customer_email, a.name as agent_name, c.channel, c.state, c.assignee_id, \
    o.name as assignee_name, q.name as queue_name, c.priority, c.needs_attention, c.waiting_since, c.last_author, c.last_text, c.last_at";

/// An order, and what comes after a place in it.
const BY_URGENCY: (&str, &str) = (
    "c.priority desc, c.waiting_since, c.id",
    "(c.priority < $3 or (c.priority = $3 and (c.waiting_since > $4 or (c.waiting_since = $4 and c.id > $5))))",
);
const BY_NEWEST: (&str, &str) = (
    "c.last_at desc, c.id desc",
    "(cast($3 as bigint) = $3 and (c.last_at < $4 or (c.last_at = $4 and c.id < $5)))",
);
const FROM_TOP: &str =
    "cast($3 as bigint) = $3 and cast($4 as bigint) = $4 and cast($5 as text) = $5";

/// The message in which something was found, as columns and where they come from.
const HIT: (&str, &str) = (
    "h.id as hit_id, h.author as hit_author, h.is_note as hit_is_note, h.body as hit_text",
    "left join messages h on h.id = f.message_id",
);
const NO_HIT: (&str, &str) = (
    "cast(null as bigint) as hit_id, cast(null as text) as hit_author, cast(null as bigint) as hit_is_note, \
     cast(null as text) as hit_text",
    "",
);

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
        let cursor = query.after.as_deref().and_then(Cursor::parse);
        let cursor = cursor.unwrap_or(Cursor {
            priority: i64::from(i32::MAX),
            at: i64::MAX,
            id: String::new(),
        });
        let search = query.search.as_ref();
        let asked = search.map(|search| self.engine.asked(search));
        let rows: Vec<InboxRow> = sqlx::query_as(sqlx::AssertSqlSafe(self.list(query)))
            .bind(query.operator.0)
            .bind(asked)
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

    /// The statement of a page: through what is found, if something is looked for, else along the view's index.
    fn list(&self, query: &InboxQuery) -> String {
        let condition = condition(query.view);
        let (order, beyond) = if query.view.is_by_urgency() {
            BY_URGENCY
        } else {
            BY_NEWEST
        };
        let beyond = if query.after.is_some() {
            beyond
        } else {
            FROM_TOP
        };
        let (found, from, (hit, joined)) = if query.search.is_some() {
            let found = format!("with {} ", self.engine.found(condition));
            (
                found,
                "found f join conversations c on c.id = f.conversation_id",
                HIT,
            )
        } else {
            (String::new(), "conversations c", NO_HIT)
        };
        let inside = if query.search.is_some() {
            "cast($2 as text) is not null and $1 = $1".to_owned()
        } else {
            format!("cast($2 as text) is null and {condition}")
        };
        format!(
            "{found}select {COLUMNS}, {hit} from {from} join agents a on a.id = c.agent_id \
             left join operators o on o.id = c.assignee_id left join queues q on q.id = c.queue_id {joined} \
             where {inside} and {beyond} order by {order} limit $6"
        )
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
