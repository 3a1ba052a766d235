//! What is true right now, in words.

use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    handoff::city,
    policy::{Action, Level},
    schedule::{Schedule, Status},
};

use crate::ui::when::{clock, day_and_clock};

/// “until 18:00”, “opens tomorrow at 09:00”; the zone is named when it is not the reader's.
pub(super) fn until(status: Status, now: Instant, (there, here): (Tz, Tz)) -> String {
    let words = match (status.is_open, status.closes_at, status.opens_at) {
        (true, None, _) => return "around the clock".to_owned(),
        (false, _, None) => return "with no opening planned".to_owned(),
        (true, Some(at), _) => {
            let day = |at: Instant| at.with_timezone(&there).date_naive();
            if day(at) == day(now) {
                format!("until {}", clock(at, there))
            } else {
                format!("until {}", day_and_clock(at, now, there))
            }
        }
        (false, _, Some(at)) => format!("opens {}", day_and_clock(at, now, there)),
    };
    if there == here {
        words
    } else {
        format!("{words}, {} time", city(there))
    }
}

/// “Madrid: Mon–Fri 09:00–17:00, 40 hours a week.”
pub(super) fn week(schedule: &Schedule) -> String {
    let city = city(schedule.zone);
    if schedule.open_24 {
        return format!("{city}: around the clock.");
    }
    let minutes = schedule.weekly_minutes();
    let length = match (minutes / 60, minutes % 60) {
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        (hours, rest) => format!("{hours} h {rest} min"),
    };
    format!("{city}: {}; {length} a week.", schedule.in_words())
}

/// “Balanced: also when upset, unsure or going in circles.”
pub(super) fn reasons(action: &Action) -> String {
    let level: Level = action.level;
    let own = if action.when_to_use.trim().is_empty() {
        ""
    } else {
        "In your own words. "
    };
    let hint = level.hint();
    let (first, rest) = hint.split_at(hint.chars().next().map_or(0, char::len_utf8));
    format!("{own}{}: {}{rest}.", level.title(), first.to_lowercase())
}

pub(super) fn colleagues(joined: usize, invited: usize) -> String {
    let has_joined = match joined {
        1 => "1 colleague has joined".to_owned(),
        joined => format!("{joined} colleagues have joined"),
    };
    let is_invited = match invited {
        1 => "1 is invited".to_owned(),
        invited => format!("{invited} are invited"),
    };
    match (joined, invited) {
        (_, 0) => format!("{has_joined}."),
        (0, _) => format!("{is_invited}."),
        _ => format!("{has_joined}, {is_invited}."),
    }
}

pub(super) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colleagues_are_counted_in_words() {
        assert_eq!(colleagues(1, 0), "1 colleague has joined.");
        assert_eq!(colleagues(0, 2), "2 are invited.");
        assert_eq!(colleagues(3, 1), "3 colleagues have joined, 1 is invited.");
    }
}
