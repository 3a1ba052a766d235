//! When somebody works, as a person writes it: a line of hours a day, and the dates they are away.

use chrono::{Days, NaiveDate};

use super::{
    Exception, Exceptions, Interval, Schedule, SpecialHours, WEEKDAYS, Weekly, format::day_key,
    zone_named,
};
use crate::problem::Problem;

/// So many days away can be planned.
const AWAY_MAX: usize = 400;
/// The longest reason, in characters.
const REASON_MAX: usize = 100;

/// A plan as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenPlan {
    /// Such as `Europe/Madrid`.
    pub zone: String,
    /// Monday first: `09:00–13:00, 14:00–18:00`; nothing means off.
    pub shifts: [String; 7],
    /// A date or `from to until` a line, with a reason behind it.
    pub away: String,
}

impl WrittenPlan {
    /// The hours of the plan, none where nothing is planned; or everything that is wrong with it.
    ///
    /// ```
    /// use handoff::schedule::WrittenPlan;
    /// let mut plan = WrittenPlan { zone: "Europe/Madrid".into(), ..WrittenPlan::default() };
    /// assert_eq!(plan.read(), Ok(None));
    /// plan.shifts[0] = "09:00-13:00, 14:00 – 18.00".into();
    /// assert_eq!(plan.read().unwrap_err()[0].pointer, "/shifts/mon");
    /// ```
    pub fn read(&self) -> Result<Option<Schedule>, Vec<Problem>> {
        let mut problems = Vec::new();
        let zone = zone_named(self.zone.trim());
        problems.extend(
            zone.as_ref()
                .err()
                .map(|detail| Problem::new("/zone", detail)),
        );
        let mut weekly = Weekly::default();
        for (day, line) in WEEKDAYS.into_iter().zip(&self.shifts) {
            match shifts(line) {
                Ok(intervals) => weekly.set(day, intervals),
                Err(detail) => {
                    problems.push(Problem::new(format!("/shifts/{}", day_key(day)), detail));
                }
            }
        }
        let exceptions = away(&self.away).unwrap_or_else(|details| {
            problems.extend(
                details
                    .into_iter()
                    .map(|detail| Problem::new("/away", detail)),
            );
            Exceptions::default()
        });
        let Ok(zone) = zone else { return Err(problems) };
        let plan = Schedule {
            zone,
            open_24: false,
            weekly,
            exceptions,
        };
        problems.extend(plan.check().into_iter().map(on_its_line));
        match problems.is_empty() {
            false => Err(problems),
            true if plan.weekly.is_empty() && plan.exceptions.is_empty() => Ok(None),
            true => Ok(Some(plan)),
        }
    }

    /// How a plan is written.
    #[must_use]
    pub fn of(plan: &Schedule) -> Self {
        let line = |day| {
            let intervals = plan.weekly.on(day).iter();
            intervals
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        Self {
            zone: plan.zone.name().to_owned(),
            shifts: WEEKDAYS.map(line),
            away: away_lines(&plan.exceptions).join("\n"),
        }
    }
}

/// What is wrong with some hours is said at the line they stand on.
fn on_its_line(problem: Problem) -> Problem {
    let mut steps = problem.pointer.split('/').skip(1);
    match (steps.next(), steps.next()) {
        (Some("weekly_hours"), Some(day)) => Problem::new(format!("/shifts/{day}"), problem.detail),
        _ => Problem::new("/away", problem.detail),
    }
}

fn shifts(line: &str) -> Result<Vec<Interval>, String> {
    let parts = line
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(shift).collect()
}

fn shift(part: &str) -> Result<Interval, String> {
    let ends = part.split_once(['–', '-']);
    let (start, end) = ends.ok_or_else(|| {
        format!("“{part}” is not a shift. Write when it starts and ends, such as 09:00–13:00.")
    })?;
    Interval::parse(start.trim(), end.trim()).map_err(|error| error.to_string())
}

fn away(text: &str) -> Result<Exceptions, Vec<String>> {
    let (mut days, mut wrong) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match away_line(line) {
            Ok(more) => days.extend(more),
            Err(detail) => wrong.push(detail),
        }
    }
    if days.len() > AWAY_MAX {
        wrong.push(format!(
            "These are {} days. Plan at most {AWAY_MAX}.",
            days.len()
        ));
    }
    if wrong.is_empty() {
        Ok(days.into_iter().collect())
    } else {
        Err(wrong)
    }
}

