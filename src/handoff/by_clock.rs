//! Which of several choices holds by the clock alone: until when, and what comes after. Who is online, how
//! many wait and what a conversation speaks is left out.

use super::Queue;
use crate::clock::Instant;

/// So many openings and closings are looked at before the rest counts as “for good”.
const CHANGES_MAX: usize = 200;

/// A stretch of time in which the same choice holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The first choice with a queue that is open; none while all are closed.
    pub choice: Option<usize>,
    /// None when it holds for good.
    pub until: Option<Instant>,
}

/// The stretches from `now` on, at most `most` of them. Each choice is the queues it leads to; a queue that
/// is switched off is never open.
///
/// ```
/// use handoff::{clock::from_millis, handoff::{Queue, by_clock}, id::QueueId, schedule::{Interval, Schedule}};
/// let now = from_millis(1_768_212_000_000); // Monday 12 January 2026, 10:00 UTC
/// let office = Schedule::weekdays(chrono_tz::UTC, Interval::parse("09:00", "18:00").unwrap());
/// let billing = Queue::new(QueueId(1), "Billing Support", office);
/// let general = Queue::new(QueueId(2), "General Support", Schedule::always(chrono_tz::UTC));
/// let turns = by_clock(&[vec![&billing], vec![&general]], now, 2);
/// assert_eq!(turns[0].choice, Some(0));
/// assert_eq!(turns[0].until.unwrap().to_rfc3339(), "2026-01-12T18:00:00+00:00");
/// assert_eq!(turns[1].choice, Some(1));
/// ```
#[must_use]
pub fn by_clock(choices: &[Vec<&Queue>], now: Instant, most: usize) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut at = now;
    while turns.len() < most {
        let choice = open_at(choices, at);
        let until = next_turn(choices, at, choice);
        turns.push(Turn { choice, until });
        match until {
            Some(until) => at = until,
            None => break,
        }
    }
    turns
}

fn open_at(choices: &[Vec<&Queue>], at: Instant) -> Option<usize> {
    let is_open = |queue: &&Queue| queue.enabled && queue.schedule.is_open(at);
    choices.iter().position(|queues| queues.iter().any(is_open))
}

/// When another choice holds than at `at`.
fn next_turn(choices: &[Vec<&Queue>], at: Instant, choice: Option<usize>) -> Option<Instant> {
    let mut at = at;
    for _ in 0..CHANGES_MAX {
        at = next_change(choices, at)?;
        if open_at(choices, at) != choice {
            return Some(at);
        }
    }
    None
}

/// When the next of the queues opens or closes.
fn next_change(choices: &[Vec<&Queue>], at: Instant) -> Option<Instant> {
    let used = choices.iter().flatten().filter(|queue| queue.enabled);
    used.filter_map(|queue| {
        let status = queue.schedule.status(at);
        status.closes_at.or(status.opens_at)
    })
    .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::from_millis,
        id::QueueId,
        schedule::{Interval, Schedule},
    };

    const MONDAY_TEN: i64 = 1_768_212_000_000;

    fn queue(id: i64, hours: &str) -> Queue {
        let (start, end) = hours.split_once('-').unwrap();
        let hours = Interval::parse(start, end).unwrap();
        Queue::new(QueueId(id), "Q", Schedule::weekdays(chrono_tz::UTC, hours))
    }

    fn told(choices: &[Vec<&Queue>], most: usize) -> Vec<(Option<usize>, String)> {
        by_clock(choices, from_millis(MONDAY_TEN), most)
            .into_iter()
            .map(|turn| {
                let until = turn.until.map(|at| at.format("%a %H:%M").to_string());
                (turn.choice, until.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn an_earlier_choice_takes_over_as_soon_as_it_opens() {
        let (first, second) = (queue(1, "12:00-14:00"), queue(2, "09:00-17:00"));
        assert_eq!(
            told(&[vec![&first], vec![&second]], 4),
            [
                (Some(1), "Mon 12:00".to_owned()),
                (Some(0), "Mon 14:00".to_owned()),
                (Some(1), "Mon 17:00".to_owned()),
                (None, "Tue 09:00".to_owned()),
            ]
        );
    }

    #[test]
    fn queues_of_one_choice_follow_each_other_without_a_gap() {
        let (morning, evening) = (queue(1, "09:00-13:00"), queue(2, "13:00-20:00"));
        assert_eq!(
            told(&[vec![&morning, &evening]], 1),
            [(Some(0), "Mon 20:00".to_owned())]
        );
    }

    #[test]
    fn what_is_switched_off_or_never_opens_is_nobody_for_good() {
        let mut off = queue(1, "09:00-17:00");
        off.enabled = false;
        assert_eq!(told(&[vec![&off]], 3), [(None, String::new())]);
        assert_eq!(told(&[], 3), [(None, String::new())]);
    }
}
