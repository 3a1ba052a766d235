//! Requests that are done once however often they are sent: the key of one is kept in the very transaction
//! of its effect, with what that came to, so that a later try neither does it again nor misses the answer.
//!
//! Whatever is written while a request is done (see [`once`]) belongs to it: the first work that holds
//! carries its key. How a request is answered then is told in `actions::answer_once`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::Duration;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Kept, Store, StoreError, Turn, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::TokenId,
};

/// How long a key is kept.
pub const KEPT_FOR: Duration = Duration::hours(24);

tokio::task_local! {
    static DOING: Arc<Doing>;
}

/// A request that wants to be done once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestKey {
    pub token: TokenId,
    /// What the program calls the request.
    pub key: String,
    /// The same for the same request only: its address and its body, as a hash.
    pub fingerprint: String,
}

/// An answer as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// What is known of a request with some key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRequest {
    pub fingerprint: String,
    /// What the effect came to, in JSON, if there was one.
    pub outcome: Option<String>,
    /// None between the effect and the answer, and for ever if the program was stopped there.
    pub answer: Option<KeptAnswer>,
}

/// How far a request got.
#[derive(Debug)]
enum Progress {
    /// Nothing is written yet.
    Begun,
    /// An earlier try wrote what there is to write, and it came to this.
    Done(String),
    /// This try wrote it.
    Kept,
    /// Another program does the same request.
    Elsewhere,
}

/// A request while it is done.
#[derive(Debug)]
pub struct Doing {
    key: RequestKey,
    at: Instant,
    progress: Mutex<Progress>,
}

impl Doing {
    /// A request that is done now; `outcome` is what an earlier try came to, if it got that far.
    #[must_use]
    pub fn new(key: RequestKey, at: Instant, outcome: Option<String>) -> Arc<Self> {
        let progress = Mutex::new(outcome.map_or(Progress::Begun, Progress::Done));
        Arc::new(Self { key, at, progress })
    }

    /// Whether another program turned out to do the same request.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        matches!(*self.progress(), Progress::Elsewhere)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does something as the effect of a request: the first that it writes keeps the request's key with it.
pub async fn once<T>(doing: Arc<Doing>, effect: impl Future<Output = T>) -> T {
    DOING.scope(doing, effect).await
}

impl Store {
    /// Writes in the name of the request that is being done, if one is and has written nothing yet.
    pub(super) async fn write_once<T, E>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let Some(doing) = unwritten() else {
            return self.writer.run(work).await;
        };
        if let Some(outcome) = recalled(&doing) {
            return serde_json::from_str(&outcome).map_err(|error| E::from(error.into()));
        }
        let carried = doing.clone();
        let done = self.writer.run(move |tx| {
            Box::pin(async move {
                tx.claim_key(&carried).await?;
                let outcome = work(tx).await?;
                let written = serde_json::to_string(&outcome).map_err(StoreError::from)?;
                tx.keep_outcome(&carried.key, &written).await?;
                Ok::<T, E>(outcome)
            })
        });
        let outcome = done.await?;
        *doing.progress() = Progress::Kept;
        Ok(outcome)
    }

    /// The same for a turn. One that was kept before is found by the name of its message.
    pub(super) async fn keep_turn_once(&self, turn: Turn) -> Result<Kept, StoreError> {
        let Some(doing) = unwritten() else {
            return self.writer.keep(turn).await;
        };
        if recalled(&doing).is_some() {
            return Err(StoreError::Conflict);
        }
        let carried = doing.clone();
        let done = self.writer.run(move |tx| {
            Box::pin(async move {
                tx.claim_key(&carried).await?;
                let kept = tx.keep_turns(&[&turn]).await?.into_iter().next();
                let messages = kept.flatten().ok_or(StoreError::Conflict)?;
                tx.keep_outcome(&carried.key, "null").await?;
                Ok::<_, StoreError>(Kept { turn, messages })
            })
        });
        let kept = done.await?;
        *doing.progress() = Progress::Kept;
        Ok(kept)
    }

    /// What is known of the request with this key, unless it was sent before `since`.
    pub async fn kept_request(
        &self,
        key: &RequestKey,
        since: Instant,
    ) -> Result<Option<KeptRequest>, StoreError> {
        let row: Option<KeptRow> = sqlx::query_as(KEPT)
            .bind(key.token.0)
            .bind(key.key.clone())
            .bind(since.timestamp_millis())
            .fetch_optional(&self.readers)
            .await?;
        row.map(KeptRequest::try_from).transpose()
    }
}

impl Store {
    /// Whether a key is kept since `until` or longer.
    pub async fn has_old_requests(&self, until: Instant) -> Result<bool, StoreError> {
        let sql = "select count(*) from (select 1 from idempotency_keys where created_at <= $1 limit 1) old";
        let old: i64 = sqlx::query_scalar(sql)
            .bind(until.timestamp_millis())
            .fetch_one(&self.readers)
            .await?;
        Ok(old > 0)
    }
}

