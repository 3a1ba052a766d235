//! Holidays out of a calendar file (iCalendar, RFC 5545): whole days, once or every year.
//!
//! An event that a date cannot say, such as one with a time of day or one that comes back by weekday,
//! is refused with its line and the reason; the others are still read.

mod event;
mod line;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    problem::Problem,
    schedule::{Exception, SpecialHours},
};
use event::Event;
use line::{Line, lines};

/// The most dates one file may bring.
const DATES_MAX: usize = 500;

/// What a calendar file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// The days on which nobody is there, by date.
    pub days: BTreeMap<NaiveDate, Exception>,
    /// What could not be taken over, each with the line it begins on as its pointer: `/12`.
    pub refused: Vec<Problem>,
}

impl Calendar {
    /// Reads a file.
    ///
    /// ```
    /// use handoff::schedule::Calendar;
    ///
    /// let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n";
    /// let calendar = Calendar::read(file).unwrap();
    /// let (date, day) = calendar.days.iter().next().unwrap();
    /// assert_eq!((date.to_string().as_str(), day.yearly), ("2026-12-25", true));
    /// ```
    ///
    /// # Errors
    /// One sentence, when the text is no calendar at all.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let lines = lines(text);
        let begins = lines
            .first()
            .is_some_and(|line| line.is("BEGIN", "VCALENDAR"));
        if !begins {
            let detail = "This is not a calendar file: it does not begin with BEGIN:VCALENDAR. Choose a file whose name ends in .ics.";
            return Err(Problem::new("", detail));
        }
        let mut calendar = Self::default();
        for event in events(&lines) {
            calendar.take(&event);
        }
        Ok(calendar)
    }

    fn take(&mut self, event: &Event) {
        match event.dates() {
            Ok(dates) if self.days.len() + dates.len() > DATES_MAX => {
                let detail = format!(
                    "There are more than {DATES_MAX} days in this file. Take over a smaller one."
                );
                self.refused
                    .push(Problem::new(format!("/{}", event.line), detail));
            }
            Ok(dates) => {
                for (date, yearly) in dates {
                    self.add(date, event.summary.as_deref(), yearly);
                }
            }
            Err(why) => {
                let name = event
                    .summary
                    .as_deref()
                    .unwrap_or("An event without a name");
                let detail = format!("Line {}, “{name}”: {why}", event.line);
                self.refused
                    .push(Problem::new(format!("/{}", event.line), detail));
            }
        }
    }

    /// Two events on one date become one day with both names.
    fn add(&mut self, date: NaiveDate, name: Option<&str>, yearly: bool) {
        let day = self.days.entry(date).or_insert_with(|| Exception {
            hours: SpecialHours::Closed,
            name: None,
            yearly,
        });
        day.yearly |= yearly;
        let name = name.map(|name| name.chars().take(100).collect::<String>());
        day.name = match (day.name.take(), name) {
            (Some(before), Some(name)) if before != name => Some(format!("{before}, {name}")),
            (before, name) => before.or(name),
        };
    }
}

