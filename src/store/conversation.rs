//! Conversations as kept.

use std::collections::BTreeMap;

use sqlx::{Any, Executor, FromRow};

use super::{Store, StoreError, Tx, unknown};
use crate::{
    access::Scope,
    channel::Channel,
    clock::from_millis,
    conversation::{AnsweredBy, Conversation, Customer, LastWords, Priority, State},
    id::{AgentId, ConversationId, MessageId, OperatorId, QueueId},
};

pub(super) const COLUMNS: &str = "id, agent_id, customer_name, customer_email, customer_zone, channel, answered_by, language, state, state_since, \
    assignee_id, queue_id, priority, waiting_since, stretch, stretch_from, last_author, last_text, last_at, revision, created_at";

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
        "select {COLUMNS} from conversations where id = $1 and (cast($2 as bigint) is null or agent_id = $2)"
    );
    let row: Option<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&id.0)
        .bind(scope.agent().map(|agent| agent.0))
        .fetch_optional(db)
        .await?;
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

    /// The place in line of a waiting conversation, from 1: the more pressing and the older come first.
    pub async fn position(&self, conversation: &Conversation) -> Result<Option<usize>, StoreError> {
        let (State::Waiting, Some(since)) = (conversation.state, conversation.waiting_since) else {
            return Ok(None);
        };
        let sql = "select count(*) from conversations where state = 'waiting' and queue_id is not distinct from $1 \
            and (priority > $2 or (priority = $2 and waiting_since < $3))";
        let before: i64 = sqlx::query_scalar(sql)
            .bind(conversation.queue.map(|queue| queue.0))
            .bind(conversation.priority.rank())
            .bind(since.timestamp_millis())
            .fetch_one(&self.readers)
            .await?;
        Ok(usize::try_from(before).ok().map(|before| before + 1))
    }
}

/// What a new conversation is found by again.
#[derive(Debug, Clone, Copy, Default)]
pub struct Opening<'a> {
    /// The hash of the secret its visitor holds.
    pub visitor_hash: Option<&'a str>,
    /// What its sender calls it, so that one begun twice is kept once.
    pub client_id: Option<&'a str>,
}

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
        opening: Opening<'_>,
    ) -> Result<(), StoreError> {
        let sql = "insert into conversations (id, agent_id, visitor_hash, client_id, customer_name, customer_email, customer_zone, channel, \
            answered_by, language, state, state_since, assignee_id, queue_id, priority, needs_attention, waiting_since, stretch, stretch_from, \
            last_author, last_text, last_at, revision, created_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";
        sqlx::query(sql)
            .bind(&new.id.0)
            .bind(new.agent.0)
            .bind(opening.visitor_hash)
            .bind(opening.client_id)
            .bind(new.customer.name.as_deref())
            .bind(new.customer.email.as_deref())
            .bind(new.customer.zone.map(chrono_tz::Tz::name))
            .bind(new.channel.as_str())
            .bind(new.answered_by.as_str())
            .bind(new.language.as_deref())
            .bind(new.state.as_str())
            .bind(new.state_since.timestamp_millis())
            .bind(new.assignee.map(|id| id.0))
            .bind(new.queue.map(|id| id.0))
            .bind(new.priority.rank())
            .bind(i64::from(new.needs_attention()))
            .bind(new.waiting_since.map(|at| at.timestamp_millis()))
            .bind(serde_json::to_string(&new.stretch)?)
            .bind(new.stretch_from.0)
            .bind(new.last.author.as_str())
            .bind(&new.last.text)
            .bind(new.last.at.timestamp_millis())
            .bind(new.revision)
            .bind(new.created_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps a changed conversation, unless somebody changed it since it was read: then nothing happens
    /// and the answer is [`StoreError::Conflict`].
    pub async fn update_conversation(&mut self, changed: &Conversation) -> Result<(), StoreError> {
        let sql = "update conversations set customer_name = $1, customer_email = $2, customer_zone = $3, language = $4, state = $5, \
            state_since = $6, assignee_id = $7, queue_id = $8, priority = $9, needs_attention = $10, waiting_since = $11, \
            stretch = $12, stretch_from = $13, last_author = $14, last_text = $15, last_at = $16, revision = revision + 1 \
            where id = $17 and revision = $18";
        let done = sqlx::query(sql)
            .bind(changed.customer.name.as_deref())
            .bind(changed.customer.email.as_deref())
            .bind(changed.customer.zone.map(chrono_tz::Tz::name))
            .bind(changed.language.as_deref())
            .bind(changed.state.as_str())
            .bind(changed.state_since.timestamp_millis())
            .bind(changed.assignee.map(|id| id.0))
            .bind(changed.queue.map(|id| id.0))
            .bind(changed.priority.rank())
            .bind(i64::from(changed.needs_attention()))
            .bind(changed.waiting_since.map(|at| at.timestamp_millis()))
            .bind(serde_json::to_string(&changed.stretch)?)
            .bind(changed.stretch_from.0)
            .bind(changed.last.author.as_str())
            .bind(&changed.last.text)
            .bind(changed.last.at.timestamp_millis())
            .bind(&changed.id.0)
            .bind(changed.revision)
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
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
