//! Callbacks as kept.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, scope};
use crate::{
    access::Scope,
    clock::{Instant, from_millis},
    conversation::Callback,
    id::{AgentId, CallbackId, ConversationId, OperatorId, QueueId},
};

const COLUMNS: &str = "id, agent_id, conversation_id, queue_id, customer_name, contact, wish, wished_at, due_at, requested_at, taken_by, done_at";

/// Lists hold at most this many; the rest is reached once some are done.
pub const CALLBACKS_MAX: i64 = 200;

#[derive(FromRow)]
struct CallbackRow {
    id: i64,
    agent_id: i64,
    conversation_id: String,
    queue_id: Option<i64>,
    customer_name: Option<String>,
    contact: Option<String>,
    wish: Option<String>,
    wished_at: Option<i64>,
    due_at: i64,
    requested_at: i64,
    taken_by: Option<i64>,
    done_at: Option<i64>,
}

impl From<CallbackRow> for Callback {
    fn from(row: CallbackRow) -> Self {
        Self {
            id: CallbackId(row.id),
            agent: AgentId(row.agent_id),
            conversation: ConversationId(row.conversation_id),
            queue: row.queue_id.map(QueueId),
            customer_name: row.customer_name,
            contact: row.contact,
            wish: row.wish,
            wished_at: row.wished_at.map(from_millis),
            due_at: from_millis(row.due_at),
            requested_at: from_millis(row.requested_at),
            taken_by: row.taken_by.map(OperatorId),
            done_at: row.done_at.map(from_millis),
        }
    }
}

/// The condition that the conversation behind a callback is within a scope.
fn within(scope: Scope, at: usize) -> String {
    match scope {
        Scope::Everything => "1 = 1".to_owned(),
        limited => format!(
            "exists (select 1 from conversations c where c.id = callbacks.conversation_id and {})",
            scope::within(limited, at)
        ),
    }
}

impl Store {
    /// The callbacks within the scope that are open, the soonest due first; or those that are done, the
    /// newest first. At most [`CALLBACKS_MAX`].
    pub async fn callbacks(&self, scope: Scope, done: bool) -> Result<Vec<Callback>, StoreError> {
        let which = if done {
            "done_at is not null order by done_at desc, id desc"
        } else {
            "done_at is null order by due_at, id"
        };
        let sql = format!(
            "select {COLUMNS} from callbacks where {} and {which} limit {CALLBACKS_MAX}",
            within(scope, 1)
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        if let Some(value) = scope::value(scope) {
            query = query.bind(value);
        }
        let rows: Vec<CallbackRow> = query.fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(Callback::from).collect())
    }

    /// One callback, if it exists within the scope.
    pub async fn callback(
        &self,
        scope: Scope,
        id: CallbackId,
    ) -> Result<Option<Callback>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from callbacks where id = $1 and {}",
            within(scope, 2)
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.0);
        if let Some(value) = scope::value(scope) {
            query = query.bind(value);
        }
        let row: Option<CallbackRow> = query.fetch_optional(&self.readers).await?;
        Ok(row.map(Callback::from))
    }

    /// The open callback of a conversation.
    pub async fn callback_of(&self, of: &ConversationId) -> Result<Option<Callback>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from callbacks where conversation_id = $1 and done_at is null"
        );
        let row: Option<CallbackRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(Callback::from))
    }

    /// How many callbacks within the scope are open, counted up to a thousand.
    pub async fn open_callbacks(&self, scope: Scope) -> Result<i64, StoreError> {
        let sql = format!(
            "select count(*) from (select 1 from callbacks where done_at is null and {} limit 1000) as counted",
            within(scope, 1)
        );
        let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        if let Some(value) = scope::value(scope) {
            query = query.bind(value);
        }
        Ok(query.fetch_one(&self.readers).await?)
    }
}

impl Tx {
    /// Keeps a callback, or what is new about the one that is open in the conversation.
    pub async fn keep_callback(&mut self, new: &Callback) -> Result<CallbackId, StoreError> {
        let sql = "insert into callbacks (agent_id, conversation_id, queue_id, customer_name, contact, wish, wished_at, due_at, requested_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (conversation_id) where done_at is null \
            do update set customer_name = excluded.customer_name, contact = excluded.contact, wish = excluded.wish, \
            wished_at = excluded.wished_at, due_at = excluded.due_at returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(new.agent.0)
            .bind(&new.conversation.0)
            .bind(new.queue.map(|id| id.0))
            .bind(new.customer_name.as_deref())
            .bind(new.contact.as_deref())
            .bind(new.wish.as_deref())
            .bind(new.wished_at.map(|at| at.timestamp_millis()))
            .bind(new.due_at.timestamp_millis())
            .bind(new.requested_at.timestamp_millis())
            .fetch_one(&mut self.connection)
            .await?;
        Ok(CallbackId(id))
    }

    /// Notes who gets in touch. Nothing happens when the conversation has no open callback.
    pub async fn take_callback(
        &mut self,
        of: &ConversationId,
        by: Option<OperatorId>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update callbacks set taken_by = $1, taken_at = $2 where conversation_id = $3 and done_at is null";
        sqlx::query(sql)
            .bind(by.map(|id| id.0))
            .bind(by.map(|_| now.timestamp_millis()))
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Marks the open callback of a conversation as done. True when there was one.
    pub async fn finish_callback(
        &mut self,
        of: &ConversationId,
        by: Option<OperatorId>,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "update callbacks set done_by = $1, done_at = $2 where conversation_id = $3 and done_at is null";
        let done = sqlx::query(sql)
            .bind(by.map(|id| id.0))
            .bind(now.timestamp_millis())
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Opens the callback again that was done at that moment. Nothing happens when there is none.
    pub async fn reopen_callback(
        &mut self,
        of: &ConversationId,
        done_at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update callbacks set done_by = null, done_at = null where conversation_id = $1 and done_at = $2";
        sqlx::query(sql)
            .bind(&of.0)
            .bind(done_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// The open callbacks of a queue.
    pub async fn callbacks_in(&mut self, queue: QueueId) -> Result<Vec<Callback>, StoreError> {
        let sql =
            format!("select {COLUMNS} from callbacks where done_at is null and queue_id = $1");
        let rows: Vec<CallbackRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(queue.0)
            .fetch_all(&mut self.connection)
            .await?;
        Ok(rows.into_iter().map(Callback::from).collect())
    }
}
