//! Handoffs by the day and by the hour, on the wall clock of whoever reads.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Timelike};

use super::{Handed, Period, Wait, group::count, wait::waited};

/// One date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    /// Handoffs by reason, in the order of [`Insights::series`](super::Insights::series).
    pub handoffs: Vec<u32>,
}

/// One hour of the day, over all dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    /// 0 to 23, on the wall clock.
    pub hour: u32,
    pub handoffs: u32,
    pub pick_up: Option<Wait>,
}

pub(super) fn days(
    handed: &[Handed],
    period: Period,
    series: &[String],
    reason: impl Fn(&Handed) -> String,
) -> Vec<Day> {
    let mut days: BTreeMap<NaiveDate, Vec<u32>> = period
        .dates()
        .map(|date| (date, vec![0; series.len()]))
        .collect();
    for one in handed {
        let date = one.requested_at.with_timezone(&period.zone).date_naive();
        let name = reason(one);
        let own = series.iter().position(|known| *known == name);
        let at = own.unwrap_or(series.len().saturating_sub(1));
        if let Some(of_day) = days.get_mut(&date).and_then(|counts| counts.get_mut(at)) {
            *of_day += 1;
        }
    }
    days.into_iter()
        .map(|(date, handoffs)| Day { date, handoffs })
        .collect()
}

pub(super) fn hours(handed: &[Handed], period: Period) -> Vec<Hour> {
    let mut by: BTreeMap<u32, Vec<&Handed>> = (0..24).map(|hour| (hour, Vec::new())).collect();
    for one in handed {
        let hour = one.requested_at.with_timezone(&period.zone).hour();
        by.entry(hour).or_default().push(one);
    }
    by.into_iter()
        .map(|(hour, of)| Hour {
            hour,
            handoffs: count(&of),
            pick_up: waited(of, |one| one.seconds_to(one.taken_at)),
        })
        .collect()
}
