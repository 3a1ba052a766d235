//! How deliveries get on, for whoever watches them: whether anything moved, what became of some, how many came.

use super::{
    Store, StoreError,
    delivery::{COLUMNS, DeliveryQuery, DeliveryRow},
    places, portions,
};
use crate::{
    delivery::{Delivery, DeliveryState, Kind},
    id::DeliveryId,
};

/// How far deliveries got: the newest of them, the newest attempt of any, and until when the last that somebody is at
/// was taken. Whoever has seen another one looks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct DeliveryMark {
    newest: i64,
    attempt: i64,
    claimed: i64,
}

impl Store {
    /// How far deliveries got. Two are the ends of an index, and few are taken at once, so it may be asked every second.
    pub async fn delivery_mark(&self) -> Result<DeliveryMark, StoreError> {
        let sql = "select coalesce((select max(id) from deliveries), 0) as newest, \
            coalesce((select max(id) from delivery_attempts), 0) as attempt, \
            coalesce((select max(claimed_until) from deliveries where claimed_until is not null), 0) as claimed";
        Ok(sqlx::query_as(sql).fetch_one(&self.readers).await?)
    }

    /// The deliveries of these numbers, in no order. One that is not there is left out.
    pub async fn deliveries_of(&self, ids: &[DeliveryId]) -> Result<Vec<Delivery>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for some in portions(ids) {
            let sql = format!(
                "select {COLUMNS} from deliveries where id in ({})",
                places(some.len(), "?")
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
            for id in some {
                query = query.bind(id.0);
            }
            let rows: Vec<DeliveryRow> = query.fetch_all(&self.readers).await?;
            found.extend(rows);
        }
        found.into_iter().map(Delivery::try_from).collect()
    }

    /// How many of those that are asked for were written down after that one, up to the limit.
    pub async fn deliveries_after(
        &self,
        query: &DeliveryQuery,
        after: DeliveryId,
    ) -> Result<i64, StoreError> {
        let sql = "select count(*) from (select id from deliveries where (cast($1 as text) is null or kind = $1) \
            and (cast($2 as text) is null or state = $2) and (cast($3 as text) is null or destination = $3) \
            and id > $4 order by id desc limit $5) newer";
        let count = sqlx::query_scalar(sql)
            .bind(query.kind.map(Kind::as_str))
            .bind(query.state.map(DeliveryState::as_str))
            .bind(query.destination.as_deref())
            .bind(after.0)
            .bind(i64::from(query.limit))
            .fetch_one(&self.readers)
            .await?;
        Ok(count)
    }
}