/// The request that is being done, if it has written nothing yet.
fn unwritten() -> Option<Arc<Doing>> {
    let doing = DOING.try_with(Arc::clone).ok()?;
    let is_written = matches!(*doing.progress(), Progress::Kept);
    (!is_written).then_some(doing)
}

/// What an earlier try came to. It is told once: what is written after it is written again.
fn recalled(doing: &Doing) -> Option<String> {
    let mut progress = doing.progress();
    let Progress::Done(outcome) = &mut *progress else {
        return None;
    };
    let outcome = std::mem::take(outcome);
    *progress = Progress::Kept;
    Some(outcome)
}

const KEPT: &str = "select fingerprint, outcome, status, headers, body from idempotency_keys \
    where token_id = $1 and key = $2 and created_at > $3";

#[derive(sqlx::FromRow)]
struct KeptRow {
    fingerprint: String,
    outcome: Option<String>,
    status: Option<i64>,
    headers: Option<String>,
    body: Option<String>,
}

impl TryFrom<KeptRow> for KeptRequest {
    type Error = StoreError;

    fn try_from(row: KeptRow) -> Result<Self, StoreError> {
        let mut answer = None;
        if let Some(status) = row.status {
            answer = Some(KeptAnswer {
                status: u16::try_from(status).unwrap_or_default(),
                headers: serde_json::from_str(row.headers.as_deref().unwrap_or("[]"))?,
                body: row.body.unwrap_or_default(),
            });
        }
        Ok(Self {
            fingerprint: row.fingerprint,
            outcome: row.outcome,
            answer,
        })
    }
}

/// Takes a key that is free, or was kept long enough.
const CLAIM: &str = "insert into idempotency_keys (token_id, key, fingerprint, created_at) values ($1, $2, $3, $4) \
    on conflict (token_id, key) do update set fingerprint = excluded.fingerprint, created_at = excluded.created_at, \
    outcome = null, status = null, headers = null, body = null where idempotency_keys.created_at <= $5";

impl Tx {
    /// Takes the key for this transaction. Another program that takes the same waits here until this one is
    /// kept or not.
    async fn claim_key(&mut self, doing: &Doing) -> Result<(), StoreError> {
        let is_ours = self.insert_key(&doing.key, doing.at).await?;
        if !is_ours {
            *doing.progress() = Progress::Elsewhere;
            return Err(StoreError::DoneElsewhere);
        }
        Ok(())
    }

    async fn insert_key(&mut self, key: &RequestKey, at: Instant) -> Result<bool, StoreError> {
        let done = sqlx::query(CLAIM)
            .bind(key.token.0)
            .bind(key.key.clone())
            .bind(key.fingerprint.clone())
            .bind(at.timestamp_millis())
            .bind((at - KEPT_FOR).timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps what the effect came to.
    async fn keep_outcome(&mut self, key: &RequestKey, outcome: &str) -> Result<(), StoreError> {
        sqlx::query("update idempotency_keys set outcome = $1 where token_id = $2 and key = $3")
            .bind(outcome.to_owned())
            .bind(key.token.0)
            .bind(key.key.clone())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps the answer to a request, and gives the one back that is kept from now on: the first there was.
    pub async fn keep_answer(
        &mut self,
        (key, at): (&RequestKey, Instant),
        answer: KeptAnswer,
    ) -> Result<KeptAnswer, StoreError> {
        self.insert_key(key, at).await?;
        let sql = "update idempotency_keys set status = $1, headers = $2, body = $3 \
            where token_id = $4 and key = $5 and fingerprint = $6 and status is null";
        let done = sqlx::query(sql)
            .bind(i64::from(answer.status))
            .bind(serde_json::to_string(&answer.headers)?)
            .bind(answer.body.clone())
            .bind(key.token.0)
            .bind(key.key.clone())
            .bind(key.fingerprint.clone())
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 1 {
            return Ok(answer);
        }
        let row: Option<KeptRow> = sqlx::query_as(KEPT)
            .bind(key.token.0)
            .bind(key.key.clone())
            .bind(from_millis(0).timestamp_millis())
            .fetch_optional(&mut self.connection)
            .await?;
        let kept = row.map(KeptRequest::try_from).transpose()?;
        Ok(kept.and_then(|kept| kept.answer).unwrap_or(answer))
    }

    /// Forgets the requests that were sent before `until`.
    pub async fn forget_requests(&mut self, until: Instant) -> Result<(), StoreError> {
        sqlx::query("delete from idempotency_keys where created_at <= $1")
            .bind(until.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
