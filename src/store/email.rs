//! When people want e-mail, and what their next digest tells of.

use super::{Store, StoreError, Tx, unknown};
use crate::{
    clock::{Instant, from_millis},
    delivery::{EmailPace, EmailWishes},
    id::{ConversationId, OperatorId},
    schedule::Interval,
};

impl Store {
    /// Whether any AI agent tells of its handoffs by e-mail.
    pub async fn tells_by_email(&self) -> Result<bool, StoreError> {
        for known in self.agents().await? {
            let saved = self.action(known.agent.id).await?;
            if saved.is_some_and(|saved| saved.action.email_notification.is_active) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// When somebody wants e-mail; at once while they said nothing.
    pub async fn email_wishes(&self, of: OperatorId) -> Result<EmailWishes, StoreError> {
        let sql = "select pace, quiet_from, quiet_until from email_wishes where operator_id = $1";
        let row: Option<(String, Option<String>, Option<String>)> = sqlx::query_as(sql)
            .bind(of.0)
            .fetch_optional(&self.readers)
            .await?;
        let Some((pace, from, until)) = row else {
            return Ok(EmailWishes::default());
        };
        let quiet = match (from, until) {
            (Some(from), Some(until)) => Interval::parse(&from, &until).ok(),
            _ => None,
        };
        let pace = EmailPace::parse(&pace).ok_or_else(|| unknown("pace", &pace))?;
        Ok(EmailWishes { pace, quiet })
    }

    /// What somebody's digest that is due by `now` tells of, the oldest first.
    pub async fn digest_entries(
        &self,
        of: OperatorId,
        now: Instant,
    ) -> Result<Vec<(ConversationId, Instant)>, StoreError> {
        let sql = "select conversation_id, requested_at from digest_entries \
            where operator_id = $1 and due_at <= $2 order by requested_at, conversation_id";
        let rows: Vec<(String, i64)> = sqlx::query_as(sql)
            .bind(of.0)
            .bind(now.timestamp_millis())
            .fetch_all(&self.readers)
            .await?;
        let entries = rows.into_iter();
        Ok(entries
            .map(|(id, at)| (ConversationId(id), from_millis(at)))
            .collect())
    }
}

impl Tx {
    /// Keeps when somebody wants e-mail.
    pub async fn save_email_wishes(
        &mut self,
        of: OperatorId,
        wishes: EmailWishes,
    ) -> Result<(), StoreError> {
        let sql = "insert into email_wishes (operator_id, pace, quiet_from, quiet_until) values ($1, $2, $3, $4) \
            on conflict (operator_id) do update set pace = excluded.pace, quiet_from = excluded.quiet_from, \
            quiet_until = excluded.quiet_until";
        sqlx::query(sql)
            .bind(of.0)
            .bind(wishes.pace.as_str())
            .bind(wishes.quiet.map(|quiet| quiet.start().to_string()))
            .bind(wishes.quiet.map(|quiet| quiet.end().to_string()))
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Puts a handoff into somebody's next digest, once.
    pub async fn insert_digest_entry(
        &mut self,
        of: OperatorId,
        (conversation, requested_at): (&ConversationId, Instant),
        due_at: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "insert into digest_entries (operator_id, conversation_id, requested_at, due_at) \
            values ($1, $2, $3, $4) on conflict do nothing";
        let done = sqlx::query(sql)
            .bind(of.0)
            .bind(&conversation.0)
            .bind(requested_at.timestamp_millis())
            .bind(due_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets what a digest that is due by `now` told of.
    pub async fn delete_digest_entries(
        &mut self,
        of: OperatorId,
        now: Instant,
    ) -> Result<(), StoreError> {
        sqlx::query("delete from digest_entries where operator_id = $1 and due_at <= $2")
            .bind(of.0)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
