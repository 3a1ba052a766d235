//! One stretch of opening hours on the wall clock, from one minute to another, perhaps past midnight.
//!
//! Nothing here knows a date or a time zone.

use std::{fmt, ops::Range, str::FromStr};

/// A minute of a civil day on the wall clock: 0 is midnight, 1440 the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

impl Minute {
    /// Midnight, as the day begins.
    pub const START: Self = Self(0);
    /// Midnight, as the day ends: `24:00`.
    pub const END: Self = Self(1440);

    /// The minute `count` minutes after midnight. None beyond the end of the day.
    #[must_use]
    pub const fn new(count: u16) -> Option<Self> {
        if count <= Self::END.0 {
            Some(Self(count))
        } else {
            None
        }
    }

    /// Minutes since midnight on the wall clock.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A text that was to be a time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// It can be guessed what was meant.
    #[error("“{0}” is not a time. Write it as “{1}”.")]
    Almost(String, Minute),
    /// It cannot.
    #[error("“{0}” is not a time. Write hours and minutes, such as “09:00”.")]
    NotATime(String),
    /// `24:00` only ends a day.
    #[error("A day does not start at 24:00. Write “00:00”, or put these hours under the next day.")]
    StartsAtTheEnd,
}

impl FromStr for Minute {
    type Err = TimeError;

    /// Reads `HH:MM`, from `00:00` to `24:00`.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let trimmed = text.trim();
        let guess = guess(trimmed).ok_or_else(|| TimeError::NotATime(text.to_owned()))?;
        if guess.to_string() == trimmed {
            Ok(guess)
        } else {
            Err(TimeError::Almost(text.to_owned(), guess))
        }
    }
}

/// What somebody probably meant by `9`, `9.30`, `0930`, `09:30:00`, `9h30` or `5 pm`.
fn guess(text: &str) -> Option<Minute> {
    let lower = text.to_lowercase();
    let (digits, shift) = match (lower.strip_suffix("pm"), lower.strip_suffix("am")) {
        (Some(rest), _) => (rest, Some(12)),
        (_, Some(rest)) => (rest, Some(0)),
        _ => (lower.as_str(), None),
    };
    let known = |c: char| c.is_ascii_digit() || " :.,h".contains(c);
    if !digits.chars().all(known) {
        return None;
    }
    let parts: Vec<&str> = digits
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match parts[..] {
        [one] if one.len() > 2 => one.split_at_checked(one.len() - 2)?,
        [hour] => (hour, "0"),
        [hour, minute] | [hour, minute, "00"] => (hour, minute),
        _ => return None,
    };
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match shift {
        Some(_) if hour > 12 => return None,
        Some(shift) => hour % 12 + shift,
        None => hour,
    };
    if minute > 59 || hour > 24 {
        None
    } else {
        Minute::new(hour * 60 + minute)
    }
}

/// Hours that belong to the day they start on.
///
/// An end of `00:00` or `24:00` is the end of that day; an end before the start is on the next day.
/// `23:59` is taken at its word: the last minute of the day is closed.
///
/// ```
/// use handoff::schedule::Interval;
///
/// let late = Interval::parse("20:00", "02:00")?;
/// assert!(late.is_overnight());
/// assert_eq!(late.minutes(), 360);
/// assert_eq!(late.to_string(), "20:00–02:00");
/// # Ok::<(), handoff::schedule::TimeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    start: Minute,
    end: Minute,
}

impl Interval {
    /// The whole of a civil day.
    pub const ALL_DAY: Self = Self {
        start: Minute::START,
        end: Minute::END,
    };

    /// The hours from `start` to `end`. A day cannot start at `24:00`.
    pub fn new(start: Minute, end: Minute) -> Result<Self, TimeError> {
        match (start, end) {
            (Minute::END, _) => Err(TimeError::StartsAtTheEnd),
            (start, Minute::START) => Ok(Self {
                start,
                end: Minute::END,
            }),
            (start, end) => Ok(Self { start, end }),
        }
    }

    /// The hours between two texts like `09:00` and `17:00`.
    pub fn parse(start: &str, end: &str) -> Result<Self, TimeError> {
        Self::new(start.parse()?, end.parse()?)
    }

    /// When it starts.
    #[must_use]
    pub fn start(self) -> Minute {
        self.start
    }

    /// When it ends: on the next day if that is before the start.
    #[must_use]
    pub fn end(self) -> Minute {
        self.end
    }

    /// It ends on the day after the one it starts on.
    #[must_use]
    pub fn is_overnight(self) -> bool {
        self.end < self.start
    }

    /// It ends when it starts, so nobody is ever there.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Its length on the wall clock, in minutes; a clock change can make the real one differ.
    #[must_use]
    pub fn minutes(self) -> u32 {
        let (today, tomorrow) = (self.on_its_day(), self.on_the_next_day());
        u32::from(today.end - today.start) + u32::from(tomorrow.end)
    }

    /// The part on the day it starts on, in minutes since midnight.
    pub(super) fn on_its_day(self) -> Range<u16> {
        self.start.0..if self.is_overnight() {
            Minute::END.0
        } else {
            self.end.0
        }
    }

    /// The part that spills over midnight, in minutes since that midnight; empty for most.
    pub(super) fn on_the_next_day(self) -> Range<u16> {
        0..if self.is_overnight() { self.end.0 } else { 0 }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_is_almost_right_is_corrected_in_the_message() {
        for (wrong, right) in [
            ("17.00", "17:00"),
            ("9:00", "09:00"),
            ("5 pm", "17:00"),
            ("0930", "09:30"),
            ("12am", "00:00"),
            ("09:00:00", "09:00"),
        ] {
            let error = wrong.parse::<Minute>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("“{wrong}” is not a time. Write it as “{right}”.")
            );
        }
        for hopeless in [
            "",
            "noon",
            "25:00",
            "24:01",
            "12:60",
            "１２:00",
            "1:2:3:4",
            "13pm",
            "99999:00",
        ] {
            assert!(
                matches!(hopeless.parse::<Minute>(), Err(TimeError::NotATime(_))),
                "{hopeless}"
            );
        }
        assert_eq!("24:00".parse(), Ok(Minute::END));
    }

    #[test]
    fn midnight_ends_a_day_and_never_starts_one_late() {
        assert_eq!(
            Interval::parse("18:00", "00:00"),
            Interval::parse("18:00", "24:00")
        );
        assert_eq!(Interval::parse("00:00", "00:00"), Ok(Interval::ALL_DAY));
        assert_eq!(
            Interval::parse("24:00", "02:00"),
            Err(TimeError::StartsAtTheEnd)
        );
        assert!(Interval::parse("09:00", "09:00").unwrap().is_empty());
    }
}
