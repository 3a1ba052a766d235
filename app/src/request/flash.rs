//! What just happened, said once on the next page.

use tower_sessions::Session;

const KEY: &str = "flash";

/// Says `words` on the next page. Losing them loses nothing, so that a failure is only logged.
pub async fn set_flash(session: &Session, words: &str) {
    if let Err(error) = session.insert(KEY, words).await {
        tracing::warn!(%error, "what just happened could not be noted");
    }
}

/// What is to be said, if anything, and not again.
pub async fn take_flash(session: &Session) -> Option<String> {
    session.remove(KEY).await.ok().flatten()
}
