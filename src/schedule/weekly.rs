//! The hours of an ordinary week.

use chrono::Weekday;

use super::{day::Day, interval::Interval};

/// Monday to Sunday, in the order of [`Weekly`].
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// For each weekday, the hours that start on it, in the order they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weekly([Vec<Interval>; 7]);

impl Weekly {
    /// The hours that start on `day`.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &[Interval] {
        &self.0[day.num_days_from_monday() as usize]
    }

    /// Replaces the hours that start on `day`.
    pub fn set(&mut self, day: Weekday, intervals: Vec<Interval>) {
        self.0[day.num_days_from_monday() as usize] = intervals;
    }

    /// Adds hours to a day.
    pub fn add(&mut self, day: Weekday, interval: Interval) {
        self.0[day.num_days_from_monday() as usize].push(interval);
    }

    /// Each weekday with the hours that start on it.
    pub fn days(&self) -> impl Iterator<Item = (Weekday, &[Interval])> {
        WEEKDAYS.into_iter().map(|day| (day, self.on(day)))
    }

    /// No hours on any day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Minutes on the wall clock in a week, each counted once however often it is written.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        WEEKDAYS
            .into_iter()
            .map(|day| Day::new(self.on(day), self.on(day.pred())).minutes())
            .sum()
    }

    /// The days in runs that have the same hours, in plain words.
    ///
    /// ```
    /// use handoff::schedule::{Interval, WEEKDAYS, Weekly};
    ///
    /// let mut weekly = Weekly::default();
    /// for day in &WEEKDAYS[..5] {
    ///     weekly.add(*day, Interval::parse("09:00", "17:00")?);
    /// }
    /// assert_eq!(weekly.in_words(), "Mon–Fri 09:00–17:00");
    /// # Ok::<(), handoff::schedule::TimeError>(())
    /// ```
    #[must_use]
    pub fn in_words(&self) -> String {
        let runs = WEEKDAYS.chunk_by(|one, next| self.on(*one) == self.on(*next));
        let open = runs.filter(|run| !self.on(run[0]).is_empty());
        let sentences: Vec<String> = open
            .map(|run| format!("{} {}", span(run), list(self.on(run[0]))))
            .collect();
        if sentences.is_empty() {
            "Closed".to_owned()
        } else {
            sentences.join("; ")
        }
    }
}

/// Hours one after another: `09:00–12:30, 13:30–18:00`.
pub(super) fn list(intervals: &[Interval]) -> String {
    intervals
        .iter()
        .map(Interval::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn span(run: &[Weekday]) -> String {
    match run {
        [first, .., last] => format!("{first}–{last}"),
        days => days.iter().map(Weekday::to_string).collect(),
    }
}