/// The events of a file with their own lines; what is nested in them, such as alarms, is left aside.
fn events(lines: &[Line]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut open: Option<Event> = None;
    let mut nested = 0_usize;
    for line in lines {
        match (&mut open, line.name.as_str()) {
            (None, "BEGIN") if line.is("BEGIN", "VEVENT") => open = Some(Event::at(line.number)),
            (Some(_), "BEGIN") => nested += 1,
            (Some(_), "END") if nested > 0 => nested -= 1,
            (Some(_), "END") => events.extend(open.take()),
            (Some(event), _) if nested == 0 => event.note(line),
            _ => {}
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &[&str]) -> String {
        let mut file = "BEGIN:VCALENDAR\nVERSION:2.0\n".to_owned();
        for event in events {
            file.extend(["BEGIN:VEVENT\n", event, "\nEND:VEVENT\n"]);
        }
        file.push_str("END:VCALENDAR\n");
        file.replace('\n', "\r\n")
    }

    fn days(events: &[&str]) -> Vec<(String, String, bool)> {
        let calendar = Calendar::read(&file(events)).unwrap();
        assert_eq!(calendar.refused, Vec::new());
        let day = |(date, day): (NaiveDate, Exception)| {
            (date.to_string(), day.name.unwrap_or_default(), day.yearly)
        };
        calendar.days.into_iter().map(day).collect()
    }

    fn day(date: &str, name: &str, yearly: bool) -> (String, String, bool) {
        (date.to_owned(), name.to_owned(), yearly)
    }

    #[test]
    fn whole_days_are_taken_over_with_their_names() {
        let found = days(&[
            "DTSTART;VALUE=DATE:20260403\nDTEND;VALUE=DATE:20260404\nSUMMARY;LANGUAGE=en:Good Friday\\, a quiet\n  day",
            "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas\nBEGIN:VALARM\nSUMMARY:Ring\nEND:VALARM",
            "DTSTART:20261226\nSUMMARY:Boxing Day",
        ]);
        assert_eq!(
            found,
            [
                day("2026-04-03", "Good Friday, a quiet day", false),
                day("2026-12-24", "Christmas", false),
                day("2026-12-25", "Christmas", false),
                day("2026-12-26", "Christmas, Boxing Day", false),
            ]
        );
    }

    #[test]
    fn yearly_days_stay_yearly_and_those_that_end_are_written_out() {
        let found = days(&[
            "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1\nSUMMARY:New Year",
            "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=YEARLY;COUNT=3;INTERVAL=2\nEXDATE;VALUE=DATE:20280302\nSUMMARY:Fair",
            "DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY;UNTIL=20270505\nDURATION:P1D\nRDATE;VALUE=DATE:20260507,20260509",
        ]);
        assert_eq!(
            found,
            [
                day("2026-01-01", "New Year", true),
                day("2026-03-02", "Fair", false),
                day("2026-05-05", "", false),
                day("2026-05-07", "", false),
                day("2026-05-09", "", false),
                day("2027-05-05", "", false),
                day("2030-03-02", "Fair", false),
            ]
        );
    }

    #[test]
    fn what_a_date_cannot_say_is_refused_with_its_line_and_the_rest_is_kept() {
        let calendar = Calendar::read(&file(&[
            "DTSTART:20261224T140000Z\nSUMMARY:Early close",
            "DTSTART;VALUE=DATE:20261126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nSUMMARY:Thanksgiving",
            "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY\nSUMMARY:Mondays",
            "DTSTART;VALUE=DATE:20260230",
            "SUMMARY:Some day",
            "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;INTERVAL=4\nSUMMARY:Games",
            "DTSTART;VALUE=DATE:20260101\nRECURRENCE-ID:20260101\nSUMMARY:Moved",
            "DTSTART;VALUE=DATE:20260601\nSTATUS:CANCELLED\nSUMMARY:Not after all",
            "DTSTART;VALUE=DATE:20260701\nSUMMARY:Kept",
        ]))
        .unwrap();
        let pointers: Vec<&str> = calendar
            .refused
            .iter()
            .map(|problem| problem.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/3", "/7", "/12", "/17", "/20", "/23", "/28"]);
        assert!(
            calendar.refused[0]
                .detail
                .starts_with("Line 3, “Early close”: It has a time of day")
        );
        assert!(calendar.refused[1].detail.contains("by weekday"));
        assert_eq!(calendar.days.len(), 1);
    }

    #[test]
    fn what_is_no_calendar_is_said_to_be_none() {
        for text in ["", "date,name\n2026-12-25,Christmas", "BEGIN:VCARD"] {
            assert!(
                Calendar::read(text)
                    .unwrap_err()
                    .detail
                    .contains("not a calendar file")
            );
        }
    }
}
