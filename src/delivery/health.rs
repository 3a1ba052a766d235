//! What an attempt says about whoever is told of things over and over: whether they are well, or should be told
//! nothing any more.

use chrono::Duration;

use super::Reception;
use crate::clock::Instant;

/// After so long with nothing but failures whoever is told is switched off.
const FAILING_FOR: Duration = Duration::days(5);

/// What changes for whoever was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// They took something again.
    Well,
    /// Nothing but failures came of it since then.
    FailingSince(Instant),
    /// They are told nothing any more; says why.
    Off(String),
}

/// What an attempt changes, if anything. `failing_since` is what was known before it.
///
/// ```
/// use handoff::{clock::from_millis, delivery::{Health, Reception, health}};
///
/// let (first, now) = (from_millis(0), from_millis(5 * 24 * 3600 * 1000));
/// assert_eq!(health(Reception::Never, "No.", None, first), Some(Health::FailingSince(first)));
/// assert!(matches!(health(Reception::Never, "No.", Some(first), now), Some(Health::Off(_))));
/// assert_eq!(health(Reception::Taken, "Yes.", Some(first), now), Some(Health::Well));
/// assert_eq!(health(Reception::Gone, "Gone.", None, now), Some(Health::Off("Gone.".into())));
/// ```
#[must_use]
pub fn health(
    reception: Reception,
    said: &str,
    failing_since: Option<Instant>,
    now: Instant,
) -> Option<Health> {
    match (reception, failing_since) {
        (Reception::Taken, Some(_)) => Some(Health::Well),
        (Reception::Gone, _) => Some(Health::Off(said.to_owned())),
        (Reception::Never | Reception::NotNow { .. }, None) => Some(Health::FailingSince(now)),
        (Reception::Never | Reception::NotNow { .. }, Some(since))
            if now - since >= FAILING_FOR =>
        {
            let why = "Nothing but failures came of it for five days.";
            Some(Health::Off(why.to_owned()))
        }
        _ => None,
    }
}
