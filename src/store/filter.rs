//! Views that somebody keeps under a name: theirs alone.

use super::{Store, StoreError, Tx};
use crate::{
    clock::Instant,
    id::{FilterId, OperatorId},
};

/// A view with its search and order, as its address says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    pub id: FilterId,
    pub name: String,
    /// `view=mine&q=late`
    pub query: String,
}

impl Store {
    /// What somebody keeps, by name.
    pub async fn filters(&self, operator: OperatorId) -> Result<Vec<SavedFilter>, StoreError> {
        let sql = "select id, name, query from saved_filters where operator_id = $1 order by name";
        let rows: Vec<(i64, String, String)> = sqlx::query_as(sql)
            .bind(operator.0)
            .fetch_all(&self.readers)
            .await?;
        let filter = |(id, name, query)| SavedFilter {
            id: FilterId(id),
            name,
            query,
        };
        Ok(rows.into_iter().map(filter).collect())
    }
}

impl Tx {
    /// Keeps a view under a name; one of that name is replaced.
    pub async fn keep_filter(
        &mut self,
        operator: OperatorId,
        (name, query): (&str, &str),
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into saved_filters (operator_id, name, query, created_at) values ($1, $2, $3, $4) \
            on conflict (operator_id, name) do update set query = excluded.query";
        sqlx::query(sql)
            .bind(operator.0)
            .bind(name)
            .bind(query)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Forgets what somebody kept. False when it is not theirs or not there.
    pub async fn delete_filter(
        &mut self,
        operator: OperatorId,
        id: FilterId,
    ) -> Result<bool, StoreError> {
        let sql = "delete from saved_filters where operator_id = $1 and id = $2";
        let done = sqlx::query(sql)
            .bind(operator.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
