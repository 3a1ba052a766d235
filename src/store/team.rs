//! Conversations that the team follows on a service of its own.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{ChannelId, ConversationId, MessageId},
};

/// The name of the later work that shows the team what is new in a conversation.
pub const TELL_TEAM: &str = "tell_team";

/// Where the team follows a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamThread {
    pub channel: ChannelId,
    pub conversation: ConversationId,
    /// What the service calls it. Empty while it is being made.
    pub thread: String,
    /// The handoff that was told last.
    pub requested_at: Instant,
    /// The last message that was passed on.
    pub told_until: MessageId,
}

#[derive(FromRow)]
struct TeamRow {
    channel_id: i64,
    conversation_id: String,
    thread: String,
    requested_at: i64,
    told_until: i64,
}

impl From<TeamRow> for TeamThread {
    fn from(row: TeamRow) -> Self {
        Self {
            channel: ChannelId(row.channel_id),
            conversation: ConversationId(row.conversation_id),
            thread: row.thread,
            requested_at: from_millis(row.requested_at),
            told_until: MessageId(row.told_until),
        }
    }
}

impl Store {
    /// The conversation that the team follows in a thread.
    pub async fn team_thread(
        &self,
        channel: ChannelId,
        thread: &str,
    ) -> Result<Option<TeamThread>, StoreError> {
        let sql = "select channel_id, conversation_id, thread, requested_at, told_until from team_threads where channel_id = $1 and thread = $2";
        let row: Option<TeamRow> = sqlx::query_as(sql)
            .bind(channel.0)
            .bind(thread)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(TeamThread::from))
    }

    /// Where the team follows a conversation.
    pub async fn team_thread_of(
        &self,
        channel: ChannelId,
        of: &ConversationId,
    ) -> Result<Option<TeamThread>, StoreError> {
        let sql = "select channel_id, conversation_id, thread, requested_at, told_until from team_threads where channel_id = $1 and conversation_id = $2";
        let row: Option<TeamRow> = sqlx::query_as(sql)
            .bind(channel.0)
            .bind(&of.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(TeamThread::from))
    }

    /// Whether a message came from there.
    pub async fn is_team_message(&self, message: MessageId) -> Result<bool, StoreError> {
        let sql = "select count(*) from team_heard where message_id = $1";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(message.0)
            .fetch_one(&self.readers)
            .await?;
        Ok(count > 0)
    }
}

impl Tx {
    /// Has the team shown what was just said, where it follows the conversation.
    pub(super) async fn queue_team(
        &mut self,
        of: &ConversationId,
        at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into jobs (kind, payload, run_at, attempts) select $1, $2, cast($3 as bigint), 0 \
            where exists (select 1 from team_threads where conversation_id = $4)";
        sqlx::query(sql)
            .bind(TELL_TEAM)
            .bind(json!({"conversation": of}).to_string())
            .bind(at.timestamp_millis())
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Takes a conversation's thread until `until`, making it first where there is none. None when somebody
    /// else has it.
    pub async fn take_team_thread(
        &mut self,
        (channel, of): (ChannelId, &ConversationId),
        (now, until): (Instant, Instant),
    ) -> Result<Option<TeamThread>, StoreError> {
        let sql = "insert into team_threads (channel_id, conversation_id, thread, requested_at, told_until) values ($1, $2, '', 0, 0) \
            on conflict (channel_id, conversation_id) do nothing";
        sqlx::query(sql)
            .bind(channel.0)
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        let sql = "update team_threads set taken_until = $1 where channel_id = $2 and conversation_id = $3 \
            and (taken_until is null or taken_until <= $4) returning channel_id, conversation_id, thread, requested_at, told_until";
        let row: Option<TeamRow> = sqlx::query_as(sql)
            .bind(until.timestamp_millis())
            .bind(channel.0)
            .bind(&of.0)
            .bind(now.timestamp_millis())
            .fetch_optional(&mut self.connection)
            .await?;
        Ok(row.map(TeamThread::from))
    }

    /// Keeps how far the team was told, and gives the thread free.
    pub async fn keep_team_thread(&mut self, thread: &TeamThread) -> Result<(), StoreError> {
        let sql = "update team_threads set thread = $1, requested_at = $2, told_until = $3, taken_until = null where channel_id = $4 and conversation_id = $5";
        sqlx::query(sql)
            .bind(&thread.thread)
            .bind(thread.requested_at.timestamp_millis())
            .bind(thread.told_until.0)
            .bind(thread.channel.0)
            .bind(&thread.conversation.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Notes that something of the team was heard. True when that is new.
    pub async fn note_team_heard(
        &mut self,
        (channel, vendor_id): (ChannelId, &str),
        at: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "insert into team_heard (channel_id, vendor_id, at) values ($1, $2, $3) on conflict (channel_id, vendor_id) do nothing";
        let done = sqlx::query(sql)
            .bind(channel.0)
            .bind(vendor_id)
            .bind(at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes which message it became, so that it does not go back there.
    pub async fn note_team_message(
        &mut self,
        (channel, vendor_id): (ChannelId, &str),
        message: MessageId,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "update team_heard set message_id = $1 where channel_id = $2 and vendor_id = $3",
        )
        .bind(message.0)
        .bind(channel.0)
        .bind(vendor_id)
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }
}
