//! Outgoing work: written with the change it belongs to, done afterwards, at least once.

use serde::{Deserialize, Serialize};

use super::{Store, StoreError, Tx};
use crate::{clock::Instant, id::JobId};

/// A piece of work that is due and now ours for a while.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DueJob {
    pub id: JobId,
    pub kind: String,
    /// JSON, as the kind has it.
    pub payload: String,
    /// How often it was tried before.
    pub attempts: i64,
}

impl Store {
    /// When the next piece of work is due, if any is waiting.
    pub async fn next_job_at(&self) -> Result<Option<Instant>, StoreError> {
        let sql = "select min(case when claimed_until > run_at then claimed_until else run_at end) from jobs where done_at is null";
        let at: Option<i64> = sqlx::query_scalar(sql).fetch_one(&self.readers).await?;
        Ok(at.map(crate::clock::from_millis))
    }
}

impl Tx {
    /// Adds work to be done at `run_at` or soon after.
    pub async fn add_job(
        &mut self,
        kind: &str,
        payload: &serde_json::Value,
        run_at: Instant,
    ) -> Result<(), StoreError> {
        sqlx::query("insert into jobs (kind, payload, run_at, attempts) values ($1, $2, $3, 0)")
            .bind(kind)
            .bind(payload.to_string())
            .bind(run_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        self.has_work = true;
        Ok(())
    }

    /// Takes up to `limit` pieces of due work until `until`: whoever crashes gives them back by then.
    pub async fn claim_jobs(
        &mut self,
        now: Instant,
        until: Instant,
        limit: i64,
    ) -> Result<Vec<DueJob>, StoreError> {
        let sql = "update jobs set claimed_until = $1, attempts = attempts + 1 where id in (\
            select id from jobs where done_at is null and run_at <= $2 and (claimed_until is null or claimed_until <= $2) \
            order by run_at, id limit $3) returning id, kind, payload, attempts";
        let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(sql)
            .bind(until.timestamp_millis())
            .bind(now.timestamp_millis())
            .bind(limit)
            .fetch_all(&mut self.connection)
            .await?;
        let due = |(id, kind, payload, attempts)| DueJob {
            id: JobId(id),
            kind,
            payload,
            attempts: attempts - 1,
        };
        Ok(rows.into_iter().map(due).collect())
    }

    /// Marks work as done.
    pub async fn finish_job(&mut self, id: JobId, now: Instant) -> Result<(), StoreError> {
        sqlx::query("update jobs set done_at = $1, claimed_until = null where id = $2")
            .bind(now.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Puts work back to be tried again later, with what went wrong.
    pub async fn retry_job(
        &mut self,
        id: JobId,
        run_at: Instant,
        error: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "update jobs set run_at = $1, claimed_until = null, last_error = $2 where id = $3",
        )
        .bind(run_at.timestamp_millis())
        .bind(error)
        .bind(id.0)
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }
}
