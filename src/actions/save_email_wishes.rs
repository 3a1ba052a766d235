//! Somebody says when they want e-mail. It concerns nobody else, so no event tells of it.

use super::Desk;
use crate::{delivery::EmailWishes, id::OperatorId, store::StoreError};

/// Keeps when somebody wants e-mail.
pub async fn save_email_wishes(
    desk: &Desk,
    of: OperatorId,
    wishes: EmailWishes,
) -> Result<(), StoreError> {
    desk.store
        .write(move |tx| Box::pin(async move { tx.save_email_wishes(of, wishes).await }))
        .await
}