fn away_line(line: &str) -> Result<Vec<(NaiveDate, Exception)>, String> {
    let (first, rest) = date(line)?;
    let (last, reason) = match rest.strip_prefix("to ") {
        Some(rest) => date(rest.trim_start())?,
        None => (first, rest),
    };
    if last < first {
        return Err(format!(
            "“{line}”: the last day comes before the first. Swap them."
        ));
    }
    let name: String = reason.chars().take(REASON_MAX).collect();
    let day = Exception {
        hours: SpecialHours::Closed,
        name: (!name.is_empty()).then_some(name),
        yearly: false,
    };
    let days = first.iter_days().take_while(|date| *date <= last);
    Ok(days
        .take(AWAY_MAX + 1)
        .map(|date| (date, day.clone()))
        .collect())
}

/// The date a text begins with, and what comes after it.
fn date(text: &str) -> Result<(NaiveDate, &str), String> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let date = word.parse().map_err(|_| {
        format!("“{word}” is not a date. Write year, month and day, such as 2026-12-24, or 2026-12-24 to 2027-01-02.")
    })?;
    Ok((date, rest.trim()))
}

/// Days in a row with the same reason become one line.
fn away_lines(days: &Exceptions) -> Vec<String> {
    let mut runs: Vec<(NaiveDate, NaiveDate, &str)> = Vec::new();
    for (date, day) in days.iter() {
        let reason = day.name.as_deref().unwrap_or_default();
        match runs.last_mut() {
            Some((_, last, same)) if *last + Days::new(1) == date && *same == reason => {
                *last = date;
            }
            _ => runs.push((date, date, reason)),
        }
    }
    let line = |(first, last, reason): (NaiveDate, NaiveDate, &str)| {
        let span = if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        };
        format!("{span} {reason}").trim_end().to_owned()
    };
    runs.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> WrittenPlan {
        let mut plan = WrittenPlan {
            zone: "America/New_York".into(),
            away: "2026-12-24 to 2026-12-26 Christmas\n2027-01-04".into(),
            ..WrittenPlan::default()
        };
        plan.shifts[0] = "09:00–13:00, 14:00–18:00".into();
        plan.shifts[4] = "22:00–06:00".into();
        plan
    }

    #[test]
    fn what_is_written_is_read_back() {
        let plan = written().read().unwrap().unwrap();
        assert_eq!(WrittenPlan::of(&plan), written());
        assert_eq!(plan.exceptions.iter().count(), 4);
    }

    #[test]
    fn every_mistake_comes_at_once_at_its_line() {
        let mut plan = written();
        plan.zone = "Mars".into();
        plan.shifts[1] = "9-17".into();
        plan.shifts[2] = "mornings".into();
        plan.away = "24 December\n2026-12-26 to 2026-12-24".into();
        let problems = plan.read().unwrap_err();
        let places: Vec<&str> = problems
            .iter()
            .map(|problem| problem.pointer.as_str())
            .collect();
        assert_eq!(
            places,
            ["/zone", "/shifts/tue", "/shifts/wed", "/away", "/away"]
        );
        let mut plan = written();
        plan.shifts[0] = "09:00-13:00, 12:00-18:00".into();
        assert!(
            plan.read()
                .unwrap_err()
                .iter()
                .all(|problem| problem.pointer == "/shifts/mon")
        );
    }
}
