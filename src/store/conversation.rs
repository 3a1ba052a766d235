//! Conversations as kept.

use std::collections::{BTreeMap, HashSet};

use sqlx::{Any, Executor, FromRow, Row, any::AnyArguments, query::Query};

use super::{NewThread, Store, StoreError, Tx, places, portions, scope, unknown};
use crate::{
    access::{Actor, Scope},
    channel::Channel,
    clock::from_millis,
    conversation::{AnsweredBy, Conversation, Customer, LastWords, Priority, State},
    customer::Identity,
    id::{AgentId, ConversationId, MessageId, OperatorId, QueueId},
};

pub(super) const COLUMNS: &str = "id, agent_id, customer_name, customer_email, customer_zone, channel, answered_by, language, state, state_since, \
    assignee_id, queue_id, priority, waiting_since, stretch, stretch_from, last_author, last_text, last_at, revision, created_at, snoozed_until";

#[derive(FromRow)]
pub(super) struct ConversationRow {
    id: String,
    agent_id: i64,
    customer_name: Option<String>,
    customer_email: Option<String>,
    customer_zone: Option<String>,
    channel: String,
    answered_by: String,
    language: Option<String>,
    state: String,
    state_since: i64,
    assignee_id: Option<i64>,
    queue_id: Option<i64>,
    priority: i64,
    waiting_since: Option<i64>,
    stretch: String,
    stretch_from: i64,
    last_author: String,
    last_text: String,
    last_at: i64,
    revision: i64,
    created_at: i64,
    snoozed_until: Option<i64>,
}

impl TryFrom<ConversationRow> for Conversation {
    type Error = StoreError;

    fn try_from(row: ConversationRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ConversationId(row.id),
            agent: AgentId(row.agent_id),
            customer: Customer {
                name: row.customer_name,
                email: row.customer_email,
                zone: row.customer_zone.and_then(|zone| zone.parse().ok()),
            },
            channel: Channel::parse(&row.channel)
                .ok_or_else(|| unknown("channel", &row.channel))?,
            answered_by: AnsweredBy::parse(&row.answered_by)
                .ok_or_else(|| unknown("answerer", &row.answered_by))?,
            language: row.language,
            state: State::parse(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            state_since: from_millis(row.state_since),
            assignee: row.assignee_id.map(OperatorId),
            queue: row.queue_id.map(QueueId),
            priority: Priority::from_rank(row.priority),
            waiting_since: row.waiting_since.map(from_millis),
            snoozed_until: row.snoozed_until.map(from_millis),
            stretch: serde_json::from_str(&row.stretch)?,
            stretch_from: MessageId(row.stretch_from),
            last: LastWords {
                author: super::message::author(&row.last_author)?,
                text: row.last_text,
                at: from_millis(row.last_at),
            },
            revision: row.revision,
            created_at: from_millis(row.created_at),
        })
    }
}

/// Finds a conversation through what the one who asks can reach.
async fn find<'e>(
    db: impl Executor<'e, Database = Any>,
    scope: Scope,
    id: &ConversationId,
) -> Result<Option<Conversation>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from conversations c where c.id = $1 and {}",
        scope::within(scope, 2)
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.0.clone());
    if let Some(value) = scope::value(scope) {
        query = query.bind(value);
    }
    let row: Option<ConversationRow> = query.fetch_optional(db).await?;
    row.map(Conversation::try_from).transpose()
}

impl Store {
    /// The conversation, if it exists within the scope.
    pub async fn conversation(
        &self,
        scope: Scope,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        find(&self.readers, scope, id).await
    }

