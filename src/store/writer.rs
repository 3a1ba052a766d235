//! The one writer. Requests that come while a commit is on its way to the disk share the next one.
//!
//! A commit waits for the disk, which takes as long for one change as for fifty; so under load the
//! writer runs whatever has arrived inside one transaction, each piece under its own savepoint.

use std::sync::Arc;

use futures::future::BoxFuture;
use sqlx::{AnyConnection, Connection};
use tokio::sync::{mpsc, oneshot, watch};

use super::{Kept, StoreError, Turn, engine::Engine, remembered::Remembered, turn::Outcome};
use crate::id::EventId;

/// The most pieces of work that share a commit: more would make the first wait for the last.
const BATCH_MAX: usize = 64;

/// How many pieces of work may wait before those who bring them wait themselves.
const QUEUE_MAX: usize = 1024;

/// A transaction in progress, as handed to an action's work.
pub struct Tx {
    pub(super) connection: AnyConnection,
    /// The newest event written in this transaction.
    pub(super) newest: Option<EventId>,
    /// Whether later work was written down, which somebody should look at.
    pub(super) has_work: bool,
    pub(super) remembered: Remembered,
}

impl Tx {
    pub(super) const fn new(connection: AnyConnection, remembered: Remembered) -> Self {
        Self {
            connection,
            newest: None,
            has_work: false,
            remembered,
        }
    }
}

/// Where work is handed in.
#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Piece>);

/// What is handed in.
enum Piece {
    /// An action's own statements.
    Work(Box<dyn Job>),
    /// What comes of one message: several share their statements.
    Turn(Box<PendingTurn>),
    /// Nothing comes after this. Whoever waits is told when the connection is closed.
    Stop(oneshot::Sender<()>),
}

/// A turn with somebody waiting for what becomes of it.
struct PendingTurn {
    turn: Turn,
    outcome: Option<Result<Outcome, StoreError>>,
    reply: oneshot::Sender<Result<Kept, StoreError>>,
}

impl PendingTurn {
    fn settle(self, committed: bool) {
        let answer = match self.outcome {
            Some(Err(error)) => Err(error),
            Some(Ok(None)) => Err(StoreError::Conflict),
            Some(Ok(Some(messages))) if committed => Ok(Kept {
                turn: self.turn,
                messages,
            }),
            _ => Err(StoreError::NotKept),
        };
        // Whoever asked may have gone; the turn is kept all the same.
        let _ = self.reply.send(answer);
    }
}

impl Piece {
    /// Does the work, unless it is done. True when what it wrote is to be kept.
    async fn run(&mut self, tx: &mut Tx) -> bool {
        match self {
            Self::Work(job) => job.run(tx).await,
            Self::Turn(pending) => {
                let kept = tx.keep_turns(&[&pending.turn]).await;
                let outcome = kept.map(|outcomes| outcomes.into_iter().next().flatten());
                let is_kept = matches!(&outcome, Ok(Some(_)));
                pending.outcome = Some(outcome);
                is_kept
            }
            Self::Stop(_) => true,
        }
    }

    /// Whether it was done already, together with others.
    fn is_done(&self) -> bool {
        match self {
            Self::Work(_) => false,
            Self::Turn(pending) => pending.outcome.is_some(),
            Self::Stop(_) => true,
        }
    }

    fn settle(self, committed: bool) {
        match self {
            Self::Work(job) => job.settle(if committed {
                Ok(())
            } else {
                Err(StoreError::NotKept)
            }),
            Self::Turn(pending) => pending.settle(committed),
            Self::Stop(closed) => drop(closed.send(())),
        }
    }
}

/// A piece of work with somebody waiting for what comes of it.
trait Job: Send {
    /// Does the work. True when what it wrote is to be kept.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool>;
    /// Tells whoever waits, once it is settled whether the commit held.
    fn settle(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Pending<F, T, E> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Pending<F, T, E>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let Some(work) = self.work.take() else {
                return false;
            };
            let outcome = work(tx).await;
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn settle(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) | (Err(_), Some(outcome @ Err(_))) => outcome,
            (Err(error), _) => Err(E::from(error)),
            (Ok(()), None) => Err(E::from(StoreError::Stopped)),
        };
        // Whoever asked may have gone; the work is kept all the same.
        let _ = self.reply.send(answer);
    }
}

