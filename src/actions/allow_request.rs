//! A token sends a request: as many a minute as it may, and no more.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::Desk;
use crate::{
    id::TokenId,
    token::{Allowance, Token},
};

/// How many requests a token may send in a minute, unless the settings say otherwise: far more than anybody
/// needs who does not send the same thing for ever.
pub const REQUESTS_A_MINUTE: u32 = 60_000;

/// What each token may still send, through this program.
#[derive(Debug, Clone)]
pub(super) struct Allowances {
    /// None means that nothing is counted.
    pub(super) per_minute: Option<u32>,
    left: Arc<Mutex<BTreeMap<TokenId, Allowance>>>,
}

impl Allowances {
    pub(super) fn of(per_minute: Option<u32>) -> Self {
        Self {
            per_minute,
            left: Arc::default(),
        }
    }
}

/// Counts a request of a token, or says in how many seconds it may send the next.
pub fn allow_request(desk: &Desk, token: &Token) -> Result<(), u64> {
    let Some(per_minute) = desk.allowances.per_minute else {
        return Ok(());
    };
    let now = desk.now();
    let left = &desk.allowances.left;
    let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
    let allowance = left.entry(token.id);
    let allowance = allowance.or_insert_with(|| Allowance::full(per_minute, now));
    allowance.take(per_minute, now)
}
