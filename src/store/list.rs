//! The statements of the inbox's lists: what a view holds, in which order, from which place on.
//!
//! Every list walks an index from one row to the next, so that a page costs the same among a hundred
//! conversations and a hundred thousand.

use super::{InboxQuery, engine::Engine, scope};
use crate::{
    access::Scope,
    conversation::{Row, Sort, View},
};

/// A stretch of a list that one index holds. One view has two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    View(View),
    /// Those of all open ones that need nobody now; they come after those who wait.
    InGoodHands,
}

impl Part {
    /// The stretches of a view, in order.
    pub(super) const fn of(view: View) -> &'static [Self] {
        match view {
            View::NeedsAttention => &[Self::View(View::NeedsAttention)],
            View::Mine => &[Self::View(View::Mine)],
            View::Unassigned => &[Self::View(View::Unassigned)],
            View::Mentions => &[Self::View(View::Mentions)],
            View::Open => &[Self::View(View::NeedsAttention), Self::InGoodHands],
            View::WithAi => &[Self::View(View::WithAi)],
            View::Callbacks => &[Self::View(View::Callbacks)],
            View::Snoozed => &[Self::View(View::Snoozed)],
            View::Resolved => &[Self::View(View::Resolved)],
            View::All => &[Self::View(View::All)],
        }
    }

    const fn is_of_waiting(self) -> bool {
        match self {
            Self::View(view) => view.is_of_waiting(),
            Self::InGoodHands => false,
        }
    }

    /// What it holds. `$1` is whoever is looking.
    const fn condition(self) -> &'static str {
        match self {
            Self::View(view) => condition(view),
            Self::InGoodHands => {
                "needs_attention = 0 and state <> 'resolved' and snoozed_until is null"
            }
        }
    }

    /// Its order, and what comes after a place in it: `$3` is a priority, `$4` a moment, `$5` an id.
    const fn order(self, sort: Sort) -> (&'static str, &'static str) {
        match (self.is_of_waiting(), sort) {
            (true, Sort::Priority) => (
                "c.priority desc, c.waiting_since, c.id",
                "(c.priority < $3 or (c.priority = $3 and (c.waiting_since > $4 or (c.waiting_since = $4 and c.id > $5))))",
            ),
            (true, Sort::Longest) => (
                "c.waiting_since, c.id",
                "(cast($3 as bigint) = $3 and (c.waiting_since > $4 or (c.waiting_since = $4 and c.id > $5)))",
            ),
            (false, Sort::Priority) => (
                "c.priority desc, c.last_at desc, c.id desc",
                "(c.priority < $3 or (c.priority = $3 and (c.last_at < $4 or (c.last_at = $4 and c.id < $5))))",
            ),
            (false, Sort::Longest) => (
                "c.last_at, c.id",
                "(cast($3 as bigint) = $3 and (c.last_at > $4 or (c.last_at = $4 and c.id > $5)))",
            ),
            (_, Sort::Newest) => (
                "c.last_at desc, c.id desc",
                "(cast($3 as bigint) = $3 and (c.last_at < $4 or (c.last_at = $4 and c.id < $5)))",
            ),
        }
    }
}

/// What a view holds. `$1` is whoever is looking. What is put aside needs no attention.
///
/// The plus and the `not in` keep SQLite from the indexes by assignee and by state: it would collect every
/// conversation of theirs and sort it, where walking the list's own order stops after a page.
pub(super) const fn condition(view: View) -> &'static str {
    match view {
        View::NeedsAttention => "needs_attention = 1",
        View::Mine => "assignee_id = $1 and state = 'with_operator' and snoozed_until is null",
        View::Unassigned => "needs_attention = 1 and +assignee_id is null",
        // The newest thousand: whoever was named more often is done with the older ones.
        View::Mentions => {
            "c.id in (select conversation_id from mentions where operator_id = $1 order by message_id desc limit 1000) \
                and state <> 'resolved'"
        }
        View::Open => "state <> 'resolved' and snoozed_until is null",
        View::WithAi => "state not in ('waiting', 'with_operator', 'callback', 'resolved')",
        View::Callbacks => "state = 'callback'",
        View::Snoozed => "snoozed_until is not null",
        View::Resolved => "state = 'resolved'",
        View::All => "1 = 1",
    }
}