impl Writer {
    /// Starts the writer on its own connection.
    pub(super) fn start(engine: Engine, tx: Tx, latest: Arc<watch::Sender<EventId>>) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE_MAX);
        tokio::spawn(Loop { engine, tx, latest }.run(receiver));
        Self(sender)
    }

    /// Hands in work and waits until it is on disk, or refused.
    pub(super) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Pending {
            work: Some(work),
            outcome: None,
            reply,
        });
        self.hand_in(Piece::Work(job)).await?;
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Hands in a turn and waits until it is on disk, or refused.
    pub(super) async fn keep(&self, turn: Turn) -> Result<Kept, StoreError> {
        let (reply, answer) = oneshot::channel();
        let pending = Box::new(PendingTurn {
            turn,
            outcome: None,
            reply,
        });
        self.hand_in(Piece::Turn(pending)).await?;
        answer.await.unwrap_or(Err(StoreError::Stopped))
    }

    async fn hand_in(&self, piece: Piece) -> Result<(), StoreError> {
        let handed_in = self.0.send(piece).await;
        handed_in.map_err(|_| StoreError::Stopped)
    }

    /// Settles everything handed in so far, and closes the connection. Stopping twice is no mistake.
    pub(super) async fn stop(&self) {
        let (reply, closed) = oneshot::channel();
        if self.hand_in(Piece::Stop(reply)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

struct Loop {
    engine: Engine,
    tx: Tx,
    latest: Arc<watch::Sender<EventId>>,
}

impl Loop {
    async fn run(mut self, mut receiver: mpsc::Receiver<Piece>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        let mut stopping = Vec::new();
        while stopping.is_empty() && receiver.recv_many(&mut batch, BATCH_MAX).await > 0 {
            stopping = take_stops(&mut batch);
            if batch.is_empty() {
                continue;
            }
            let committed = self.commit_together(&mut batch).await;
            if committed.is_ok() {
                self.tell();
            }
            let failed = committed.is_err();
            if let Err(error) = &committed {
                tracing::error!(%error, pieces = batch.len(), "a commit failed");
            }
            for piece in batch.drain(..) {
                piece.settle(!failed);
            }
            if failed {
                self.reconnect().await;
            }
        }
        // Whoever comes now is told that the program is stopping.
        drop(receiver);
        if let Err(error) = self.tx.connection.close().await {
            tracing::warn!(%error, "the database was not closed properly; nothing is lost");
        }
        for stop in stopping {
            stop.settle(true);
        }
    }

    /// Tells whoever watches what the commit brought.
    fn tell(&mut self) {
        let has_work = std::mem::take(&mut self.tx.has_work);
        let newest = self.tx.newest.take();
        self.latest.send_if_modified(|latest| {
            let newest = newest.unwrap_or(*latest).max(*latest);
            let is_newer = newest > *latest;
            *latest = newest;
            is_newer || has_work
        });
    }

    /// Runs every piece of work in one transaction. One that fails is undone alone.
    async fn commit_together(&mut self, batch: &mut [Piece]) -> Result<(), StoreError> {
        self.begin().await?;
        if let [alone] = batch {
            if alone.run(&mut self.tx).await {
                return self.execute("commit").await;
            }
            self.tx.newest = None;
            return self.execute("rollback").await;
        }
        self.keep_turns_together(batch).await?;
        for piece in batch.iter_mut().filter(|piece| !piece.is_done()) {
            let newest_before = self.tx.newest;
            // A savepoint of the same name hides the one before, which the commit releases with all others.
            self.execute("savepoint piece").await?;
            if !piece.run(&mut self.tx).await {
                self.tx.newest = newest_before;
                self.execute("rollback to savepoint piece").await?;
            }
        }
        self.execute("commit").await
    }

    /// Keeps the turns of a batch with the same statements. When that fails, for instance because a message
    /// was sent twice, none is done and each is to be tried alone.
    async fn keep_turns_together(&mut self, batch: &mut [Piece]) -> Result<(), StoreError> {
        let mut together: Vec<&mut PendingTurn> = batch
            .iter_mut()
            .filter_map(|piece| match piece {
                Piece::Turn(pending) => Some(&mut **pending),
                _ => None,
            })
            .collect();
        if together.len() < 2 {
            return Ok(());
        }
        self.execute("savepoint piece").await?;
        let turns: Vec<&Turn> = together.iter().map(|pending| &pending.turn).collect();
        if let Ok(outcomes) = self.tx.keep_turns(&turns).await {
            for (pending, outcome) in together.iter_mut().zip(outcomes) {
                pending.outcome = Some(Ok(outcome));
            }
            return Ok(());
        }
        self.tx.newest = None;
        self.execute("rollback to savepoint piece").await
    }

    /// Begins a transaction, on a new connection if the old one is gone.
    async fn begin(&mut self) -> Result<(), StoreError> {
        self.tx.newest = None;
        let begin = self.engine.begin();
        if self.execute(begin).await.is_err() {
            self.reconnect().await;
            self.execute(begin).await?;
        }
        Ok(())
    }

    async fn reconnect(&mut self) {
        match self.engine.connect().await {
            Ok(connection) => self.tx.connection = connection,
            Err(error) => tracing::error!(%error, "the database cannot be reached"),
        }
    }

    async fn execute(&mut self, statement: &'static str) -> Result<(), StoreError> {
        sqlx::query(statement)
            .execute(&mut self.tx.connection)
            .await?;
        Ok(())
    }
}

/// Takes the wishes to stop out of a batch.
fn take_stops(batch: &mut Vec<Piece>) -> Vec<Piece> {
    let is_stop = |piece: &mut Piece| matches!(piece, Piece::Stop(_));
    batch.extract_if(.., is_stop).collect()
}
