//! Whether the model may be asked now: the budget of the hour, and a rest after failures. A state machine
//! with the time as an argument.

use chrono::Duration;

use super::Fault;
use crate::clock::Instant;

/// So many failures in a row, and the model is left alone.
const FAILURES_MAX: u32 = 5;
/// The first rest; each one after it, without a success between them, is twice as long.
const FIRST_REST_SECONDS: u32 = 30;
const LONGEST_REST_SECONDS: u32 = 600;
/// Whoever tries after a rest has this long to say how it went, then somebody else may try.
const TRIAL_SECONDS: u32 = 60;

/// What may be used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Calls within one hour of the clock.
    pub calls_per_hour: u32,
}

/// The door in front of the model.
#[derive(Debug, Clone)]
pub struct Gate {
    limits: Limits,
    /// Hours since 1970, and the calls made in it.
    hour: i64,
    calls: u32,
    failures: u32,
    rest_seconds: u32,
    rests_until: Option<Instant>,
    last_success: Option<Instant>,
    last_failure: Option<(Instant, Fault)>,
}

/// How things stand, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateState {
    pub calls_this_hour: u32,
    pub calls_per_hour: u32,
    pub last_success: Option<Instant>,
    /// The newest failure, of whatever kind.
    pub last_failure: Option<(Instant, Fault)>,
    /// Nothing is asked before.
    pub rests_until: Option<Instant>,
}

impl Gate {
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            hour: 0,
            calls: 0,
            failures: 0,
            rest_seconds: FIRST_REST_SECONDS,
            rests_until: None,
            last_success: None,
            last_failure: None,
        }
    }

    /// Whether a question would be let through at `now`, without asking one.
    pub fn look(&self, now: Instant) -> Result<(), Fault> {
        if self.rests_until.is_some_and(|until| now < until) {
            return Err(Fault::Resting);
        }
        if self.calls_at(now) >= self.limits.calls_per_hour {
            return Err(Fault::BudgetSpent);
        }
        Ok(())
    }

    /// Lets one question through at `now`, or says why not. After a rest one is let through to try, and the
    /// others wait for what comes of it.
    pub fn pass(&mut self, now: Instant) -> Result<(), Fault> {
        self.look(now)?;
        self.calls = self.calls_at(now) + 1;
        self.hour = hour_of(now);
        if self.rests_until.is_some() {
            self.rests_until = later(now, TRIAL_SECONDS);
        }
        Ok(())
    }

    /// Takes note of what came of a question that was let through.
    pub fn note(&mut self, now: Instant, result: Result<(), Fault>) {
        match result {
            Ok(()) => {
                self.last_success = Some(now);
                self.recover();
            }
            Err(fault) => {
                self.last_failure = Some((now, fault));
                if fault.is_the_endpoints() {
                    self.fail(now, fault);
                } else {
                    // It answered, if not well: it is there.
                    self.recover();
                }
            }
        }
    }

    /// How things stand at `now`.
    #[must_use]
    pub fn state(&self, now: Instant) -> GateState {
        GateState {
            calls_this_hour: self.calls_at(now),
            calls_per_hour: self.limits.calls_per_hour,
            last_success: self.last_success,
            last_failure: self.last_failure,
            rests_until: self.rests_until.filter(|until| now < *until),
        }
    }

    fn calls_at(&self, now: Instant) -> u32 {
        if self.hour == hour_of(now) {
            self.calls
        } else {
            0
        }
    }

    fn recover(&mut self) {
        self.failures = 0;
        self.rests_until = None;
        self.rest_seconds = FIRST_REST_SECONDS;
    }

    fn fail(&mut self, now: Instant, fault: Fault) {
        self.failures = self.failures.saturating_add(1);
        let was_trial = self.rests_until.is_some();
        if let Fault::Busy {
            retry_after: Some(seconds),
        } = fault
        {
            // It said itself for how long.
            self.rests_until = later(now, seconds.clamp(1, LONGEST_REST_SECONDS));
        } else if was_trial || self.failures >= FAILURES_MAX {
            self.rests_until = later(now, self.rest_seconds);
            self.rest_seconds = (self.rest_seconds * 2).min(LONGEST_REST_SECONDS);
        }
    }
}

