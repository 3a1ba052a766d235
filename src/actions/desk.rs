//! What every action needs, and what can go wrong when something is saved.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{
    Llm, Post,
    allow_request::{Allowances, REQUESTS_A_MINUTE},
    answer_once::OnTheWay,
    configuration::Wholes,
};
use crate::{
    account,
    clock::{Clock, Instant},
    id::Entropy,
    problem::Problem,
    store::{Store, StoreError},
};

/// How many passwords are hashed at once: each takes 19 MiB and a whole core.
const HASHERS: usize = 2;

/// Where people reach a deployment that was told nothing else.
const BASE_URL: &str = "http://127.0.0.1:3000";

/// What every action needs: the store, the time, and randomness. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<Entropy>,
    /// The language model, if one is set up.
    pub llm: Option<Arc<Llm>>,
    /// Where people reach this deployment, such as `https://desk.example.com`, without a slash at the end.
    pub base_url: Arc<str>,
    /// What reaches customers outside, where there is a key for credentials.
    pub post: Option<Post>,
    hashers: Arc<Semaphore>,
    /// The requests with a key that are being done.
    pub(super) on_the_way: OnTheWay,
    pub(super) wholes: Wholes,
    pub(super) allowances: Allowances,
}

/// Why something could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// What was given is not acceptable; every mistake is named.
    #[error("what was given is not acceptable")]
    Invalid(Vec<Problem>),
    /// Somebody else saved another version meanwhile.
    #[error("somebody else saved meanwhile")]
    Outdated,
    /// It does not exist within the actor's scope.
    #[error("there is no such thing")]
    Missing,
    /// Something else needs it; says what.
    #[error("{0}")]
    Used(String),
    /// The actor may not do this.
    #[error("this needs an admin")]
    Forbidden,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Outdated,
            other => Self::Store(other),
        }
    }
}

impl SaveError {
    /// One mistake.
    pub(super) fn invalid(pointer: &str, detail: &str) -> Self {
        Self::Invalid(vec![Problem::new(pointer, detail)])
    }
}

impl Desk {
    /// A desk over an open store.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, entropy: Arc<Entropy>) -> Self {
        Self {
            store,
            clock,
            entropy,
            llm: None,
            base_url: Arc::from(BASE_URL),
            post: None,
            hashers: Arc::new(Semaphore::new(HASHERS)),
            on_the_way: OnTheWay::default(),
            wholes: Wholes::default(),
            allowances: Allowances::of(Some(REQUESTS_A_MINUTE)),
        }
    }

    /// The same desk with a language model beside the embedded judge.
    #[must_use]
    pub fn with_llm(mut self, llm: Option<Arc<Llm>>) -> Self {
        self.llm = llm;
        self
    }

    /// The same desk with another number of requests that a token may send in a minute; 0 for any number.
    #[must_use]
    pub fn with_requests_a_minute(mut self, per_minute: u32) -> Self {
        self.allowances = Allowances::of(Some(per_minute).filter(|most| *most > 0));
        self
    }

    /// The same desk where people reach it.
    #[must_use]
    pub fn with_base_url(mut self, base_url: &str) -> Self {
        self.base_url = Arc::from(base_url.trim_end_matches('/'));
        self
    }

    /// The same desk with the post, which reaches customers outside.
    #[must_use]
    pub fn with_post(mut self, post: Post) -> Self {
        self.post = Some(post);
        self
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Hashes a password off the async threads, a few at a time.
    pub(super) async fn hash_password(&self, password: &str) -> Result<String, StoreError> {
        let (password, salt) = (password.to_owned(), self.entropy.bytes::<16>());
        let hashed = self
            .slowly(move || account::hash_password(&password, &salt))
            .await?;
        hashed.map_err(|error| {
            StoreError::Unreadable(format!("a password could not be hashed: {error}"))
        })
    }

    /// Checks a password off the async threads, a few at a time. Without a hash it takes as long and fails,
    /// so that nobody learns from the time it takes who has an account.
    pub(super) async fn verify_password(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, StoreError> {
        const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let password = password.to_owned();
        self.slowly(move || account::verify_password(&password, hash.as_deref().unwrap_or(NOBODY)))
            .await
    }

    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let _turn = self
            .hashers
            .acquire()
            .await
            .map_err(|_| StoreError::Stopped)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| StoreError::Stopped)
    }
}
