//! The hours' form in lines, so that two versions can be compared part by part.

use super::form::{RawException, RawHours, RawInterval};
use crate::form::{Line, Rows, is_ticked};
use crate::pages::set_up::DAYS;

/// Everything people can see in the form, part by part.
pub(super) fn lines(values: &RawHours) -> Vec<Line> {
    let line = |what: &str, value: &str| (what.to_owned(), value.to_owned());
    let kind = if values.kind == "open_24" {
        "Open 24 h"
    } else {
        "Weekly hours"
    };
    let mut lines = vec![line("Kind of hours", kind)];
    lines.extend(schedule_lines(values));
    let reply = if values.reply == super::form::OWN_NUMBER {
        &values.reply_minutes
    } else {
        &values.reply
    };
    lines.push(line("Reply time", &format!("{reply} minutes")));
    lines.push(line(
        "When nobody is there",
        &values.outside_hours.action.replace('_', " "),
    ));
    lines.push(line(
        "What the customer is told",
        &values.outside_hours.message,
    ));
    lines
}

/// The part about the schedule: zone, week, and the days that are different.
pub(crate) fn schedule_lines(values: &RawHours) -> Vec<Line> {
    let line = |what: &str, value: &str| (what.to_owned(), value.to_owned());
    let mut lines = vec![line("Time zone", &values.zone)];
    lines.extend(DAYS.iter().map(|(key, word)| {
        let hours = values
            .weekly_hours
            .get(*key)
            .filter(|_| values.is_open_on(key));
        line(word, &hours.map_or_else(|| "Closed".to_owned(), in_words))
    }));
    lines.extend(values.date_exceptions.values().map(date));
    lines
}

fn date(row: &RawException) -> Line {
    let hours = match row.kind.as_str() {
        "open_24" => "Open 24 h".to_owned(),
        "hours" => in_words(&row.intervals),
        _ => "Closed".to_owned(),
    };
    let every_year = if is_ticked(&row.yearly) {
        ", every year"
    } else {
        ""
    };
    (
        row.date.clone(),
        format!("{} ({hours}{every_year})", row.name),
    )
}

fn in_words(hours: &Rows<RawInterval>) -> String {
    let hours: Vec<String> = hours
        .values()
        .map(|row| format!("{}–{}", row.start, row.end))
        .collect();
    hours.join(", ")
}