fn hour_of(now: Instant) -> i64 {
    now.timestamp().div_euclid(3600)
}

fn later(now: Instant, seconds: u32) -> Option<Instant> {
    now.checked_add_signed(Duration::seconds(i64::from(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    fn at(seconds: i64) -> Instant {
        from_millis(1_768_212_000_000 + seconds * 1000)
    }

    fn gate() -> Gate {
        Gate::new(Limits {
            calls_per_hour: 100,
        })
    }

    fn failed(gate: &mut Gate, now: Instant, times: u32) {
        for _ in 0..times {
            gate.pass(now).unwrap();
            gate.note(now, Err(Fault::TimedOut));
        }
    }

    #[test]
    fn the_budget_of_an_hour_is_new_with_the_next() {
        let mut gate = Gate::new(Limits { calls_per_hour: 2 });
        assert_eq!(gate.pass(at(0)), Ok(()));
        assert_eq!(gate.pass(at(3599)), Ok(()));
        assert_eq!(gate.pass(at(3599)), Err(Fault::BudgetSpent));
        assert_eq!(gate.state(at(3599)).calls_this_hour, 2);
        assert_eq!(gate.state(at(3600)).calls_this_hour, 0);
        assert_eq!(gate.pass(at(3600)), Ok(()));
        let mut none = Gate::new(Limits { calls_per_hour: 0 });
        assert_eq!(none.pass(at(0)), Err(Fault::BudgetSpent));
    }

    #[test]
    fn after_five_failures_it_rests_and_one_success_wakes_it() {
        let mut gate = gate();
        failed(&mut gate, at(0), 4);
        assert_eq!(gate.look(at(0)), Ok(()));
        failed(&mut gate, at(0), 1);
        assert_eq!(gate.look(at(29)), Err(Fault::Resting));
        assert_eq!(gate.pass(at(30)), Ok(()));
        assert_eq!(gate.pass(at(30)), Err(Fault::Resting), "only one tries");
        gate.note(at(31), Ok(()));
        assert_eq!(gate.pass(at(31)), Ok(()));
        failed(&mut gate, at(31), 4);
        assert_eq!(gate.look(at(31)), Ok(()), "it counts from the start");
    }

    #[test]
    fn a_failed_trial_rests_twice_as_long_up_to_ten_minutes() {
        let mut gate = gate();
        failed(&mut gate, at(0), 5);
        let (mut now, mut rests) = (30, Vec::new());
        for _ in 0..6 {
            gate.pass(at(now)).unwrap();
            gate.note(at(now), Err(Fault::Status(500)));
            let until = gate.state(at(now)).rests_until.unwrap();
            rests.push((until - at(now)).num_seconds());
            now += rests[rests.len() - 1];
        }
        assert_eq!(rests, [60, 120, 240, 480, 600, 600]);
    }

    #[test]
    fn a_trial_that_never_ends_does_not_close_the_door_for_ever() {
        let mut gate = gate();
        failed(&mut gate, at(0), 5);
        gate.pass(at(30)).unwrap();
        assert_eq!(gate.look(at(89)), Err(Fault::Resting));
        assert_eq!(gate.look(at(90)), Ok(()));
    }

    #[test]
    fn who_is_asked_to_wait_waits_as_long_as_asked() {
        let mut gate = gate();
        gate.pass(at(0)).unwrap();
        gate.note(
            at(0),
            Err(Fault::Busy {
                retry_after: Some(7),
            }),
        );
        assert_eq!(gate.look(at(6)), Err(Fault::Resting));
        assert_eq!(gate.look(at(7)), Ok(()));
        gate.pass(at(7)).unwrap();
        let forever = Fault::Busy {
            retry_after: Some(u32::MAX),
        };
        gate.note(at(7), Err(forever));
        assert_eq!(gate.look(at(7 + 600)), Ok(()));
    }

    #[test]
    fn what_a_customer_wrote_closes_no_door() {
        let mut gate = gate();
        for _ in 0..50 {
            gate.pass(at(0)).unwrap();
            gate.note(at(0), Err(Fault::Declined));
        }
        assert_eq!(gate.look(at(0)), Ok(()));
        assert_eq!(
            gate.state(at(0)).last_failure,
            Some((at(0), Fault::Declined))
        );
    }
}
