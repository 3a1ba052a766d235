//! The dates that are different: holidays, sales, half days. Each replaces its whole civil date.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::interval::Interval;

/// What an exception puts in the place of a date's ordinary hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpecialHours {
    /// Nobody is there.
    Closed,
    /// Somebody is there from midnight to midnight.
    Open24,
    /// These hours, which may run on into the next day.
    Intervals(Vec<Interval>),
}

impl SpecialHours {
    /// The hours that start on the date.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        match self {
            Self::Closed => &[],
            Self::Open24 => &[Interval::ALL_DAY],
            Self::Intervals(intervals) => intervals,
        }
    }
}

/// One date that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The hours of that date.
    pub hours: SpecialHours,
    /// What the day is called: `Christmas Day`.
    pub name: Option<String>,
    /// It comes again on the same month and day of every year. The 29th of February only in leap years.
    pub yearly: bool,
}

/// All the dates that are different. A date of its own wins over one that comes every year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    dated: BTreeMap<NaiveDate, Exception>,
    /// Month and day of each yearly exception, and the first date it is written under.
    yearly: BTreeMap<(u32, u32), NaiveDate>,
}

impl Exceptions {
    /// Makes `date` different, and hands back what was written there before.
    pub fn set(&mut self, date: NaiveDate, exception: Exception) -> Option<Exception> {
        let before = self.dated.insert(date, exception);
        self.reindex();
        before
    }

    /// Makes `date` ordinary again.
    pub fn remove(&mut self, date: NaiveDate) -> Option<Exception> {
        let before = self.dated.remove(&date);
        self.reindex();
        before
    }

    /// What replaces the ordinary hours of `date`.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> Option<&Exception> {
        self.dated.get(&date).or_else(|| {
            if self.yearly.is_empty() {
                return None;
            }
            self.dated
                .get(self.yearly.get(&(date.month(), date.day()))?)
        })
    }

    /// Every exception under the date it was written for, in order of date.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, &Exception)> {
        self.dated
            .iter()
            .map(|(date, exception)| (*date, exception))
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dated.is_empty()
    }

    /// What is written down from `date` on, without the yearly returns.
    pub(super) fn dated_from(
        &self,
        date: NaiveDate,
    ) -> impl Iterator<Item = (NaiveDate, &Exception)> {
        let written = self.dated.range(date..);
        written.map(|(date, exception)| (*date, exception))
    }

    /// A yearly exception is on this month and day.
    pub(super) fn is_yearly(&self, date: NaiveDate) -> bool {
        !self.yearly.is_empty() && self.yearly.contains_key(&(date.month(), date.day()))
    }

    /// Month and day of each yearly exception, with what it is.
    pub(super) fn yearly(&self) -> impl Iterator<Item = ((u32, u32), &Exception)> {
        let days = self.yearly.iter();
        days.filter_map(|(day, first)| Some((*day, self.dated.get(first)?)))
    }

    fn reindex(&mut self) {
        self.yearly = yearly_index(&self.dated);
    }
}

impl FromIterator<(NaiveDate, Exception)> for Exceptions {
    fn from_iter<I: IntoIterator<Item = (NaiveDate, Exception)>>(exceptions: I) -> Self {
        let dated = exceptions.into_iter().collect();
        Self {
            yearly: yearly_index(&dated),
            dated,
        }
    }
}

/// Where two yearly exceptions meet, the earlier date keeps the place.
fn yearly_index(dated: &BTreeMap<NaiveDate, Exception>) -> BTreeMap<(u32, u32), NaiveDate> {
    let yearly = dated.iter().rev().filter(|(_, exception)| exception.yearly);
    yearly
        .map(|(date, _)| ((date.month(), date.day()), *date))
        .collect()
}
