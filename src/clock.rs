//! The time of day, as an argument.
//!
//! This is the only file that reads the machine's clock. Everything else is told what time it is, so
//! that a decision can be replayed, and a test can live on any date.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeZone, Utc};

/// A point in time, in UTC.
pub type Instant = DateTime<Utc>;

/// Where "now" comes from.
pub trait Clock: Send + Sync {
    /// The current instant, at millisecond precision, so that what is stored reads back equal.
    fn now(&self) -> Instant;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the time"
    )]
    fn now(&self) -> Instant {
        from_millis(Utc::now().timestamp_millis())
    }
}

/// A clock that stands still until it is told to move. For tests, samples and time travel.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock standing at `now`.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self(AtomicI64::new(now.timestamp_millis()))
    }

    /// Moves the clock forward by `seconds`.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Moves the clock to `now`, forward or back.
    pub fn set(&self, now: Instant) {
        self.0.store(now.timestamp_millis(), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// An instant from milliseconds since 1970. Values out of chrono's range become the epoch.
///
/// ```
/// assert_eq!(handoff::clock::from_millis(1_000).to_rfc3339(), "1970-01-01T00:00:01+00:00");
/// ```
#[must_use]
pub fn from_millis(millis: i64) -> Instant {
    Utc.timestamp_millis_opt(millis)
        .single()
        .unwrap_or_default()
}
