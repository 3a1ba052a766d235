//! What just happened, said once on the next page.

use serde::{Deserialize, Serialize};
use tower_sessions::Session;

const KEY: &str = "flash";

/// What just happened, or why it did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub words: String,
    /// It was not done.
    pub is_refusal: bool,
    /// It can be taken back, by the button beside it.
    #[serde(default)]
    pub can_undo: bool,
}

impl Said {
    /// It was done.
    pub fn done(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            is_refusal: false,
            can_undo: false,
        }
    }

    /// Says that it can be taken back, if so.
    #[must_use]
    pub const fn undoable(mut self, can_undo: bool) -> Self {
        self.can_undo = can_undo;
        self
    }

    /// It was not done, and why.
    pub fn refused(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            is_refusal: true,
            can_undo: false,
        }
    }
}

/// Says `words` on the next page. Losing them loses nothing, so that a failure is only logged.
pub async fn set_flash(session: &Session, words: &str) {
    say(session, Said::done(words)).await;
}

/// Says on the next page what was done or refused.
pub async fn say(session: &Session, said: Said) {
    if let Err(error) = session.insert(KEY, said).await {
        tracing::warn!(%error, "what just happened could not be noted");
    }
}

/// What is to be said, if anything, and not again.
pub async fn take_flash(session: &Session) -> Option<Said> {
    session.remove(KEY).await.ok().flatten()
}
