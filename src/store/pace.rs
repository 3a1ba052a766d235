//! How fast each line moved lately, counted now and then and kept for whoever is told how long they wait.

use std::collections::BTreeMap;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    handoff::PickUp,
    id::QueueId,
};

/// The most that is looked at, the newest of it.
const MOST: i64 = 500;

impl Store {
    /// What was asked for since an instant and is picked up already, by queue.
    pub async fn pick_ups_since(
        &self,
        since: Instant,
    ) -> Result<BTreeMap<QueueId, Vec<PickUp>>, StoreError> {
        let sql = "select queue_id, requested_at, taken_at from handoff_requests \
            where requested_at >= $1 and taken_at is not null and queue_id is not null order by requested_at desc limit $2";
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(sql)
            .bind(since.timestamp_millis())
            .bind(MOST)
            .fetch_all(&self.readers)
            .await?;
        let mut by_queue: BTreeMap<QueueId, Vec<PickUp>> = BTreeMap::new();
        for (queue, asked, taken) in rows {
            let one = PickUp {
                asked_at: from_millis(asked),
                taken_at: from_millis(taken),
            };
            by_queue.entry(QueueId(queue)).or_default().push(one);
        }
        Ok(by_queue)
    }

    /// How many seconds each place in a line takes, where that is known.
    pub async fn paces(&self) -> Result<BTreeMap<QueueId, u32>, StoreError> {
        let rows: Vec<(i64, i64)> = sqlx::query_as("select queue_id, seconds from paces")
            .fetch_all(&self.readers)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(queue, seconds)| (QueueId(queue), u32::try_from(seconds).unwrap_or(0)))
            .collect())
    }
}

impl Tx {
    /// Keeps how fast the lines move, in the place of what was kept before.
    pub async fn keep_paces(&mut self, paces: &BTreeMap<QueueId, u32>) -> Result<(), StoreError> {
        sqlx::query("delete from paces")
            .execute(&mut self.connection)
            .await?;
        for (queue, seconds) in paces {
            let sql = "insert into paces (queue_id, seconds) select id, $2 from queues where id = $1 on conflict do nothing";
            sqlx::query(sql)
                .bind(queue.0)
                .bind(i64::from(*seconds))
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }
}
