//! Who looked at conversations that are not theirs.

use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{ConversationId, OperatorId},
};

/// Somebody looked at a conversation that was not theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub id: i64,
    pub operator: OperatorId,
    /// Their name as it is now.
    pub name: String,
    pub conversation: ConversationId,
    /// The customer's name, where it is known.
    pub customer: Option<String>,
    /// The first look within an hour.
    pub at: Instant,
}

/// Which of them somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct AccessQuery {
    /// Only those of one person.
    pub operator: Option<OperatorId>,
    pub from: Instant,
    /// The first instant that does not count any more.
    pub until: Instant,
    /// Older than this one: where the page before ended.
    pub before: Option<(Instant, i64)>,
    pub limit: i64,
}

#[derive(FromRow)]
struct AccessRow {
    id: i64,
    operator_id: i64,
    name: String,
    conversation_id: String,
    customer_name: Option<String>,
    at: i64,
}

impl From<AccessRow> for Access {
    fn from(row: AccessRow) -> Self {
        Self {
            id: row.id,
            operator: OperatorId(row.operator_id),
            name: row.name,
            conversation: ConversationId(row.conversation_id),
            customer: row.customer_name,
            at: from_millis(row.at),
        }
    }
}

/// The hour that looks are counted by.
const fn hour(at: Instant) -> i64 {
    at.timestamp().div_euclid(3600)
}

impl Store {
    /// Whether somebody's look at a conversation is noted for this hour already.
    pub async fn is_access_noted(
        &self,
        by: OperatorId,
        of: &ConversationId,
        at: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "select count(*) from accesses where operator_id = $1 and conversation_id = $2 and hour = $3";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(by.0)
            .bind(&of.0)
            .bind(hour(at))
            .fetch_one(&self.readers)
            .await?;
        Ok(count > 0)
    }

    /// Who looked at what in a time, the newest first.
    pub async fn accesses(&self, query: &AccessQuery) -> Result<Vec<Access>, StoreError> {
        let sql = "select a.id, a.operator_id, o.name, a.conversation_id, c.customer_name, a.at \
            from accesses a join operators o on o.id = a.operator_id join conversations c on c.id = a.conversation_id \
            where a.at >= $1 and a.at < $2 and (cast($3 as bigint) is null or a.operator_id = $3) \
            and (cast($4 as bigint) is null or a.at < $4 or (a.at = $4 and a.id < $5)) \
            order by a.at desc, a.id desc limit $6";
        let rows: Vec<AccessRow> = sqlx::query_as(sql)
            .bind(query.from.timestamp_millis())
            .bind(query.until.timestamp_millis())
            .bind(query.operator.map(|id| id.0))
            .bind(query.before.map(|(at, _)| at.timestamp_millis()))
            .bind(query.before.map_or(0, |(_, id)| id))
            .bind(query.limit)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(Access::from).collect())
    }
}

impl Tx {
    /// Notes somebody's look at a conversation, once an hour.
    pub async fn note_access(
        &mut self,
        by: OperatorId,
        of: &ConversationId,
        at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into accesses (operator_id, conversation_id, hour, at) values ($1, $2, $3, $4) \
            on conflict (operator_id, conversation_id, hour) do nothing";
        sqlx::query(sql)
            .bind(by.0)
            .bind(&of.0)
            .bind(hour(at))
            .bind(at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
