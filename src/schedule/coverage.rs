//! Stretches of real time: when somebody should be there, and how many people then are.

use super::Schedule;
use crate::clock::Instant;

/// From one instant to another, the last not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Instant,
    pub to: Instant,
}

/// Part of the time that some hours are open, with how many people are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staffed {
    pub period: Period,
    pub people: usize,
}

impl Period {
    /// How long it is, in minutes, rounded down.
    #[must_use]
    pub fn minutes(self) -> i64 {
        (self.to - self.from).num_minutes()
    }
}

impl Schedule {
    /// When it is open between two instants, in order; what touches is one.
    ///
    /// ```
    /// use handoff::schedule::{Interval, Schedule};
    ///
    /// let office = Schedule::weekdays(chrono_tz::Europe::Madrid, Interval::parse("09:00", "17:00")?);
    /// let week = office.open_between("2026-12-14T00:00:00Z".parse()?, "2026-12-21T00:00:00Z".parse()?);
    /// assert_eq!(week.len(), 5);
    /// assert_eq!(week[0].from, "2026-12-14T08:00:00Z".parse::<handoff::clock::Instant>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn open_between(&self, from: Instant, to: Instant) -> Vec<Period> {
        let mut periods = Vec::new();
        let mut now = from;
        while let Some(opens) = self.next_opening(now).filter(|opens| *opens < to) {
            let closes = self.next_closing(opens).unwrap_or(to).min(to);
            periods.push(Period {
                from: opens,
                to: closes,
            });
            now = closes;
        }
        periods
    }
}

/// How many people are there while some hours are open. A plan says when a person works; somebody without
/// one counts as always there.
///
/// ```
/// use handoff::schedule::{Interval, Schedule, staffed};
///
/// let hours = |start, end| Schedule::weekdays(chrono_tz::UTC, Interval::parse(start, end).unwrap());
/// let (office, early) = (hours("09:00", "17:00"), hours("08:00", "12:00"));
/// let monday = office.open_between("2026-12-14T00:00:00Z".parse()?, "2026-12-15T00:00:00Z".parse()?);
/// let parts = staffed(&monday, &[Some(&early)]);
/// assert_eq!(parts.iter().map(|part| (part.period.minutes(), part.people)).collect::<Vec<_>>(), [(180, 1), (300, 0)]);
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn staffed(open: &[Period], plans: &[Option<&Schedule>]) -> Vec<Staffed> {
    let always = plans.iter().filter(|plan| plan.is_none()).count();
    let planned: Vec<&Schedule> = plans.iter().filter_map(|plan| *plan).collect();
    let mut parts: Vec<Staffed> = Vec::new();
    for whole in open {
        let mut cuts = vec![whole.from, whole.to];
        for plan in &planned {
            for shift in plan.open_between(whole.from, whole.to) {
                cuts.extend([shift.from, shift.to]);
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let period = Period {
                from: pair[0],
                to: pair[1],
            };
            let people = always
                + planned
                    .iter()
                    .filter(|plan| plan.is_open(period.from))
                    .count();
            match parts.last_mut() {
                Some(last) if last.period.to == period.from && last.people == people => {
                    last.period.to = period.to;
                }
                _ => parts.push(Staffed { period, people }),
            }
        }
    }
    parts
}
