//! What the hours' form says, as far as it can be read, and everything wrong with it at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use handoff::{
    actions::Hours,
    policy::{Action, OutsideAction, OutsideHours},
    problem::Problem,
    schedule::{
        Exception, Exceptions, Interval, Minute, Schedule, SpecialHours, WEEKDAYS, Weekly,
        zone_named,
    },
};

use super::form::{OWN_NUMBER, RawException, RawHours, RawInterval};
use crate::form::{Rows, is_ticked};
use crate::pages::set_up::DAYS;

/// Reads the form. Rows that cannot be read are left out and named; the zone and what happens outside
/// hours are then as `kept`.
pub(super) fn read(raw: &RawHours, kept: (&Schedule, &Action)) -> (Hours, Vec<Problem>) {
    let (schedule, mut problems) = schedule(raw, kept.0.zone);
    let mut reading = Reading::default();
    let hours = Hours {
        reply_minutes: reading.reply_minutes(raw, kept.1.reply_minutes),
        outside_hours: outside_hours(raw, &kept.1.outside_hours),
        schedule,
    };
    problems.extend(reading.problems);
    problems.extend(outside_problems(&hours));
    (hours, problems)
}

/// Reads the part about the schedule; the zone is `kept` when it cannot be read.
pub(crate) fn schedule(raw: &RawHours, kept: chrono_tz::Tz) -> (Schedule, Vec<Problem>) {
    let mut reading = Reading::default();
    let zone = zone_named(&raw.zone).unwrap_or_else(|detail| {
        reading.note("/zone", detail);
        kept
    });
    let weekly = reading.week(raw);
    let exceptions = reading.dates(&raw.date_exceptions);
    let schedule = Schedule {
        zone,
        open_24: raw.kind == "open_24",
        weekly,
        exceptions,
    };
    let checked = schedule.check();
    for problem in checked {
        reading.problems.extend(reading.places.on_the_form(problem));
    }
    (schedule, reading.problems)
}

/// Collects problems, and remembers which row each interval and date came from.
#[derive(Default)]
struct Reading {
    problems: Vec<Problem>,
    places: Places,
}

/// Where on the form the core's intervals and dates are.
#[derive(Default)]
struct Places {
    /// For each list of hours, by its pointer in the schedule: its rows' pointers on the form.
    intervals: BTreeMap<String, Vec<String>>,
    /// For each date its row, and whether hours are written there, readable or not.
    dates: BTreeMap<String, (u32, bool)>,
}

impl Places {
    /// A problem of the schedule at the field it is shown at. None when a field says it already.
    fn on_the_form(&self, problem: Problem) -> Option<Problem> {
        if let Some((list, index)) = problem.pointer.rsplit_once('/') {
            let rows = self.intervals.get(list);
            if let Some(row) = index.parse().ok().and_then(|index: usize| rows?.get(index)) {
                return Some(Problem::new(format!("{row}/start"), problem.detail));
            }
        }
        let rest = problem.pointer.strip_prefix("/date_exceptions/");
        let Some((date, field)) = rest.and_then(|rest| rest.split_once('/')) else {
            return Some(problem);
        };
        let (row, has_hours) = self.dates.get(date)?;
        match field {
            "intervals" if *has_hours => None,
            "intervals" => Some(Problem::new(
                format!("/date_exceptions/{row}/kind"),
                "This day has no hours. Add some, or choose “Closed”.",
            )),
            field => Some(Problem::new(
                format!("/date_exceptions/{row}/{field}"),
                problem.detail,
            )),
        }
    }
}

impl Reading {
    fn note(&mut self, pointer: &str, detail: impl Into<String>) {
        self.problems.push(Problem::new(pointer, detail));
    }

    fn week(&mut self, raw: &RawHours) -> Weekly {
        let mut weekly = Weekly::default();
        for ((key, word), day) in DAYS.iter().zip(WEEKDAYS) {
            if !raw.is_open_on(key) {
                continue;
            }
            let list = format!("/weekly_hours/{key}");
            let rows = raw.weekly_hours.get(*key);
            let Some(rows) = rows.filter(|rows| !rows.is_empty()) else {
                let detail = format!("{word} is open without hours. Add some, or switch it off.");
                self.note(&format!("/open_days/{key}"), detail);
                continue;
            };
            weekly.set(day, self.intervals((&list, &list), rows));
        }
        weekly
    }

