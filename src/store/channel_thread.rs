//! Which conversation goes on over which channel, and who does not want to be written to there.

use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{ChannelId, ConversationId},
};

/// Where a conversation goes on outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelThread {
    pub conversation: ConversationId,
    pub channel: ChannelId,
    /// What tells it from others of the channel.
    pub thread: String,
    /// Where its customer can be written to.
    pub address: String,
    /// When they wrote last.
    pub heard_at: Instant,
}

/// Where a conversation that begins will go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewThread {
    pub channel: ChannelId,
    pub thread: String,
    pub address: String,
}

#[derive(FromRow)]
struct ThreadRow {
    conversation_id: String,
    channel_id: i64,
    thread: String,
    address: String,
    heard_at: i64,
}

impl From<ThreadRow> for ChannelThread {
    fn from(row: ThreadRow) -> Self {
        Self {
            conversation: ConversationId(row.conversation_id),
            channel: ChannelId(row.channel_id),
            thread: row.thread,
            address: row.address,
            heard_at: from_millis(row.heard_at),
        }
    }
}

impl Store {
    /// The thread of that name on a channel.
    pub async fn channel_thread(
        &self,
        channel: ChannelId,
        thread: &str,
    ) -> Result<Option<ChannelThread>, StoreError> {
        let sql = "select conversation_id, channel_id, thread, address, heard_at from channel_threads where channel_id = $1 and thread = $2";
        let row: Option<ThreadRow> = sqlx::query_as(sql)
            .bind(channel.0)
            .bind(thread)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(ChannelThread::from))
    }

    /// Where a conversation goes on outside, if it does.
    pub async fn thread_of(
        &self,
        conversation: &ConversationId,
    ) -> Result<Option<ChannelThread>, StoreError> {
        let sql = "select conversation_id, channel_id, thread, address, heard_at from channel_threads where conversation_id = $1";
        let row: Option<ThreadRow> = sqlx::query_as(sql)
            .bind(&conversation.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(ChannelThread::from))
    }

    /// Whether somebody does not want to be written to on a channel.
    pub async fn is_silenced(&self, channel: ChannelId, address: &str) -> Result<bool, StoreError> {
        let sql = "select count(*) from channel_silences where channel_id = $1 and address = $2";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(channel.0)
            .bind(address)
            .fetch_one(&self.readers)
            .await?;
        Ok(count > 0)
    }
}

impl Tx {
    /// Keeps where a conversation goes on. Fails with a duplicate when the channel has that thread.
    pub(super) async fn insert_thread(
        &mut self,
        conversation: &ConversationId,
        new: &NewThread,
        at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into channel_threads (conversation_id, channel_id, thread, address, heard_at) values ($1, $2, $3, $4, $5)";
        sqlx::query(sql)
            .bind(&conversation.0)
            .bind(new.channel.0)
            .bind(&new.thread)
            .bind(&new.address)
            .bind(at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Notes that a customer was heard in a thread, and on its channel.
    pub async fn note_heard(
        &mut self,
        conversation: &ConversationId,
        at: Instant,
    ) -> Result<(), StoreError> {
        for sql in [
            "update channel_threads set heard_at = $1 where conversation_id = $2 and heard_at < $1",
            "update channels set heard_at = $1 where id = (select channel_id from channel_threads where conversation_id = $2)",
        ] {
            sqlx::query(sql)
                .bind(at.timestamp_millis())
                .bind(&conversation.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Notes whether somebody wants to be written to. True when that is new.
    pub async fn note_silence(
        &mut self,
        (channel, address): (ChannelId, &str),
        is_wanted: bool,
        at: Instant,
    ) -> Result<bool, StoreError> {
        let done = if is_wanted {
            let sql = "delete from channel_silences where channel_id = $1 and address = $2";
            let query = sqlx::query(sql).bind(channel.0).bind(address);
            query.execute(&mut self.connection).await?
        } else {
            let sql = "insert into channel_silences (channel_id, address, since) values ($1, $2, $3) on conflict (channel_id, address) do nothing";
            let query = sqlx::query(sql).bind(channel.0).bind(address);
            let query = query.bind(at.timestamp_millis());
            query.execute(&mut self.connection).await?
        };
        Ok(done.rows_affected() > 0)
    }
}