const COLUMNS: &str = "c.id, c.customer_name, c.customer_email, a.name as agent_name, c.channel, c.state, c.assignee_id, \
    o.name as assignee_name, q.name as queue_name, c.priority, c.needs_attention, c.waiting_since, c.snoozed_until, c.last_author, \
    c.last_text, c.last_at";

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

/// Everything that is not narrowed down passes: `$7` is a queue, `$8` a label.
const NARROWED: &str = "$1 = $1 and (cast($7 as bigint) is null or c.queue_id = $7) and (cast($8 as bigint) is null or exists \
    (select 1 from conversation_labels x where x.conversation_id = c.id and x.label_id = $8))";

const FROM_TOP: &str =
    "cast($3 as bigint) = $3 and cast($4 as bigint) = $4 and cast($5 as text) = $5";

/// The statement of a page: through what is found, if something is looked for, else along the view's index.
pub(super) fn statement(engine: &Engine, query: &InboxQuery, part: Part, is_first: bool) -> String {
    let (order, beyond) = part.order(query.sort());
    let beyond = if is_first { FROM_TOP } else { beyond };
    let inside = format!("{} and {NARROWED}", part.condition());
    let (found, from, inside, (hit, joined)) = if query.search.is_some() {
        let within = scope::within(query.scope, 9);
        let found = format!("with {} ", engine.found(&format!("{inside} and {within}")));
        let from = "found f join conversations c on c.id = f.conversation_id".to_owned();
        (found, from, beyond.to_owned(), HIT)
    } else {
        let inside = format!("cast($2 as text) is null and {inside} and {beyond}");
        let (from, inside) = walked(&scope::arms(query.scope, 9), &inside, order);
        (String::new(), from, inside, NO_HIT)
    };
    format!(
        "{found}select {COLUMNS}, {hit} from {from} join agents a on a.id = c.agent_id \
         left join operators o on o.id = c.assignee_id left join queues q on q.id = c.queue_id {joined} \
         where {inside} order by {order} limit $6"
    )
}

/// Where rows come from when nothing is looked for, and what they must be: of several arms each is walked as
/// far as a page, and the pages are put into one order.
fn walked(arms: &[String], inside: &str, order: &str) -> (String, String) {
    if let [only] = arms {
        return ("conversations c".to_owned(), format!("{inside} and {only}"));
    }
    let pages: Vec<String> = arms
        .iter()
        .map(|arm| {
            format!("select * from (select c.id from conversations c where {arm} and {inside} order by {order} limit $6) as page")
        })
        .collect();
    let from = format!(
        "({}) as r join conversations c on c.id = r.id",
        pages.join(" union all ")
    );
    (from, "1 = 1".to_owned())
}

/// A place in a list: the sort key of the last row seen, and the part of the view it is in.
pub(super) struct Cursor {
    pub(super) part: usize,
    pub(super) priority: i64,
    pub(super) at: i64,
    pub(super) id: String,
}

impl Cursor {
    /// Before everything in a part.
    pub(super) const fn top(part: usize) -> Self {
        Self {
            part,
            priority: 0,
            at: 0,
            id: String::new(),
        }
    }

    pub(super) const fn is_top(&self) -> bool {
        self.id.is_empty()
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        Some(Self {
            part: parts.next()?.parse().ok()?,
            priority: parts.next()?.parse().ok()?,
            at: parts.next()?.parse().ok()?,
            id: parts.next()?.to_owned(),
        })
    }

    /// The place of a row, written down.
    pub(super) fn of(row: &Row, (at, part): (usize, Part), sort: Sort) -> String {
        let since = if part.is_of_waiting() && sort != Sort::Newest {
            row.waiting_since
        } else {
            Some(row.last_at)
        };
        let since = since.map_or(0, |since| since.timestamp_millis());
        format!("{at}.{}.{since}.{}", row.priority.rank(), row.id)
    }
}

/// The statement that counts the views within a scope, each as far as `most`.
pub(super) fn counts(scope: Scope, most: i64) -> String {
    let within = scope::within(scope, 2);
    let counts = View::ALL.map(|view| {
        let condition = match view {
            // Counting needs no order, so the index by state serves.
            View::WithAi => "state in ('with_ai', 'offered', 'gathering')",
            other => condition(other),
        };
        format!("(select count(*) from (select 1 from conversations c where {condition} and {within} limit {most}) as counted)")
    });
    format!("select {}", counts.join(", "))
}
