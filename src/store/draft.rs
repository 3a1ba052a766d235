//! What somebody wrote and has not sent: one text for each person and conversation.

use super::{Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::{ConversationId, OperatorId},
};

/// A text that is not sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    /// A note to the team and no reply.
    pub is_note: bool,
    pub at: Instant,
}

impl Store {
    /// What somebody has not sent yet. The caller has looked the conversation up.
    pub async fn draft(
        &self,
        by: OperatorId,
        of: &ConversationId,
    ) -> Result<Option<Draft>, StoreError> {
        let sql =
            "select body, is_note, at from drafts where operator_id = $1 and conversation_id = $2";
        let row: Option<(String, i64, i64)> = sqlx::query_as(sql)
            .bind(by.0)
            .bind(&of.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|(text, is_note, at)| Draft {
            text,
            is_note: is_note == 1,
            at: from_millis(at),
        }))
    }
}

impl Tx {
    /// Keeps what somebody wrote, in the place of what they wrote before.
    pub async fn keep_draft(
        &mut self,
        by: OperatorId,
        of: &ConversationId,
        draft: &Draft,
    ) -> Result<(), StoreError> {
        let sql = "insert into drafts (operator_id, conversation_id, body, is_note, at) values ($1, $2, $3, $4, $5) \
            on conflict (operator_id, conversation_id) do update set body = excluded.body, is_note = excluded.is_note, at = excluded.at";
        sqlx::query(sql)
            .bind(by.0)
            .bind(&of.0)
            .bind(&draft.text)
            .bind(i64::from(draft.is_note))
            .bind(draft.at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Forgets what somebody wrote.
    pub async fn delete_draft(
        &mut self,
        by: OperatorId,
        of: &ConversationId,
    ) -> Result<(), StoreError> {
        sqlx::query("delete from drafts where operator_id = $1 and conversation_id = $2")
            .bind(by.0)
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
