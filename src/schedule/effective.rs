//! What each date will really be: week, exceptions, late evenings and clock changes together.

use chrono::NaiveDate;

use super::{
    Exception, Minute, Schedule,
    day::DAY,
    zone::{self, ClockChange, midnight, offset_at, steady_until},
};

/// One civil date as it will really be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveDay {
    /// The date, in the schedule's zone.
    pub date: NaiveDate,
    /// When somebody is there, in order on the wall clock. Empty when closed.
    pub stretches: Vec<OpenStretch>,
    /// What replaces the ordinary hours, if anything does.
    pub exception: Option<Exception>,
    /// Minutes that really pass while somebody is there.
    pub minutes_open: u32,
    /// The clock is put forward or back on this date.
    pub clock_change: Option<ClockChange>,
}

/// Somebody is there from one minute of the wall clock to another, within one civil date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenStretch {
    /// The first minute.
    pub start: Minute,
    /// The minute after the last.
    pub end: Minute,
    /// It began on the evening before.
    pub is_spill: bool,
    /// It goes on over midnight, until this minute of the next day.
    pub runs_on_until: Option<Minute>,
}

impl EffectiveDay {
    /// The clock change makes the real hours longer or shorter than the wall clock says.
    #[must_use]
    pub fn is_stretched_or_cut(&self) -> bool {
        let shown = |stretch: &OpenStretch| u32::from(stretch.end.get() - stretch.start.get());
        self.stretches.iter().map(shown).sum::<u32>() != self.minutes_open
    }
}

impl Schedule {
    /// What the `days` dates from `from` on will really be.
    ///
    /// ```
    /// use chrono_tz::America::New_York;
    /// use handoff::schedule::Schedule;
    ///
    /// let spring = Schedule::always(New_York).effective("2026-03-08".parse()?, 1);
    /// assert_eq!(spring[0].minutes_open, 23 * 60);
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn effective(&self, from: NaiveDate, days: u32) -> Vec<EffectiveDay> {
        from.iter_days()
            .take(days as usize)
            .map(|date| self.effective_day(date))
            .collect()
    }

    /// Minutes that really pass on that civil date while somebody is there.
    #[must_use]
    pub fn minutes_open_on(&self, date: NaiveDate) -> u32 {
        let stretches = self.day(date).stretches();
        let (midnight, mut seconds) = (midnight(date), 0);
        let (mut second, end) = (midnight - 2 * DAY, midnight + 3 * DAY);
        while second < end {
            let until = steady_until(self.zone, second, second + DAY);
            let local = offset_at(self.zone, second) - midnight;
            let open_within = stretches.iter().map(|(open, _)| {
                let (start, end) = (i64::from(open.start) * 60, i64::from(open.end) * 60);
                (end.min(until + local) - start.max(second + local)).max(0)
            });
            seconds += open_within.sum::<i64>();
            second = until;
        }
        u32::try_from(seconds / 60).unwrap_or_default()
    }

    fn effective_day(&self, date: NaiveDate) -> EffectiveDay {
        EffectiveDay {
            date,
            stretches: self.open_stretches(date),
            exception: self.exceptions.on(date).cloned(),
            minutes_open: self.minutes_open_on(date),
            clock_change: zone::change_on(self.zone, date),
        }
    }

    fn open_stretches(&self, date: NaiveDate) -> Vec<OpenStretch> {
        let day = self.day(date);
        // An exception on the next day would cut off what runs on into it.
        let is_cut = date
            .succ_opt()
            .is_none_or(|next| self.exceptions.on(next).is_some());
        let runs_on = day.runs_on_until().filter(|_| !is_cut);
        let stretch = |(open, is_spill): (std::ops::Range<u16>, bool)| {
            let (start, end) = (Minute::new(open.start)?, Minute::new(open.end)?);
            let runs_on_until = runs_on.filter(|_| end == Minute::END);
            Some(OpenStretch {
                start,
                end,
                is_spill,
                runs_on_until,
            })
        };
        day.stretches().into_iter().filter_map(stretch).collect()
    }
}