    /// The conversation whose visitor holds the secret with this hash.
    pub async fn conversation_of_visitor(
        &self,
        visitor_hash: &str,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql = format!("select {COLUMNS} from conversations where visitor_hash = $1");
        let row: Option<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(visitor_hash)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Conversation::try_from).transpose()
    }

    /// The conversation its sender began under that name.
    pub async fn conversation_by_client_id(
        &self,
        agent: AgentId,
        client_id: &str,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql =
            format!("select {COLUMNS} from conversations where agent_id = $1 and client_id = $2");
        let row: Option<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(agent.0)
            .bind(client_id)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Conversation::try_from).transpose()
    }

    /// How many conversations wait in each queue.
    pub async fn waiting_by_queue(
        &self,
        agent: AgentId,
    ) -> Result<BTreeMap<QueueId, usize>, StoreError> {
        let sql = "select queue_id, count(*) from conversations where state = 'waiting' and agent_id = $1 and queue_id is not null group by queue_id";
        let rows: Vec<(i64, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(queue, count)| (QueueId(queue), usize::try_from(count).unwrap_or(0)))
            .collect())
    }

    /// How many callbacks are promised in each queue.
    pub async fn callbacks_by_queue(
        &self,
        agent: AgentId,
    ) -> Result<BTreeMap<QueueId, usize>, StoreError> {
        let sql = "select queue_id, count(*) from conversations where state = 'callback' and agent_id = $1 and queue_id is not null group by queue_id";
        let rows: Vec<(i64, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(queue, count)| (QueueId(queue), usize::try_from(count).unwrap_or(0)))
            .collect())
    }

    /// The place in line of a waiting conversation, from 1.
    pub async fn position(&self, conversation: &Conversation) -> Result<Option<usize>, StoreError> {
        let Some(place) = conversation.line_key() else {
            return Ok(None);
        };
        let sql = "select count(*) from conversations where state = 'waiting' and queue_id is not distinct from $1 \
            and (line_key < $2 or (line_key = $2 and id < $3))";
        let before: i64 = sqlx::query_scalar(sql)
            .bind(conversation.queue.map(|queue| queue.0))
            .bind(place)
            .bind(&conversation.id.0)
            .fetch_one(&self.readers)
            .await?;
        Ok(usize::try_from(before).ok().map(|before| before + 1))
    }
}

/// What a new conversation is found by again.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// The hash of the secret its visitor holds.
    pub visitor_hash: Option<String>,
    /// What its sender calls it, so that one begun twice is kept once.
    pub client_id: Option<String>,
    /// Where it goes on outside.
    pub thread: Option<NewThread>,
    /// What its customer was proven to be.
    pub proofs: Vec<Identity>,
}

/// A statement with its values.
type Bound = Query<'static, Any, AnyArguments>;

const NEW: &str =
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const CHANGED: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

impl Tx {
    /// The conversation as it is now, if it exists within the scope.
    pub async fn conversation(
        &mut self,
        scope: Scope,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        find(&mut self.connection, scope, id).await
    }

    /// Keeps a new conversation. Fails with a duplicate when its sender began it before.
    pub async fn insert_conversation(
        &mut self,
        new: &Conversation,
        opening: &Opening,
    ) -> Result<(), StoreError> {
        self.insert_conversations(&[(new, opening)]).await
    }

