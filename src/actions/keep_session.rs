//! Signed-in sessions are kept, changed and ended, as the session layer asks.

use super::Desk;
use crate::store::{SavedSession, StoreError};

/// Keeps a new session. False when its id is taken.
pub async fn create_session(desk: &Desk, session: SavedSession) -> Result<bool, StoreError> {
    desk.store
        .write(move |tx| Box::pin(async move { tx.insert_session(&session).await }))
        .await
}

/// Keeps what changed about a session.
pub async fn save_session(desk: &Desk, session: SavedSession) -> Result<(), StoreError> {
    desk.store
        .write(move |tx| Box::pin(async move { tx.update_session(&session).await }))
        .await
}

/// Ends a session.
pub async fn delete_session(desk: &Desk, id: String) -> Result<(), StoreError> {
    desk.store
        .write(move |tx| Box::pin(async move { tx.delete_session(&id).await }))
        .await
}

/// Forgets the sessions that have run out.
pub async fn purge_sessions(desk: &Desk) -> Result<(), StoreError> {
    let now = desk.now();
    desk.store
        .write(move |tx| Box::pin(async move { tx.purge_sessions(now).await }))
        .await
}
