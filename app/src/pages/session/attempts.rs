//! Tries to sign in, counted by address, so that nobody can guess on and on. Kept in memory: a restart
//! forgets them, and several nodes count each for itself.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::Duration;
use handoff::clock::Instant;

/// Tries that may fail within one window.
const MOST: u32 = 10;
/// How long a window is, from its first try on.
const WINDOW: Duration = Duration::minutes(15);
/// Addresses remembered at once: whoever makes up addresses must not fill the memory.
const ROOM: usize = 10_000;
/// The part of an address that counts; no account has a longer one.
const ADDRESS_MAX: usize = 254;

/// All tries of the last quarter of an hour. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Attempts(Arc<Mutex<BTreeMap<String, Window>>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    ends_at: Instant,
    tries: u32,
}

impl Attempts {
    /// Counts a try before it is made, so that tries at the same moment are all counted. Refused with the
    /// moment from which on there may be another.
    pub(super) fn begin(&self, address: &str, now: Instant) -> Result<(), Instant> {
        let mut windows = self.windows();
        windows.retain(|_, window| now < window.ends_at);
        if windows.len() >= ROOM {
            let oldest = windows.iter().min_by_key(|(_, window)| window.ends_at);
            let oldest = oldest.map(|(address, _)| address.clone());
            oldest.and_then(|address| windows.remove(&address));
        }
        let window = windows.entry(key(address)).or_insert(Window {
            ends_at: now + WINDOW,
            tries: 0,
        });
        if window.tries >= MOST {
            return Err(window.ends_at);
        }
        window.tries += 1;
        Ok(())
    }

    /// A right password makes up for the wrong ones before it.
    pub(super) fn succeeded(&self, address: &str) {
        self.windows().remove(&key(address));
    }

    fn windows(&self) -> MutexGuard<'_, BTreeMap<String, Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An address as accounts have it.
fn key(address: &str) -> String {
    let start: String = address.trim().chars().take(ADDRESS_MAX).collect();
    start.to_lowercase()
}

/// What whoever has to wait reads.
pub(super) fn wait_in_words(until: Instant, now: Instant) -> String {
    let minutes = ((until - now).num_seconds() + 59) / 60;
    let wait = match minutes {
        ..=1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    format!("Too many tries for this e-mail. Wait {wait}, then try again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::default() + Duration::minutes(minute)
    }

    fn tried(attempts: &Attempts, address: &str, count: u32) {
        for _ in 0..count {
            attempts.begin(address, at(0)).unwrap();
        }
    }

    #[test]
    fn the_eleventh_try_waits_until_the_window_ends() {
        let attempts = Attempts::default();
        tried(&attempts, "maya@example.com", 10);
        assert_eq!(attempts.begin(" Maya@Example.com", at(14)), Err(at(15)));
        assert_eq!(attempts.begin("tomas@example.com", at(14)), Ok(()));
        assert_eq!(attempts.begin("maya@example.com", at(15)), Ok(()));
    }

    #[test]
    fn a_right_password_starts_the_count_anew() {
        let attempts = Attempts::default();
        tried(&attempts, "maya@example.com", 9);
        attempts.succeeded("MAYA@example.com");
        tried(&attempts, "maya@example.com", 10);
    }

    #[test]
    fn made_up_addresses_do_not_fill_the_memory() {
        let attempts = Attempts::default();
        for number in 0..ROOM + 5 {
            attempts
                .begin(&format!("{number}@example.com"), at(0))
                .unwrap();
        }
        assert_eq!(attempts.windows().len(), ROOM);
    }

    #[test]
    fn the_wait_is_said_in_whole_minutes() {
        assert!(wait_in_words(at(15), at(6)).contains("Wait 9 minutes,"));
        assert!(wait_in_words(at(15), at(15) - Duration::seconds(5)).contains("Wait a minute,"));
    }
}
