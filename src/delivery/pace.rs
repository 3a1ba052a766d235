//! When something that was not taken is tried again: soon, then ever more rarely, for a good day.

use chrono::Duration;

use crate::clock::Instant;

/// How long before each attempt, in seconds: at once, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h.
const PAUSES: [i64; 8] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/// So often something is tried before it is given up.
pub const ATTEMPTS_MAX: u32 = 8;

/// The longest pause that whoever is told may ask for, in seconds.
const ASKED_MAX: u32 = 36_000;

/// What the pause before the next attempt depends on.
#[derive(Debug, Clone, Copy)]
pub struct Pause {
    /// How often it was tried so far, at least once.
    pub made: u32,
    /// How many seconds whoever is told asked to wait.
    pub asked_seconds: Option<u32>,
    /// Evenly spread, so that what failed together does not come back together.
    pub chance: u8,
}

/// When something is tried next that failed at `now`; none when it is given up.
///
/// ```
/// use handoff::{clock::from_millis, delivery::{Pause, next_attempt}};
///
/// let failed_at = from_millis(0);
/// let first = Pause { made: 1, asked_seconds: None, chance: 128 };
/// let again = next_attempt(first, failed_at).unwrap();
/// assert_eq!((again - failed_at).num_seconds(), 5);
/// assert_eq!(next_attempt(Pause { made: 8, ..first }, failed_at), None);
/// ```
#[must_use]
pub fn next_attempt(pause: Pause, now: Instant) -> Option<Instant> {
    let index = usize::try_from(pause.made).ok()?;
    let planned = PAUSES.get(index)? * 1000;
    // From a fifth less to a fifth more.
    let swing = planned * (i64::from(pause.chance) - 128) / 128 / 5;
    let asked = i64::from(pause.asked_seconds.unwrap_or(0).min(ASKED_MAX)) * 1000;
    Some(now + Duration::milliseconds((planned + swing).max(asked)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    fn seconds(made: u32, asked_seconds: Option<u32>, chance: u8) -> Option<i64> {
        let pause = Pause {
            made,
            asked_seconds,
            chance,
        };
        next_attempt(pause, from_millis(0)).map(|at| at.timestamp())
    }

    #[test]
    fn attempts_become_rarer_and_end_after_a_good_day() {
        for (made, planned) in PAUSES.iter().enumerate().skip(1) {
            let made = u32::try_from(made).unwrap();
            for chance in [0, 64, 128, 255] {
                let pause = seconds(made, None, chance).unwrap();
                let most = planned / 5;
                assert!((planned - most..=planned + most).contains(&pause), "{made}");
            }
            assert_eq!(seconds(made, None, 128), Some(*planned));
        }
        assert_eq!(seconds(ATTEMPTS_MAX, None, 128), None);
        assert_eq!(seconds(ATTEMPTS_MAX, Some(1), 128), None);
    }

    #[test]
    fn who_asks_for_patience_gets_it_within_reason() {
        assert_eq!(seconds(1, Some(120), 128), Some(120));
        assert_eq!(
            seconds(2, Some(120), 128),
            Some(300),
            "it would wait longer anyway"
        );
        assert_eq!(seconds(1, Some(u32::MAX), 128), Some(36_000));
    }
}