    /// Reads rows of hours. `list` is where they are in the schedule, and where they are on the form.
    fn intervals(&mut self, list: (&str, &str), rows: &Rows<RawInterval>) -> Vec<Interval> {
        let mut intervals = Vec::new();
        for (index, row) in rows {
            // Below a date there is always one empty row, which is not meant until it is filled in.
            if row.is_blank() && list.1.starts_with("/date_exceptions") {
                continue;
            }
            let at = format!("{}/{index}", list.1);
            let (start, end) = (
                self.time(&at, "start", &row.start),
                self.time(&at, "end", &row.end),
            );
            let Some((start, end)) = start.zip(end) else {
                continue;
            };
            match Interval::new(start, end) {
                Ok(interval) => {
                    intervals.push(interval);
                    let places = self.places.intervals.entry(list.0.to_owned());
                    places.or_default().push(at);
                }
                Err(error) => self.note(&format!("{at}/start"), error.to_string()),
            }
        }
        intervals
    }

    fn time(&mut self, at: &str, which: &str, text: &str) -> Option<Minute> {
        let read: Result<Minute, _> = text.parse();
        let detail = match (read, text.trim()) {
            (Ok(minute), _) => return Some(minute),
            (Err(_), "") => "Write a time, such as “09:00”, or remove these hours.".to_owned(),
            (Err(error), _) => error.to_string(),
        };
        self.note(&format!("{at}/{which}"), detail);
        None
    }

    fn dates(&mut self, rows: &Rows<RawException>) -> Exceptions {
        let mut exceptions = Exceptions::default();
        for (index, row) in rows {
            let at = format!("/date_exceptions/{index}");
            let Ok(date) = row.date.trim().parse::<NaiveDate>() else {
                let detail = if row.date.trim().is_empty() {
                    "Choose the date of this day, or remove it.".to_owned()
                } else {
                    format!("“{}” is not a date. Write it as “2026-12-24”.", row.date)
                };
                self.note(&format!("{at}/date"), detail);
                continue;
            };
            let hours = self.special_hours(&date.to_string(), &at, row);
            let has_hours = !row.intervals.values().all(RawInterval::is_blank);
            self.places
                .dates
                .insert(date.to_string(), (*index, has_hours));
            let exception = Exception {
                hours,
                name: Some(row.name.trim().to_owned()).filter(|name| !name.is_empty()),
                yearly: is_ticked(&row.yearly),
            };
            if exceptions.set(date, exception).is_some() {
                let detail = format!(
                    "{} is here twice. Remove one of them.",
                    date.format("%-d %B %Y")
                );
                self.note(&format!("{at}/date"), detail);
            }
        }
        exceptions
    }

    fn special_hours(&mut self, date: &str, at: &str, row: &RawException) -> SpecialHours {
        match row.kind.as_str() {
            "open_24" => SpecialHours::Open24,
            "hours" => {
                let list = format!("/date_exceptions/{date}/intervals");
                let read = self.intervals((&list, &format!("{at}/intervals")), &row.intervals);
                SpecialHours::Intervals(read)
            }
            _ => SpecialHours::Closed,
        }
    }

    fn reply_minutes(&mut self, raw: &RawHours, kept: u32) -> u32 {
        let text = if raw.reply == OWN_NUMBER {
            raw.reply_minutes.trim()
        } else {
            raw.reply.as_str()
        };
        text.parse().unwrap_or_else(|_| {
            let detail = format!(
                "“{text}” is not a number of minutes. Write one from 1 to 10,080, which is 7 days."
            );
            self.note("/reply_minutes", detail);
            kept
        })
    }
}

fn outside_hours(raw: &RawHours, kept: &OutsideHours) -> OutsideHours {
    OutsideHours {
        action: OutsideAction::parse(&raw.outside_hours.action).unwrap_or(kept.action),
        message: raw.outside_hours.message.clone(),
    }
}

