//! The texts the team keeps to answer with.

use super::{Stamp, Store, StoreError, Tx};
use crate::{conversation::CannedReply, id::CannedReplyId};

impl Store {
    /// Every kept text, by name.
    pub async fn canned_replies(&self) -> Result<Vec<CannedReply>, StoreError> {
        let sql = "select id, name, body, revision from canned_replies order by lower(name), id";
        let rows: Vec<(i64, String, String, i64)> =
            sqlx::query_as(sql).fetch_all(&self.readers).await?;
        let reply = |(id, name, text, revision)| CannedReply {
            id: CannedReplyId(id),
            name,
            text,
            revision,
        };
        Ok(rows.into_iter().map(reply).collect())
    }
}

impl Tx {
    /// Keeps a new text.
    pub async fn insert_canned_reply(
        &mut self,
        (name, text): (&str, &str),
        stamp: Stamp,
    ) -> Result<CannedReplyId, StoreError> {
        let sql = "insert into canned_replies (name, body, revision, saved_at, saved_by) values ($1, $2, 1, $3, $4) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(name)
            .bind(text)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|by| by.0))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(CannedReplyId(id))
    }

    /// Keeps a changed text. False when somebody changed or deleted it since it was read.
    pub async fn update_canned_reply(
        &mut self,
        reply: &CannedReply,
        stamp: Stamp,
    ) -> Result<bool, StoreError> {
        let sql = "update canned_replies set name = $1, body = $2, revision = revision + 1, saved_at = $3, saved_by = $4 \
            where id = $5 and revision = $6";
        let done = sqlx::query(sql)
            .bind(&reply.name)
            .bind(&reply.text)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|by| by.0))
            .bind(reply.id.0)
            .bind(reply.revision)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Deletes a text. False when it is not there.
    pub async fn delete_canned_reply(&mut self, id: CannedReplyId) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from canned_replies where id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
