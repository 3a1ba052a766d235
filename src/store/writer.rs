//! The one writer. Requests that come while a commit is on its way to the disk share the next one.
//!
//! A commit waits for the disk, which takes as long for one change as for fifty; so under load the
//! writer runs whatever has arrived inside one transaction, each piece under its own savepoint.

use std::sync::Arc;

use futures::future::BoxFuture;
use sqlx::AnyConnection;
use tokio::sync::{mpsc, oneshot, watch};

use super::{StoreError, engine::Engine};
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
}

/// Where work is handed in.
#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Box<dyn Job>>);

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
    pub(super) fn start(
        engine: Engine,
        connection: AnyConnection,
        latest: Arc<watch::Sender<EventId>>,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE_MAX);
        let tx = Tx {
            connection,
            newest: None,
        };
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
        self.0.send(job).await.map_err(|_| StoreError::Stopped)?;
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Waits until everything handed in so far is settled.
    pub(super) async fn stop(&self) {
        let done: Result<(), StoreError> = self.run(|_| Box::pin(async { Ok(()) })).await;
        if let Err(error) = done {
            tracing::warn!(%error, "the last write before stopping failed");
        }
    }
}

struct Loop {
    engine: Engine,
    tx: Tx,
    latest: Arc<watch::Sender<EventId>>,
}

impl Loop {
    async fn run(mut self, mut receiver: mpsc::Receiver<Box<dyn Job>>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        while receiver.recv_many(&mut batch, BATCH_MAX).await > 0 {
            let committed = self.commit_together(&mut batch).await;
            if let (Ok(()), Some(newest)) = (&committed, self.tx.newest.take()) {
                self.latest.send_if_modified(|latest| {
                    let is_newer = newest > *latest;
                    *latest = newest.max(*latest);
                    is_newer
                });
            }
            let failed = committed.is_err();
            if let Err(error) = &committed {
                tracing::error!(%error, pieces = batch.len(), "a commit failed");
            }
            for job in batch.drain(..) {
                job.settle(if failed {
                    Err(StoreError::NotKept)
                } else {
                    Ok(())
                });
            }
            if failed {
                self.reconnect().await;
            }
        }
    }

    /// Runs every piece of work in one transaction. One that fails is undone alone.
    async fn commit_together(&mut self, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
        self.begin().await?;
        if let [alone] = batch {
            if alone.run(&mut self.tx).await {
                return self.execute("commit").await;
            }
            self.tx.newest = None;
            return self.execute("rollback").await;
        }
        for job in batch {
            let newest_before = self.tx.newest;
            // A savepoint of the same name hides the one before, which the commit releases with all others.
            self.execute("savepoint piece").await?;
            if !job.run(&mut self.tx).await {
                self.tx.newest = newest_before;
                self.execute("rollback to savepoint piece").await?;
            }
        }
        self.execute("commit").await
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
