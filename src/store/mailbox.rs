//! How far the mailboxes of e-mail channels were read.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::ChannelId,
};

/// A mailbox that an e-mail channel is read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    pub channel: ChannelId,
    /// Whose it is and where: another one is read from its beginning.
    pub name: String,
    /// Numbers of letters hold as long as this stays the same; 0 before the first look.
    pub uid_validity: i64,
    /// Every letter up to this number was read.
    pub uid_read: i64,
    /// So often in a row it could not be read.
    pub failures: i64,
    pub due_at: Instant,
    pub looked_at: Option<Instant>,
    /// What went wrong last, until something went well again.
    pub last_error: Option<(String, Instant)>,
}

#[derive(FromRow)]
struct MailboxRow {
    channel_id: i64,
    name: String,
    uid_validity: i64,
    uid_read: i64,
    failures: i64,
    due_at: i64,
    looked_at: Option<i64>,
    last_error: Option<String>,
    last_error_at: Option<i64>,
}

impl From<MailboxRow> for Mailbox {
    fn from(row: MailboxRow) -> Self {
        Self {
            channel: ChannelId(row.channel_id),
            name: row.name,
            uid_validity: row.uid_validity,
            uid_read: row.uid_read,
            failures: row.failures,
            due_at: from_millis(row.due_at),
            looked_at: row.looked_at.map(from_millis),
            last_error: row.last_error.zip(row.last_error_at.map(from_millis)),
        }
    }
}

const MAILBOX: &str = "select channel_id, name, uid_validity, uid_read, failures, due_at, looked_at, last_error, last_error_at \
    from mailboxes where channel_id = $1";

impl Store {
    /// The mailbox of a channel, once it was looked into.
    pub async fn mailbox(&self, of: ChannelId) -> Result<Option<Mailbox>, StoreError> {
        let row: Option<MailboxRow> = sqlx::query_as(MAILBOX)
            .bind(of.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(Mailbox::from))
    }
}

impl Tx {
    /// Takes a mailbox until `until`, if it is due and nobody has it. Another name than before begins anew.
    pub async fn take_mailbox(
        &mut self,
        (of, name): (ChannelId, &str),
        (now, until): (Instant, Instant),
    ) -> Result<Option<Mailbox>, StoreError> {
        let sql = "insert into mailboxes (channel_id, name, uid_validity, uid_read, failures, due_at) \
            values ($1, $2, 0, 0, 0, $3) on conflict (channel_id) do nothing";
        sqlx::query(sql)
            .bind(of.0)
            .bind(name)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        let sql = "update mailboxes set name = $1, uid_validity = 0, uid_read = 0, failures = 0, due_at = $2, \
            looked_at = null, last_error = null, last_error_at = null where channel_id = $3 and name <> $1";
        sqlx::query(sql)
            .bind(name)
            .bind(now.timestamp_millis())
            .bind(of.0)
            .execute(&mut self.connection)
            .await?;
        let sql = "update mailboxes set taken_until = $1 where channel_id = $2 and due_at <= $3 \
            and (taken_until is null or taken_until <= $3)";
        let done = sqlx::query(sql)
            .bind(until.timestamp_millis())
            .bind(of.0)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        let row: MailboxRow = sqlx::query_as(MAILBOX)
            .bind(of.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(Some(row.into()))
    }

    /// Notes how far a mailbox was read, unless it is another one by now, and keeps it until then.
    pub async fn note_mailbox_read(
        &mut self,
        mailbox: &Mailbox,
        until: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update mailboxes set uid_validity = $1, uid_read = $2, taken_until = $3 \
            where channel_id = $4 and name = $5";
        sqlx::query(sql)
            .bind(mailbox.uid_validity)
            .bind(mailbox.uid_read)
            .bind(until.timestamp_millis())
            .bind(mailbox.channel.0)
            .bind(&mailbox.name)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Gives a mailbox back, with when it is looked into next and what went wrong.
    pub async fn settle_mailbox(
        &mut self,
        mailbox: &Mailbox,
        error: Option<&str>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update mailboxes set taken_until = null, failures = $1, due_at = $2, last_error = $3, \
            last_error_at = case when cast($3 as text) is null then null else $4 end, \
            looked_at = case when cast($3 as text) is null then $4 else looked_at end where channel_id = $5 and name = $6";
        sqlx::query(sql)
            .bind(mailbox.failures)
            .bind(mailbox.due_at.timestamp_millis())
            .bind(error)
            .bind(now.timestamp_millis())
            .bind(mailbox.channel.0)
            .bind(&mailbox.name)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
