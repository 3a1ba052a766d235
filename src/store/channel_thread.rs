//! Which conversation goes on over which channel, and who does not want to be written to there.

use std::collections::BTreeSet;

use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{ChannelId, ConversationId, MessageId},
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
    /// What its adapter wants to know again of that.
    pub context: String,
}

/// Where a conversation that begins will go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewThread {
    pub channel: ChannelId,
    pub thread: String,
    pub address: String,
    /// What its adapter wants to know again.
    pub context: String,
}

#[derive(FromRow)]
struct ThreadRow {
    conversation_id: String,
    channel_id: i64,
    thread: String,
    address: String,
    heard_at: i64,
    context: String,
}

impl From<ThreadRow> for ChannelThread {
    fn from(row: ThreadRow) -> Self {
        Self {
            conversation: ConversationId(row.conversation_id),
            channel: ChannelId(row.channel_id),
            thread: row.thread,
            address: row.address,
            heard_at: from_millis(row.heard_at),
            context: row.context,
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
        let sql = "select conversation_id, channel_id, thread, address, heard_at, context from channel_threads where channel_id = $1 and thread = $2";
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
        let sql = "select conversation_id, channel_id, thread, address, heard_at, context from channel_threads where conversation_id = $1";
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

impl Store {
    /// How often somebody was heard on a channel since then, in all of their conversations there.
    pub async fn heard_since(
        &self,
        (channel, address): (ChannelId, &str),
        since: Instant,
    ) -> Result<i64, StoreError> {
        let sql = "select count(*) from channel_threads t join messages m on m.conversation_id = t.conversation_id \
            where t.channel_id = $1 and t.address = $2 and t.heard_at >= $3 and m.author = 'customer' and m.at >= $3";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(channel.0)
            .bind(address)
            .bind(since.timestamp_millis())
            .fetch_one(&self.readers)
            .await?;
        Ok(count)
    }

    /// How a customer's message looked that came as a letter, as it was sent.
    pub async fn letter(
        &self,
        conversation: &ConversationId,
        message: MessageId,
    ) -> Result<Option<String>, StoreError> {
        let sql = "select l.html from letters l join messages m on m.conversation_id = l.conversation_id and m.client_id = l.client_id \
            where l.conversation_id = $1 and m.id = $2";
        let html: Option<String> = sqlx::query_scalar(sql)
            .bind(&conversation.0)
            .bind(message.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(html)
    }

    /// Which messages of a conversation can be seen as letters.
    pub async fn letters(
        &self,
        conversation: &ConversationId,
    ) -> Result<BTreeSet<MessageId>, StoreError> {
        let sql = "select m.id from letters l join messages m on m.conversation_id = l.conversation_id and m.client_id = l.client_id \
            where l.conversation_id = $1";
        let ids: Vec<i64> = sqlx::query_scalar(sql)
            .bind(&conversation.0)
            .fetch_all(&self.readers)
            .await?;
        Ok(ids.into_iter().map(MessageId).collect())
    }
}

impl Tx {
    /// Keeps how a letter looked, once.
    pub async fn insert_letter(
        &mut self,
        conversation: &ConversationId,
        client_id: &str,
        html: &str,
    ) -> Result<(), StoreError> {
        let sql = "insert into letters (conversation_id, client_id, html) values ($1, $2, $3) on conflict (conversation_id, client_id) do nothing";
        sqlx::query(sql)
            .bind(&conversation.0)
            .bind(client_id)
            .bind(html)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps where a conversation goes on. Fails with a duplicate when the channel has that thread.
    pub(super) async fn insert_thread(
        &mut self,
        conversation: &ConversationId,
        new: &NewThread,
        at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into channel_threads (conversation_id, channel_id, thread, address, heard_at, context) values ($1, $2, $3, $4, $5, $6)";
        sqlx::query(sql)
            .bind(&conversation.0)
            .bind(new.channel.0)
            .bind(&new.thread)
            .bind(&new.address)
            .bind(at.timestamp_millis())
            .bind(&new.context)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Notes that a customer was heard in a thread, and on its channel, and what its adapter wants to know again.
    pub async fn note_heard(
        &mut self,
        conversation: &ConversationId,
        context: &str,
        at: Instant,
    ) -> Result<(), StoreError> {
        if !context.is_empty() {
            let sql = "update channel_threads set context = $1 where conversation_id = $2";
            let query = sqlx::query(sql).bind(context).bind(&conversation.0);
            query.execute(&mut self.connection).await?;
        }
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
