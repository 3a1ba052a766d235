//! How schedules are written down: our own JSON, which is a queue's inline form, two other forms, and
//! calendar files, which are only read.
//!
//! Every reader finds all mistakes at once and names each by its JSON pointer. What a form cannot
//! express is refused with the reason, never left out.

mod business_hours;
mod calendar;
mod inline;
mod query;
mod reader;
mod slots;
mod working_hours;

use chrono::Weekday;

use super::Schedule;
use crate::problem::Problem;

pub use calendar::Calendar;
pub use inline::FIELDS;
pub use query::answer_query;
pub use slots::Slot;

/// The name of a weekday in our JSON: `mon`.
pub(super) fn day_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

/// The whole name of a weekday: `monday`.
fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// One problem for each date that is different, for forms that only know ordinary weeks.
fn dates_refused(schedule: &Schedule) -> Vec<Problem> {
    let dates = schedule.exceptions.iter().map(|(date, _)| {
        Problem::new(
            format!("/date_exceptions/{date}"),
            "This form knows no dates that are different. Take the exception away first.",
        )
    });
    dates.collect()
}
