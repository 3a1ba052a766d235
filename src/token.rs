//! API tokens: how programs prove who they are.

use crate::{
    access::TokenScope,
    clock::Instant,
    id::{AgentId, TokenId},
};

/// What every token starts with, so that a leaked one can be recognised by scanners.
pub const PREFIX: &str = "hnd_";

/// An API token as kept: its secret is gone, only the hash was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub scope: TokenScope,
    /// The AI agent it speaks for; for one that is for all, where a request names none.
    pub agent: AgentId,
    pub agent_name: String,
    /// It may speak for every AI agent, also for those that are made later.
    pub is_for_all: bool,
    pub created_at: Instant,
    /// To the hour: a write for each request would be a waste.
    pub last_used_at: Option<Instant>,
    /// From then on it no longer works.
    pub expires_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

impl Token {
    /// Whether its time is over.
    #[must_use]
    pub fn is_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// How many requests a token may still send at once: it fills up with time, to what it may send in a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// In parts of which a request takes [`REQUEST`]: each millisecond adds as many as may be sent in a minute.
    left: u64,
    at: Instant,
}

/// What a request takes: as many parts as a minute has milliseconds.
const REQUEST: u64 = 60_000;

impl Allowance {
    /// All of `per_minute`.
    #[must_use]
    pub fn full(per_minute: u32, now: Instant) -> Self {
        Self {
            left: u64::from(per_minute) * REQUEST,
            at: now,
        }
    }

    /// Takes one request of it, or says in how many seconds there is one again.
    ///
    /// ```
    /// use handoff::{clock::from_millis, token::Allowance};
    ///
    /// let mut allowance = Allowance::full(2, from_millis(0));
    /// assert_eq!([0, 0].map(|at| allowance.take(2, from_millis(at))), [Ok(()), Ok(())]);
    /// assert_eq!(allowance.take(2, from_millis(0)), Err(30));
    /// assert_eq!(allowance.take(2, from_millis(30_000)), Ok(()));
    /// ```
    pub fn take(&mut self, per_minute: u32, now: Instant) -> Result<(), u64> {
        let each = u64::from(per_minute);
        let passed = u64::try_from((now - self.at).num_milliseconds()).unwrap_or(0);
        let most = each * REQUEST;
        self.left = self
            .left
            .saturating_add(passed.saturating_mul(each))
            .min(most);
        self.at = self.at.max(now);
        if let Some(left) = self.left.checked_sub(REQUEST) {
            self.left = left;
            return Ok(());
        }
        let missing = (REQUEST - self.left).div_ceil(each.max(1));
        Err(missing.div_ceil(1000))
    }
}
