//! What somebody writes is kept until it is sent. It concerns nobody else, so no event tells of it.

use super::{Desk, VerbError, verb::TEXT_MAX};
use crate::{
    access::Scope,
    id::{ConversationId, OperatorId},
    store::Draft,
};

/// Keeps what somebody wrote below a conversation; nothing written is nothing kept. Longer texts than can be
/// sent are kept up to twice that length.
pub async fn keep_draft(
    desk: &Desk,
    by: OperatorId,
    scope: Scope,
    id: &ConversationId,
    (text, is_note): (&str, bool),
) -> Result<(), VerbError> {
    let draft = Draft {
        text: text.chars().take(2 * TEXT_MAX).collect(),
        is_note,
        at: desk.now(),
    };
    let id = id.clone();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let of = tx.conversation(scope, &id).await?;
                of.ok_or(VerbError::Missing)?;
                if draft.text.trim().is_empty() {
                    tx.delete_draft(by, &id).await?;
                } else {
                    tx.keep_draft(by, &id, &draft).await?;
                }
                Ok(())
            })
        })
        .await
}
