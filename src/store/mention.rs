//! Who was named in which note.

use super::{StoreError, Tx};
use crate::id::{ConversationId, MessageId, OperatorId};

impl Tx {
    /// Keeps that a note names somebody.
    pub async fn insert_mention(
        &mut self,
        of: &ConversationId,
        note: MessageId,
        named: OperatorId,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into mentions (operator_id, message_id, conversation_id) values ($1, $2, $3)",
        )
        .bind(named.0)
        .bind(note.0)
        .bind(&of.0)
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }
}
