//! Who has a page open, and who has had none for a while.

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::OperatorId,
};

/// Online, had a page open since they went online, and none since `$1`.
const UNSEEN: &str = "presence = 'online' and disabled_at is null and seen_at < $1 \
    and (presence_since is null or seen_at >= presence_since)";

impl Store {
    /// When somebody last had a page open, if they ever had.
    pub async fn seen_at(&self, of: OperatorId) -> Result<Option<Instant>, StoreError> {
        let at: Option<Option<i64>> =
            sqlx::query_scalar("select seen_at from operators where id = $1")
                .bind(of.0)
                .fetch_optional(&self.readers)
                .await?;
        Ok(at.flatten().map(from_millis))
    }

    /// Who takes conversations, had a page open, and has had none since an instant.
    pub async fn online_but_unseen(&self, since: Instant) -> Result<Vec<OperatorId>, StoreError> {
        let sql = format!("select id from operators where {UNSEEN} order by id");
        let ids: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(since.timestamp_millis())
            .fetch_all(&self.readers)
            .await?;
        Ok(ids.into_iter().map(OperatorId).collect())
    }
}

impl Tx {
    /// Notes that somebody has a page open.
    pub async fn note_seen(&mut self, of: OperatorId, at: Instant) -> Result<(), StoreError> {
        sqlx::query("update operators set seen_at = $1 where id = $2")
            .bind(at.timestamp_millis())
            .bind(of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Whether somebody is away without having said so.
    pub async fn is_away_by_itself(&mut self, of: OperatorId) -> Result<bool, StoreError> {
        let sql = "select count(*) from operators where id = $1 and presence = 'away' and presence_by_hand = 0";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(of.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(count > 0)
    }

    /// The same as [`Store::online_but_unseen`] for one person, as they are in this transaction.
    pub async fn is_online_but_unseen(
        &mut self,
        of: OperatorId,
        since: Instant,
    ) -> Result<bool, StoreError> {
        let sql = format!("select count(*) from operators where {UNSEEN} and id = $2");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(since.timestamp_millis())
            .bind(of.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(count > 0)
    }
}
