//! Words that signed a request, each good for one.

use super::{StoreError, Tx};
use crate::{
    channel::Once,
    clock::Instant,
    id::{ChannelId, hash_secret},
};

impl Tx {
    /// Keeps that a word was shown with what it brought. False where it was shown with something else before.
    /// Words from before `since` are forgotten: they are refused for their age.
    pub async fn show_token(
        &mut self,
        channel: ChannelId,
        once: &Once,
        (now, since): (Instant, Instant),
    ) -> Result<bool, StoreError> {
        sqlx::query("delete from shown_tokens where shown_at < $1")
            .bind(since.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        let sql = "insert into shown_tokens (channel_id, token_hash, brought_hash, shown_at) values ($1, $2, $3, $4) \
            on conflict (channel_id, token_hash) do nothing";
        let token = hash_secret(&once.token);
        sqlx::query(sql)
            .bind(channel.0)
            .bind(&token)
            .bind(&once.brought)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        let sql = "select brought_hash from shown_tokens where channel_id = $1 and token_hash = $2";
        let kept: String = sqlx::query_scalar(sql)
            .bind(channel.0)
            .bind(&token)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(kept == once.brought)
    }
}
