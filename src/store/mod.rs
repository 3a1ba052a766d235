//! What keeps everything: the only place with SQL.
//!
//! One body of SQL serves SQLite and PostgreSQL. Reads go to a pool; writes go through one writer,
//! which lets requests that come together share a commit. Rules live in the nouns, and what changes
//! together is put together in the actions: nothing is decided here.

mod agent;
mod conversation;
mod conversation_list;
mod engine;
mod event;
mod inbox;
mod job;
mod message;
mod operator;
mod organisation;
mod request;
mod schedule;
mod session;
mod surroundings;
mod token;
mod topic;
mod writer;

use std::{sync::Arc, time::Duration};

pub use agent::{Agent, AgentSummary, SavedAction};
pub use conversation::Opening;
pub use conversation_list::{ConversationPage, ConversationQuery};
use engine::Engine;
pub use inbox::{COUNT_MAX, InboxPage, InboxQuery, ViewCounts};
pub use job::DueJob;
pub use message::NewMessage;
pub use operator::NewOperator;
pub use organisation::Organisation;
pub use schedule::SavedSchedule;
pub use session::SavedSession;
use sqlx::AnyPool;
use surroundings::Standings;
pub use surroundings::Surroundings;
use tokio::sync::watch;
pub use topic::Topic;
pub use writer::Tx;
use writer::Writer;

use crate::{
    clock::Instant,
    id::{EventId, OperatorId},
};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer or refused.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The database could not be brought to this version's shape.
    #[error("the database could not be prepared: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed it meanwhile")]
    Conflict,
    /// What is stored cannot be understood by this version.
    #[error("what is stored cannot be read: {0}")]
    Unreadable(String),
    /// The database or its address does not fit.
    #[error("{0}")]
    Unsuitable(String),
    /// The transaction did not hold; nothing of it was kept.
    #[error("the change could not be kept")]
    NotKept,
    /// The program is stopping.
    #[error("the program is stopping")]
    Stopped,
}

impl StoreError {
    /// Whether something with this name or key is there already.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// The database, open. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    readers: AnyPool,
    writer: Writer,
    latest: Arc<watch::Sender<EventId>>,
    engine: Engine,
    standings: Standings,
}

impl Store {
    /// Opens the database at `url` (`sqlite://FILE` or `postgres://…`), making and migrating it first
    /// where needed.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let engine = Engine::of(url)?;
        let mut connection = engine.connect().await?;
        engine.migrate(&mut connection).await?;
        let readers = engine.readers().await?;
        let latest = Arc::new(watch::Sender::new(EventId(0)));
        let writer = Writer::start(engine.clone(), connection, latest.clone());
        let store = Self {
            readers,
            writer,
            latest,
            engine,
            standings: Standings::default(),
        };
        store.latest.send_replace(store.latest_event().await?);
        Ok(store)
    }

    /// Tells whenever something was committed: the newest event's id.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<EventId> {
        self.latest.subscribe()
    }

    /// Whether several programs may share this database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.engine.is_shared()
    }

    /// Whether the database answers within two seconds, writes included.
    pub async fn is_ready(&self) -> bool {
        let write = self.write::<_, StoreError>(|_| Box::pin(async { Ok(()) }));
        tokio::time::timeout(Duration::from_secs(2), write)
            .await
            .is_ok_and(|done| done.is_ok())
    }

    /// Does `work` in one transaction: all of it is kept, or none. Returns once it is on disk.
    ///
    /// Work that arrives together may share a commit; each keeps its own savepoint, so that one that
    /// fails takes nothing else with it.
    pub async fn write<T, E>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Tx) -> futures::future::BoxFuture<'t, Result<T, E>>
        + Send
        + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run(work).await
    }

    /// Closes the database properly. What was acknowledged is on disk either way.
    pub async fn close(&self) {
        self.writer.stop().await;
        self.readers.close().await;
    }
}

/// Who saved something, and when.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// None when it was a program.
    pub by: Option<OperatorId>,
    pub at: Instant,
}

/// A stored name that this version does not know.
fn unknown(what: &str, text: &str) -> StoreError {
    StoreError::Unreadable(format!("unknown {what} “{text}”"))
}

/// The places for the values of `rows` rows in one insert, from one row with a question mark for each:
/// `(?, ?)` twice is `($1, $2), ($3, $4)`.
///
/// sqlx's own builder writes question marks for a database it only knows at run time, which PostgreSQL
/// does not take.
fn places(rows: usize, row: &str) -> String {
    let mut numbered = String::with_capacity(rows * row.len() * 2);
    let mut number = 0;
    for letter in vec![row; rows].join(", ").chars() {
        numbered.push(if letter == '?' { '$' } else { letter });
        if letter == '?' {
            number += 1;
            numbered.push_str(&number.to_string());
        }
    }
    numbered
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_are_numbered_through() {
        assert_eq!(
            super::places(2, "(?, ?, cast(? as text))"),
            "($1, $2, cast($3 as text)), ($4, $5, cast($6 as text))"
        );
    }
}
