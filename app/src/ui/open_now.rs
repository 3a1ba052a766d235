//! Whether somebody is there now, in words: “Open until 18:00”, “Closed, opens tomorrow at 09:00”.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use handoff::{
    handoff::{Queue, by_clock},
    schedule::Status,
};
use leptos::prelude::*;

use super::when::day_and_clock;
use super::{Badge, Icon, Meaning};

/// What holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNow {
    pub is_open: bool,
    pub words: String,
}

impl OpenNow {
    /// Of one schedule, in the reader's zone.
    ///
    /// ```
    /// use app::ui::OpenNow;
    /// use handoff::schedule::{Interval, Schedule};
    /// let now = chrono::DateTime::from_timestamp(1_768_212_000, 0).unwrap(); // Monday, 10:00 UTC
    /// let hours = Schedule::weekdays(chrono_tz::UTC, Interval::parse("12:00", "18:00").unwrap());
    /// let seen = OpenNow::of(&hours.status(now), now, chrono_tz::UTC);
    /// assert_eq!(seen.words, "Closed, opens today at 12:00");
    /// ```
    pub fn of(status: &Status, now: DateTime<Utc>, zone: Tz) -> Self {
        let words = match (status.is_open, status.closes_at, status.opens_at) {
            (true, Some(closes), _) => format!("Open until {}", moment(closes, now, zone)),
            (true, None, _) => "Open all the time".to_owned(),
            (false, _, Some(opens)) => {
                format!("Closed, opens {}", day_and_clock(opens, now, zone))
            }
            (false, _, None) => "Closed for good".to_owned(),
        };
        Self {
            is_open: status.is_open,
            words,
        }
    }

    /// Of one queue.
    pub fn of_queue(queue: &Queue, now: DateTime<Utc>, zone: Tz) -> Self {
        if queue.enabled {
            Self::of(&queue.schedule.status(now), now, zone)
        } else {
            Self {
                is_open: false,
                words: "Switched off".to_owned(),
            }
        }
    }

    /// Of queues that stand in for each other.
    pub fn of_any(queues: &[&Queue], now: DateTime<Utc>, zone: Tz) -> Self {
        let turn = by_clock(&[queues.to_vec()], now, 1).into_iter().next();
        let is_open = turn.is_some_and(|turn| turn.choice.is_some());
        let until = turn.and_then(|turn| turn.until);
        let status = Status {
            is_open,
            opens_at: until.filter(|_| !is_open),
            closes_at: until.filter(|_| is_open),
        };
        Self::of(&status, now, zone)
    }

    pub fn view(self) -> impl IntoView + use<> {
        if self.is_open {
            view! { <Badge word=self.words meaning=Meaning::Good icon=Icon::Check /> }
        } else {
            view! { <Badge word=self.words meaning=Meaning::Plain icon=Icon::Moon /> }
        }
    }
}

/// “18:00” today, “Saturday at 02:00” on another day.
pub fn moment(at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    day_and_clock(at, now, zone).replace("today at ", "")
}
