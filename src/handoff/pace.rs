//! How long somebody in line will wait, from how fast the line moved lately.

use crate::clock::Instant;

/// From so many on, what was picked up lately says something about the next.
const ENOUGH: usize = 3;

/// A conversation that somebody picked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PickUp {
    pub asked_at: Instant,
    pub taken_at: Instant,
}

/// How many seconds each place in a line took lately, in any order: half of those who were picked up waited less
/// for each place. None where too few were picked up to say.
///
/// Somebody's place was one more than how many had asked before and were not picked up yet.
#[must_use]
pub fn seconds_a_place(lately: &[PickUp]) -> Option<u32> {
    let place = |one: &PickUp| {
        let before = lately
            .iter()
            .filter(|other| other.asked_at < one.asked_at && one.asked_at < other.taken_at);
        i64::try_from(before.count()).unwrap_or(0) + 1
    };
    let mut each: Vec<i64> = lately
        .iter()
        .map(|one| (one.taken_at - one.asked_at).num_seconds().max(0) / place(one))
        .collect();
    each.sort_unstable();
    let middle = each.get(each.len() / 2).filter(|_| each.len() >= ENOUGH)?;
    u32::try_from(*middle).ok()
}

/// How many minutes somebody at a place in line will wait, counted from 1: by how fast it moved lately, or else by
/// how soon the team means to answer each.
///
/// ```
/// use handoff::handoff::expected_minutes;
/// assert_eq!(expected_minutes(3, Some(90), 15), 5);
/// assert_eq!(expected_minutes(3, None, 15), 45);
/// ```
#[must_use]
pub fn expected_minutes(place: usize, seconds_a_place: Option<u32>, reply_minutes: u32) -> u64 {
    let place = place as u64;
    match seconds_a_place {
        Some(seconds) => (u64::from(seconds) * place).div_ceil(60).max(1),
        None => u64::from(reply_minutes) * place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    /// Asked and taken after so many seconds.
    fn picked_up(asked: i64, taken: i64) -> PickUp {
        PickUp {
            asked_at: from_millis(asked * 1000),
            taken_at: from_millis(taken * 1000),
        }
    }

    #[test]
    fn a_calm_hour_is_the_wait_of_most() {
        let calm = [picked_up(0, 60), picked_up(600, 690), picked_up(1200, 3600)];
        assert_eq!(seconds_a_place(&calm), Some(90));
        assert_eq!(seconds_a_place(&calm[..2]), None, "two say too little");
    }

    #[test]
    fn a_line_is_divided_by_the_places_in_it() {
        // Three ask at once, and one a minute is picked up.
        let line = [picked_up(2, 180), picked_up(0, 60), picked_up(1, 120)];
        assert_eq!(seconds_a_place(&line), Some(59));
    }

    #[test]
    fn nobody_is_promised_no_wait_at_all() {
        assert_eq!(expected_minutes(1, Some(0), 15), 1);
    }
}
