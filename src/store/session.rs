//! Signed-in sessions as kept: under the hash of their id, so that a copy of the database signs nobody in.

use super::{Store, StoreError, Tx};
use crate::{
    clock::Instant,
    id::{OperatorId, hash_secret},
};

/// A session about to be kept.
#[derive(Debug, Clone)]
pub struct SavedSession {
    /// The id as the cookie has it; only its hash is written.
    pub id: String,
    /// Whose it is, so that all sessions of somebody can be ended.
    pub operator: Option<OperatorId>,
    /// JSON.
    pub data: String,
    pub expires_at: Instant,
}

impl Store {
    /// The data of a session that has not expired.
    pub async fn session(&self, id: &str, now: Instant) -> Result<Option<String>, StoreError> {
        let sql = "select data from sessions where id_hash = $1 and expires_at > $2";
        Ok(sqlx::query_scalar(sql)
            .bind(hash_secret(id))
            .bind(now.timestamp_millis())
            .fetch_optional(&self.readers)
            .await?)
    }
}

impl Tx {
    /// Keeps a session under a new id. False when the id is taken.
    pub async fn insert_session(&mut self, session: &SavedSession) -> Result<bool, StoreError> {
        let sql = "insert into sessions (id_hash, operator_id, data, expires_at) values ($1, $2, $3, $4) on conflict (id_hash) do nothing";
        let done = sqlx::query(sql)
            .bind(hash_secret(&session.id))
            .bind(session.operator.map(|id| id.0))
            .bind(&session.data)
            .bind(session.expires_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps what changed about a session. A session that was ended meanwhile stays ended.
    pub async fn update_session(&mut self, session: &SavedSession) -> Result<(), StoreError> {
        let sql =
            "update sessions set operator_id = $1, data = $2, expires_at = $3 where id_hash = $4";
        sqlx::query(sql)
            .bind(session.operator.map(|id| id.0))
            .bind(&session.data)
            .bind(session.expires_at.timestamp_millis())
            .bind(hash_secret(&session.id))
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Ends one session.
    pub async fn delete_session(&mut self, id: &str) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where id_hash = $1")
            .bind(hash_secret(id))
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Ends every session of somebody.
    pub async fn end_sessions(&mut self, of: OperatorId) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where operator_id = $1")
            .bind(of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Forgets sessions that have run out.
    pub async fn purge_sessions(&mut self, now: Instant) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where expires_at <= $1")
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
