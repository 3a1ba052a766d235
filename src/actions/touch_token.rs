//! A token was used.

use chrono::Duration;

use super::Desk;
use crate::{store::StoreError, token::Token};

/// How exactly it is known when a token was last used: a write for each request would be a waste.
const EXACT_TO: Duration = Duration::hours(1);

/// Notes that a token was used, at most once an hour.
pub async fn touch_token(desk: &Desk, token: &Token) -> Result<(), StoreError> {
    let (id, now) = (token.id, desk.now());
    if token.last_used_at.is_some_and(|used| now - used < EXACT_TO) {
        return Ok(());
    }
    desk.store
        .write(move |tx| Box::pin(async move { tx.touch_token(id, now).await }))
        .await
}
