//! What keeps everything: the only place with SQL.
//!
//! One body of SQL serves SQLite and PostgreSQL. Reads go to a pool; writes go through one writer,
//! which lets requests that come together share a commit. Rules live in the nouns, and what changes
//! together is put together in the actions: nothing is decided here.

mod access;
mod agent;
mod backup;
mod callback;
mod canned_reply;
mod channel;
mod channel_thread;
mod connection;
mod conversation;
mod conversation_list;
mod customer;
mod delivery;
mod delivery_progress;
mod draft;
mod email;
mod engine;
mod event;
mod file;
mod filter;
mod habit;
mod hand_out;
mod handoff;
mod help_desk;
mod inbox;
mod insight;
mod job;
mod label;
mod list;
mod mailbox;
mod mention;
mod message;
mod notification;
mod once;
mod operator;
mod organisation;
mod pace;
mod people;
mod places;
mod plan;
mod queue;
mod remembered;
mod request;
mod rounds;
mod routing_profile;
mod schedule;
mod scope;
mod seen;
mod sending;
mod session;
mod sharing;
mod shown_token;
mod surroundings;
mod team;
mod token;
mod topic;
mod transfer;
mod transfer_function;
mod turn;
mod verdict;
mod webhook;
mod webhook_telling;
mod words;
mod writer;

use std::{sync::Arc, time::Duration};

pub use access::{Access, AccessQuery};
pub use agent::{Agent, AgentSummary, SavedAction};
pub use backup::{check_database, copy_database, database_file, ensure_unused};
pub use callback::CALLBACKS_MAX;
pub use channel::{NewChannel, SavedChannel};
pub use channel_thread::{ChannelThread, NewThread};
pub use connection::{Connected, Connection, NewConnection};
pub use conversation::Opening;
pub use conversation_list::{ConversationPage, ConversationQuery};
pub use customer::{Alike, CustomerPage, Joining, SavedCustomer};
pub use delivery::{DeliveryPage, DeliveryQuery};
pub use delivery_progress::DeliveryMark;
pub use draft::Draft;
use engine::Engine;
pub use filter::SavedFilter;
pub use hand_out::{Assignment, SharedQueue};
pub use handoff::SavedHandoff;
pub use help_desk::{NewHelpDesk, SavedHelpDesk, SavedTicket};
pub use inbox::{COUNT_MAX, InboxPage, InboxQuery, ViewCounts};
pub use job::DueJob;
pub use mailbox::Mailbox;
pub use message::NewMessage;
pub use once::{Doing, KEPT_FOR, KeptAnswer, KeptRequest, RequestKey, once};
pub use operator::NewOperator;
pub use organisation::Organisation;
pub use people::HeldOperator;
pub use plan::SavedPlan;
pub use queue::SavedQueue;
use remembered::Remembered;
pub use remembered::Thread;
pub use routing_profile::SavedRoutingProfile;
pub use schedule::{SavedSchedule, ScheduleUse};
pub use sending::{FirstInLine, SEND_REPLIES, Sending, Words};
use serde::{Serialize, de::DeserializeOwned};
pub use session::SavedSession;
pub use sharing::SavedSharing;
use sqlx::AnyPool;
use surroundings::Standings;
pub use surroundings::Surroundings;
pub use team::{TELL_TEAM, TeamThread};
use tokio::sync::watch;
pub use topic::Topic;
pub use transfer_function::SavedTransferFunction;
pub use turn::{Kept, NewJob, Turn};
pub use verdict::Judged;
pub use webhook::{SavedWebhook, WebhookSecrets};
pub use words::HITS_MAX;
pub use writer::Tx;
use writer::Writer;

use crate::{
    clock::Instant,
    id::{EventId, OperatorId},
};

/// How long closing waits for those who still read.
const READERS_CLOSE_WITHIN: Duration = Duration::from_secs(3);

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
    /// Another program does the same request.
    #[error("another program does the same request")]
    DoneElsewhere,
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

    /// Whether two transactions got in each other's way and this one gave in: done again, it may well hold.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        // PostgreSQL's codes for what could not be put in a row, and for a deadlock.
        const PASSING: [&str; 2] = ["40001", "40P01"];
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        error
            .code()
            .is_some_and(|code| PASSING.contains(&code.as_ref()))
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
    remembered: Remembered,
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
        let remembered = Remembered::default();
        let tx = Tx::new(connection, remembered.clone());
        let writer = Writer::start(engine.clone(), tx, latest.clone());
        let store = Self {
            readers,
            writer,
            latest,
            engine,
            standings: Standings::default(),
            remembered,
        };
        store.latest.send_replace(store.latest_event().await?);
        Ok(store)
    }

    /// Tells whenever an event or later work was committed: the newest event's id.
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
    /// fails takes nothing else with it. What it comes to can be written down, so that a request whose answer
    /// got lost is answered the next time without being done again (`store/once`).
    pub async fn write<T, E>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Tx) -> futures::future::BoxFuture<'t, Result<T, E>>
        + Send
        + 'static,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write_once(work).await
    }

    /// Keeps what comes of one message: all of it, or nothing. Returns once it is on disk.
    ///
    /// Turns that arrive together share their statements as well as the commit. A turn that was made from a
    /// conversation as it no longer is fails alone, with [`StoreError::Conflict`].
    pub async fn keep_turn(&self, turn: Turn) -> Result<Kept, StoreError> {
        let kept = self.keep_turn_once(turn).await?;
        self.remembered.moved_on(&kept);
        Ok(kept)
    }

    /// Closes the database properly, after everything that was handed in. What was acknowledged is on disk
    /// either way.
    ///
    /// The writer goes last: the last connection takes what is left in SQLite's journal over into the
    /// database file, and one that only reads may not.
    pub async fn close(&self) {
        let readers = tokio::time::timeout(READERS_CLOSE_WITHIN, self.readers.close());
        if readers.await.is_err() {
            tracing::warn!("somebody still reads the database while it is closed");
        }
        self.writer.stop().await;
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

/// Rows in portions of 64, 32, 16 … 1, so that a few different statements serve every number of rows and
/// each is prepared once.
fn portions<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let size = 1 << rest.len().min(64).checked_ilog2()?;
        let (portion, others) = rest.split_at(size);
        rest = others;
        Some(portion)
    })
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
    fn every_row_is_in_one_portion_and_sizes_repeat() {
        let rows: Vec<usize> = (0..200).collect();
        for count in 0..rows.len() {
            let portions: Vec<&[usize]> = super::portions(&rows[..count]).collect();
            assert_eq!(portions.concat(), rows[..count]);
            let is_round = |portion: &&[usize]| portion.len().is_power_of_two();
            assert!(portions.iter().all(is_round) && portions.len() <= 9);
        }
    }

    #[test]
    fn places_are_numbered_through() {
        assert_eq!(
            super::places(2, "(?, ?, cast(? as text))"),
            "($1, $2, cast($3 as text)), ($4, $5, cast($6 as text))"
        );
    }
}