/// What the core says about the part of the action that this page holds.
fn outside_problems(hours: &Hours) -> Vec<Problem> {
    let action = Action {
        outside_hours: hours.outside_hours.clone(),
        reply_minutes: hours.reply_minutes,
        ..Action::default()
    };
    action.check()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{action, schedule};
    use super::*;

    fn form() -> RawHours {
        RawHours::of(&schedule(), &action(), (3, 4))
    }

    fn problems(raw: &RawHours) -> Vec<(String, String)> {
        let (_, problems) = read(raw, (&schedule(), &action()));
        problems
            .into_iter()
            .map(|p| (p.pointer, p.detail))
            .collect()
    }

    #[test]
    fn what_is_stored_reads_back_the_same() {
        let (hours, problems) = read(
            &form(),
            (&Schedule::always(chrono_tz::UTC), &Action::default()),
        );
        assert_eq!(problems, Vec::new());
        assert_eq!(hours.schedule, schedule());
        assert_eq!(hours.outside_hours, action().outside_hours);
        assert_eq!(hours.reply_minutes, action().reply_minutes);
    }

    #[test]
    fn an_overlap_is_shown_at_its_row_even_when_a_row_above_cannot_be_read() {
        let mut raw = form();
        let interval = |start: &str, end: &str| RawInterval {
            start: start.into(),
            end: end.into(),
        };
        let saturday = [
            interval("9", "10:00"),
            interval("10:00", "14:00"),
            interval("13:30", "16:00"),
        ];
        raw.weekly_hours
            .insert("sat".into(), (0..).zip(saturday).collect());
        assert_eq!(
            problems(&raw),
            [
                (
                    "/weekly_hours/sat/0/start".to_owned(),
                    "“9” is not a time. Write it as “09:00”.".to_owned()
                ),
                (
                    "/weekly_hours/sat/2/start".to_owned(),
                    "These two overlap from 13:30 to 14:00. Make them one, 10:00–16:00, or change a time."
                        .to_owned()
                ),
            ]
        );
    }

    #[test]
    fn dates_are_named_by_their_rows() {
        let mut raw = form();
        let twice = raw.date_exceptions[&0].clone();
        raw.date_exceptions.insert(5, twice);
        raw.date_exceptions.insert(6, RawException::default());
        let bare = RawException {
            date: "2027-01-06".into(),
            kind: "hours".into(),
            ..RawException::default()
        };
        raw.date_exceptions.insert(7, bare);
        let found = problems(&raw);
        let at: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(
            at,
            [
                "/date_exceptions/5/date",
                "/date_exceptions/6/date",
                "/date_exceptions/7/kind"
            ]
        );
    }

    #[test]
    fn adding_the_first_hours_opens_a_day_and_removing_the_last_closes_it() {
        let mut raw = form();
        raw.op = "add:sun".into();
        assert!(raw.apply() && raw.is_open_on("sun"));
        assert_eq!(raw.weekly_hours["sun"][&0].start, "09:00");
        raw.op = "remove:sun:0".into();
        assert!(raw.apply() && !raw.is_open_on("sun"));
    }

    #[test]
    fn a_day_is_copied_to_the_days_that_are_ticked() {
        let mut raw = form();
        let days = ["sun", "nonsense"].map(|day| (day.to_owned(), "on".to_owned()));
        raw.copy.insert("fri".into(), days.into());
        raw.op = "copy:fri".into();
        assert!(raw.apply());
        assert_eq!(raw.weekly_hours["sun"], raw.weekly_hours["fri"]);
        assert!(raw.is_open_on("sun") && !raw.weekly_hours.contains_key("nonsense"));
        assert!(raw.copy.is_empty());
    }

    #[test]
    fn a_reply_time_of_ones_own_is_a_number_of_minutes() {
        let mut raw = form();
        raw.reply = OWN_NUMBER.into();
        raw.reply_minutes = "soon".into();
        assert_eq!(problems(&raw)[0].0, "/reply_minutes");
        raw.reply_minutes = "0".into();
        assert_eq!(problems(&raw)[0].0, "/reply_minutes");
        raw.reply_minutes = "45".into();
        assert_eq!(problems(&raw), []);
    }
}
