//! Somebody says how they like to work. It concerns nobody else, so no event tells of it.

use super::Desk;
use crate::{id::OperatorId, operator::Habits, store::StoreError};

/// Keeps how somebody likes to work in the inbox.
pub async fn save_habits(desk: &Desk, of: OperatorId, habits: Habits) -> Result<(), StoreError> {
    desk.store
        .write(move |tx| Box::pin(async move { tx.keep_habits(of, habits).await }))
        .await
}
