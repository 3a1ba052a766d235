//! Hours that can be read but cannot be meant: empty, overlapping or needlessly split.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Exception, Interval, Schedule, SpecialHours, format::day_key};
use crate::problem::Problem;

impl Schedule {
    /// Everything in the hours that an admin should look at before they are used.
    ///
    /// Such hours still have one meaning (a minute is open if any of them holds it), so a document
    /// with them can be read and answered from; it should not be saved.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let week = self.weekly.days().flat_map(|(day, intervals)| {
            let at = format!("/weekly_hours/{}", day_key(day));
            let within = pairs(intervals).into_iter().chain(self.evening_before(day));
            within.map(move |problem| problem.at(&at))
        });
        let dates = self.exceptions.iter().flat_map(|(date, exception)| {
            let at = format!("/date_exceptions/{date}");
            self.exception_problems(date, exception)
                .into_iter()
                .map(move |problem| problem.at(&at))
        });
        week.chain(dates).collect()
    }

    /// Hours of a day that begin before the evening before has ended.
    fn evening_before(&self, day: Weekday) -> Vec<Problem> {
        let late = self
            .weekly
            .on(day.pred())
            .iter()
            .filter(|interval| interval.is_overnight());
        let Some(late) = late.max_by_key(|interval| interval.end()) else {
            return Vec::new();
        };
        let early = self
            .weekly
            .on(day)
            .iter()
            .enumerate()
            .filter(|(_, interval)| interval.start() < late.end());
        let detail = format!(
            "The evening before runs on to {}, after these hours have begun. Start them at {} or later, or end the evening earlier.",
            late.end(),
            late.end()
        );
        early
            .map(|(index, _)| Problem::new(format!("/{index}"), detail.clone()))
            .collect()
    }

    fn exception_problems(&self, date: NaiveDate, exception: &Exception) -> Vec<Problem> {
        let mut problems = match &exception.hours {
            SpecialHours::Closed | SpecialHours::Open24 => Vec::new(),
            SpecialHours::Intervals(none) if none.is_empty() => {
                vec![Problem::new(
                    "/intervals",
                    "This day has no hours. Add some, or write “closed”: true.",
                )]
            }
            SpecialHours::Intervals(intervals) => pairs(intervals)
                .into_iter()
                .map(|problem| problem.at("/intervals"))
                .collect(),
        };
        let is_same_day =
            |other: NaiveDate| (other.month(), other.day()) == (date.month(), date.day());
        let first = self
            .exceptions
            .iter()
            .find(|(other, exception)| exception.yearly && is_same_day(*other));
        if let Some((first, _)) = first.filter(|(first, _)| exception.yearly && *first < date) {
            let detail = format!(
                "This day already comes every year, under {first}. Take “yearly” away from one of them."
            );
            problems.push(Problem::new("/yearly", detail));
        }
        problems
    }
}

/// What is wrong among the hours of one day, at the later of each two.
fn pairs(intervals: &[Interval]) -> Vec<Problem> {
    let mut order: Vec<(usize, Interval)> = intervals.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, interval)| (interval.start(), interval.end()));
    let mut problems = Vec::new();
    let mut longest: Option<(usize, Interval)> = None;
    for (index, interval) in order {
        if interval.is_empty() {
            let detail =
                "This ends when it starts. Change one of the times; a whole day is 00:00 to 24:00.";
            problems.push(Problem::new(format!("/{index}"), detail));
            continue;
        }
        let clash = longest.and_then(|(other, before)| Some((other, clash(before, interval)?)));
        problems.extend(
            clash.map(|(other, detail)| Problem::new(format!("/{}", index.max(other)), detail)),
        );
        if longest.is_none_or(|(_, before)| end(before) < end(interval)) {
            longest = Some((index, interval));
        }
    }
    problems
}

/// What two hours of one day do to each other, the first of them starting first.
fn clash(before: Interval, after: Interval) -> Option<String> {
    let (start, until) = (u32::from(after.start().get()), end(before).min(end(after)));
    if until < start {
        return None;
    }
    let last = if end(before) < end(after) {
        after.end()
    } else {
        before.end()
    };
    let is_whole_day = end(before).max(end(after)) - u32::from(before.start().get())
        >= Interval::ALL_DAY.minutes();
    let whole = if is_whole_day {
        Interval::ALL_DAY.to_string()
    } else {
        format!("{}–{last}", before.start())
    };
    Some(if until == start {
        format!(
            "These two meet at {}. Make them one, {whole}.",
            after.start()
        )
    } else {
        let until = if end(before) < end(after) {
            before.end()
        } else {
            after.end()
        };
        format!(
            "These two overlap from {} to {until}. Make them one, {whole}, or change a time.",
            after.start()
        )
    })
}

/// The end in minutes since the midnight of the day it starts on.
fn end(interval: Interval) -> u32 {
    u32::from(interval.start().get()) + interval.minutes()
}
