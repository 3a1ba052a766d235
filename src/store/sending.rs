//! Messages on their way to customers, with how far each has come.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::FromRow;

use super::{Store, StoreError, Tx, unknown};
use crate::{
    channel::DeliveryState,
    clock::{Instant, from_millis},
    conversation::Attachment,
    id::{ChannelId, ConversationId, MessageId, SendingId},
};

/// The name of the later work that sends what waits in a conversation.
pub const SEND_REPLIES: &str = "send_replies";

/// A message on its way to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    pub id: SendingId,
    pub message: MessageId,
    pub conversation: ConversationId,
    pub channel: ChannelId,
    pub state: DeliveryState,
    /// Why it failed, or failed last.
    pub reason: Option<String>,
    pub vendor_id: Option<String>,
    /// So many parts of it are with the vendor.
    pub parts_sent: i64,
    /// How often it was tried, this time included.
    pub attempts: i64,
    pub changed_at: Instant,
}

/// What stands first in a conversation's line of messages to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FirstInLine {
    Nothing,
    /// Somebody sends it now, and has it until then.
    Busy(Instant),
    /// It waits to be tried again.
    Later,
    /// It is ours for a while, with what was said.
    Ours(Box<Sending>, Words),
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub text: String,
    /// Whether a person wrote it.
    pub is_by_person: bool,
    /// The files that go with it, and nothing else that a message can hold.
    pub files: Vec<Attachment>,
}

#[derive(FromRow)]
struct SendingRow {
    id: i64,
    message_id: i64,
    conversation_id: String,
    channel_id: i64,
    state: String,
    reason: Option<String>,
    vendor_id: Option<String>,
    parts_sent: i64,
    attempts: i64,
    taken_until: Option<i64>,
    due_at: i64,
    changed_at: i64,
    body: String,
    author: String,
    attachments: String,
}

impl TryFrom<SendingRow> for Sending {
    type Error = StoreError;

    fn try_from(row: SendingRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: SendingId(row.id),
            message: MessageId(row.message_id),
            conversation: ConversationId(row.conversation_id),
            channel: ChannelId(row.channel_id),
            state: DeliveryState::parse(&row.state)
                .ok_or_else(|| unknown("delivery state", &row.state))?,
            reason: row.reason,
            vendor_id: row.vendor_id,
            parts_sent: row.parts_sent,
            attempts: row.attempts,
            changed_at: from_millis(row.changed_at),
        })
    }
}

const SENDINGS: &str = "select s.id, s.message_id, s.conversation_id, s.channel_id, s.state, s.reason, s.vendor_id, s.parts_sent, \
    s.attempts, s.taken_until, s.due_at, s.changed_at, m.body, m.author, m.attachments from sendings s join messages m on m.id = s.message_id";

impl Store {
    /// How far the messages of a conversation have come, by the message.
    pub async fn sendings(
        &self,
        of: &ConversationId,
    ) -> Result<BTreeMap<MessageId, Sending>, StoreError> {
        let sql = format!("{SENDINGS} where s.conversation_id = $1");
        let rows: Vec<SendingRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.0)
            .fetch_all(&self.readers)
            .await?;
        let sendings = rows.into_iter().map(|row| {
            let sending = Sending::try_from(row)?;
            Ok((sending.message, sending))
        });
        sendings.collect()
    }
}

impl Tx {
    /// Has what was just said in a conversation sent to its customer, if it goes on outside: whoever wrote it,
    /// so that no verb can forget to.
    pub(super) async fn queue_sendings(
        &mut self,
        of: &ConversationId,
        first: Option<&MessageId>,
        at: Instant,
    ) -> Result<(), StoreError> {
        let Some(first) = first else {
            return Ok(());
        };
        let sql = "insert into sendings (message_id, conversation_id, channel_id, state, parts_sent, attempts, due_at, changed_at) \
            select m.id, m.conversation_id, t.channel_id, 'queued', 0, 0, cast($1 as bigint), cast($1 as bigint) \
            from messages m join channel_threads t on t.conversation_id = m.conversation_id \
            where m.conversation_id = $2 and m.id >= $3 and m.author <> 'customer' and m.is_note = 0 and m.body <> '' \
            order by m.id on conflict (message_id) do nothing";
        let done = sqlx::query(sql)
            .bind(at.timestamp_millis())
            .bind(&of.0)
            .bind(first.0)
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() > 0 {
            self.add_job(SEND_REPLIES, &json!({"conversation": of}), at)
                .await?;
        }
        Ok(())
    }

    /// Takes what stands first in a conversation's line, until `until`, if it is due and nobody has it.
    pub async fn take_sending(
        &mut self,
        of: &ConversationId,
        (now, until): (Instant, Instant),
    ) -> Result<FirstInLine, StoreError> {
        let sql = format!(
            "{SENDINGS} where s.conversation_id = $1 and s.state = 'queued' order by s.id limit 1"
        );
        let row: Option<SendingRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.0)
            .fetch_optional(&mut self.connection)
            .await?;
        let Some(mut row) = row else {
            return Ok(FirstInLine::Nothing);
        };
        let taken_until = row.taken_until.map(from_millis);
        if let Some(until) = taken_until.filter(|until| *until > now) {
            return Ok(FirstInLine::Busy(until));
        }
        if from_millis(row.due_at) > now {
            return Ok(FirstInLine::Later);
        }
        // Another program may have taken it since; then it has it as long as we would have had it.
        let sql = "update sendings set taken_until = $1, attempts = attempts + 1 \
            where id = $2 and state = 'queued' and (taken_until is null or taken_until <= $3)";
        let done = sqlx::query(sql)
            .bind(until.timestamp_millis())
            .bind(row.id)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(FirstInLine::Busy(until));
        }
        row.attempts += 1;
        let words = Words {
            text: std::mem::take(&mut row.body),
            is_by_person: row.author == "operator",
            files: {
                let all: Vec<Attachment> = serde_json::from_str(&row.attachments)?;
                all.into_iter().filter(|with| with.file.is_some()).collect()
            },
        };
        Ok(FirstInLine::Ours(Box::new(row.try_into()?), words))
    }

    /// Keeps how far a sending has come, unless something else was noted since it was `before`.
    pub async fn update_sending(
        &mut self,
        sending: &Sending,
        before: DeliveryState,
        due_at: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "update sendings set state = $1, reason = $2, vendor_id = $3, parts_sent = $4, attempts = $5, changed_at = $6, due_at = $7, \
            taken_until = null where id = $8 and state = $9";
        let done = sqlx::query(sql)
            .bind(sending.state.as_str())
            .bind(sending.reason.as_deref())
            .bind(sending.vendor_id.as_deref())
            .bind(sending.parts_sent)
            .bind(sending.attempts)
            .bind(sending.changed_at.timestamp_millis())
            .bind(due_at.timestamp_millis())
            .bind(sending.id.0)
            .bind(before.as_str())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// A sending of a channel.
    pub async fn sending(
        &mut self,
        channel: ChannelId,
        id: SendingId,
    ) -> Result<Option<Sending>, StoreError> {
        let sql = format!("{SENDINGS} where s.channel_id = $1 and s.id = $2");
        let row: Option<SendingRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(channel.0)
            .bind(id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(Sending::try_from).transpose()
    }

    /// The sending of a message in a conversation.
    pub async fn sending_of(
        &mut self,
        of: &ConversationId,
        message: MessageId,
    ) -> Result<Option<Sending>, StoreError> {
        let sql = format!("{SENDINGS} where s.conversation_id = $1 and s.message_id = $2");
        let row: Option<SendingRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.0)
            .bind(message.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(Sending::try_from).transpose()
    }
}