    /// Keeps new conversations, all or, when one was begun before, none.
    pub(super) async fn insert_conversations(
        &mut self,
        new: &[(&Conversation, &Opening)],
    ) -> Result<(), StoreError> {
        let customers = self.meet(new).await?;
        let whose: Vec<_> = new.iter().zip(customers).collect();
        for portion in portions(&whose) {
            let sql = format!(
                "insert into conversations (customer_name, customer_email, customer_zone, language, state, state_since, assignee_id, \
                 queue_id, priority, needs_attention, waiting_since, snoozed_until, line_key, looks_for, stretch, stretch_from, last_author, last_text, last_at, id, revision, \
                 agent_id, visitor_hash, client_id, channel, answered_by, created_at, customer_id) values {}",
                places(portion.len(), NEW)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for ((new, opening), customer) in portion {
                query = with_what_changes(query, new)?
                    .bind(new.agent.0)
                    .bind(opening.visitor_hash.clone())
                    .bind(opening.client_id.clone())
                    .bind(new.channel.as_str())
                    .bind(new.answered_by.as_str())
                    .bind(new.created_at.timestamp_millis())
                    .bind(customer.0.clone());
            }
            query.execute(&mut self.connection).await?;
        }
        for (new, opening) in new {
            if let Some(thread) = &opening.thread {
                self.insert_thread(&new.id, thread, new.created_at).await?;
            }
            // The first that was known says who it is; the others may say that somebody else is the same.
            if opening.proofs.len() > 1 {
                let events = self.prove(&new.id, &opening.proofs, new.created_at).await?;
                self.record(&Actor::System, new.created_at, &events).await?;
            }
            if !opening.proofs.is_empty() {
                self.tell_whoever_has_them(new).await?;
            }
        }
        Ok(())
    }

    /// Keeps a changed conversation, unless somebody changed it since it was read: then nothing happens
    /// and the answer is [`StoreError::Conflict`].
    pub async fn update_conversation(&mut self, changed: &Conversation) -> Result<(), StoreError> {
        if self.update_conversations(&[changed]).await?.is_empty() {
            return Err(StoreError::Conflict);
        }
        Ok(())
    }

    /// Keeps changed conversations, each given once, and gives back which: those that somebody changed since
    /// they were read stay as they are.
    pub(super) async fn update_conversations(
        &mut self,
        changed: &[&Conversation],
    ) -> Result<HashSet<ConversationId>, StoreError> {
        let mut kept = HashSet::with_capacity(changed.len());
        for portion in portions(changed) {
            let sql = format!(
                "with changed (name, email, zone, spoken, new_state, since, assignee, queue, rank, attention, waiting, aside, place, wanted, talk, talk_from, \
                 author, words, words_at, of_id, seen) as (values {}) update conversations set customer_name = changed.name, \
                 customer_email = changed.email, customer_zone = changed.zone, language = changed.spoken, state = changed.new_state, \
                 state_since = changed.since, assignee_id = changed.assignee, queue_id = changed.queue, priority = changed.rank, \
                 needs_attention = changed.attention, waiting_since = changed.waiting, snoozed_until = changed.aside, line_key = changed.place, looks_for = changed.wanted, stretch = changed.talk, stretch_from = changed.talk_from, \
                 last_author = changed.author, last_text = changed.words, last_at = changed.words_at, revision = revision + 1 \
                 from changed where id = changed.of_id and revision = changed.seen returning id",
                places(portion.len(), CHANGED)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for conversation in portion {
                self.remembered.forget(&conversation.id);
                query = with_what_changes(query, conversation)?;
            }
            let ids = query.fetch_all(&mut self.connection).await?;
            for row in ids {
                kept.insert(ConversationId(row.try_get(0)?));
            }
        }
        Ok(kept)
    }

    /// The conversations that wait in a queue, the first in line first.
    pub async fn waiting_in_line(
        &mut self,
        queue: QueueId,
    ) -> Result<Vec<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations where state = 'waiting' and queue_id = $1 \
             order by line_key, id"
        );
        let rows: Vec<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(queue.0)
            .fetch_all(&mut self.connection)
            .await?;
        rows.into_iter().map(Conversation::try_from).collect()
    }

    /// Gives a conversation's visitor a new secret; the old one opens nothing any more.
    pub async fn set_visitor(
        &mut self,
        id: &ConversationId,
        visitor_hash: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("update conversations set visitor_hash = $1 where id = $2")
            .bind(visitor_hash)
            .bind(&id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

/// Adds the values of everything that may change of a conversation, and its name and revision after them.
fn with_what_changes(query: Bound, of: &Conversation) -> Result<Bound, StoreError> {
    Ok(query
        .bind(of.customer.name.clone())
        .bind(of.customer.email.clone())
        .bind(of.customer.zone.map(chrono_tz::Tz::name))
        .bind(of.language.clone())
        .bind(of.state.as_str())
        .bind(of.state_since.timestamp_millis())
        .bind(of.assignee.map(|id| id.0))
        .bind(of.queue.map(|id| id.0))
        .bind(of.priority.rank())
        .bind(i64::from(of.needs_attention()))
        .bind(of.waiting_since.map(|at| at.timestamp_millis()))
        .bind(of.snoozed_until.map(|at| at.timestamp_millis()))
        .bind(of.line_key())
        .bind(scope::looks_for(of))
        .bind(serde_json::to_string(&of.stretch)?)
        .bind(of.stretch_from.0)
        .bind(of.last.author.as_str())
        .bind(of.last.text.clone())
        .bind(of.last.at.timestamp_millis())
        .bind(of.id.0.clone())
        .bind(of.revision))
}
