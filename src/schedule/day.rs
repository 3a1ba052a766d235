//! One civil date's opening hours on the wall clock. Clock changes are somebody else's business.

use std::ops::Range;

use super::interval::{Interval, Minute};

/// Seconds from midnight to midnight on the wall clock.
pub(super) const DAY: i64 = 86_400;

/// The hours of one civil date: its own, and what spills into it from the evening before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day<'a> {
    own: &'a [Interval],
    evening_before: &'a [Interval],
}

impl<'a> Day<'a> {
    pub(super) fn new(own: &'a [Interval], evening_before: &'a [Interval]) -> Self {
        Self {
            own,
            evening_before,
        }
    }

    /// Somebody is there at this second of the day.
    pub(super) fn is_open_at(self, second: i64) -> bool {
        self.seconds().any(|open| open.contains(&second))
    }

    /// The first second from `from` on at which somebody is there.
    pub(super) fn first_open(self, from: i64) -> Option<i64> {
        self.seconds()
            .map(|open| open.start.max(from)..open.end)
            .filter(|open| !open.is_empty())
            .map(|open| open.start)
            .min()
    }

    /// The first second from `from` on at which nobody is there.
    pub(super) fn first_closed(self, from: i64) -> Option<i64> {
        let mut second = from;
        while let Some(open) = self.seconds().find(|open| open.contains(&second)) {
            second = open.end;
        }
        (second < DAY).then_some(second)
    }

    /// The open minutes in order, none twice: where hours overlap or touch they are one. The flag
    /// says that the stretch began on the evening before.
    pub(super) fn stretches(self) -> Vec<(Range<u16>, bool)> {
        let mut all: Vec<(Range<u16>, bool)> = self
            .minute_ranges()
            .filter(|(open, _)| !open.is_empty())
            .collect();
        all.sort_by_key(|(open, is_spill)| (open.start, !is_spill));
        all.dedup_by(|(next, _), (kept, _)| {
            let joins = next.start <= kept.end;
            if joins {
                kept.end = kept.end.max(next.end);
            }
            joins
        });
        all
    }

    /// How many minutes of the wall clock are open.
    pub(super) fn minutes(self) -> u32 {
        self.stretches()
            .iter()
            .map(|(open, _)| u32::from(open.end - open.start))
            .sum()
    }

    /// Until when on the next day the hours that reach midnight run on.
    pub(super) fn runs_on_until(self) -> Option<Minute> {
        self.own
            .iter()
            .filter(|interval| interval.is_overnight())
            .map(|interval| interval.end())
            .max()
    }

    fn minute_ranges(self) -> impl Iterator<Item = (Range<u16>, bool)> {
        let own = self
            .own
            .iter()
            .map(|interval| (interval.on_its_day(), false));
        own.chain(
            self.evening_before
                .iter()
                .map(|interval| (interval.on_the_next_day(), true)),
        )
    }

    fn seconds(self) -> impl Iterator<Item = Range<i64>> {
        self.minute_ranges()
            .map(|(open, _)| i64::from(open.start) * 60..i64::from(open.end) * 60)
    }
}
