//! How somebody likes to work in the inbox.

use super::{Store, StoreError, Tx};
use crate::{id::OperatorId, operator::Habits};

impl Store {
    /// How somebody likes to work; as everybody does until they say so.
    pub async fn habits(&self, of: OperatorId) -> Result<Habits, StoreError> {
        let sql = "select has_keys, holds_replies from habits where operator_id = $1";
        let row: Option<(i64, i64)> = sqlx::query_as(sql)
            .bind(of.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map_or_else(Habits::default, |(keys, holds)| Habits {
            has_keys: keys == 1,
            holds_replies: holds == 1,
        }))
    }
}

impl Tx {
    /// Keeps how somebody likes to work.
    pub async fn keep_habits(&mut self, of: OperatorId, habits: Habits) -> Result<(), StoreError> {
        let sql = "insert into habits (operator_id, has_keys, holds_replies) values ($1, $2, $3) \
            on conflict (operator_id) do update set has_keys = excluded.has_keys, holds_replies = excluded.holds_replies";
        sqlx::query(sql)
            .bind(of.0)
            .bind(i64::from(habits.has_keys))
            .bind(i64::from(habits.holds_replies))
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
