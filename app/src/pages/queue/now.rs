//! What is so right now: whether a queue is open, who waits, who is there.

use chrono::{DateTime, Utc};
use handoff::{handoff::city, schedule::Schedule};
use leptos::prelude::*;

use crate::ui::{Badge, Icon, Meaning, when::day_and_clock};

/// Whether hours are open at a moment, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    pub is_open: bool,
    /// “until 18:00, Madrid time”
    pub words: String,
}

impl Now {
    /// ```
    /// use app::pages::queue::now::Now;
    /// use handoff::schedule::Schedule;
    /// let now = chrono::DateTime::from_timestamp(1_797_512_700, 0).unwrap();
    /// let always = Now::of(&Schedule::always(chrono_tz::Europe::Madrid), now);
    /// assert_eq!((always.is_open, always.words.as_str()), (true, "all the time"));
    /// ```
    #[must_use]
    pub fn of(schedule: &Schedule, now: DateTime<Utc>) -> Self {
        let status = schedule.status(now);
        let there = |at| {
            let moment = day_and_clock(at, now, schedule.zone);
            format!("{moment}, {} time", city(schedule.zone))
        };
        let words = match (status.is_open, status.closes_at, status.opens_at) {
            (true, Some(closes), _) => format!("until {}", there(closes).replace("today at ", "")),
            (true, None, _) => "all the time".to_owned(),
            (false, _, Some(opens)) => format!("opens {}", there(opens)),
            (false, _, None) => "never opens".to_owned(),
        };
        Self {
            is_open: status.is_open,
            words,
        }
    }

    /// The badge; a queue that is off takes nobody, whatever its hours.
    pub(super) fn badge(&self, is_enabled: bool) -> AnyView {
        match (is_enabled, self.is_open) {
            (false, _) => view! { <Badge word="Off" /> }.into_any(),
            (true, true) => {
                view! { <Badge word="Open" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
            }
            (true, false) => view! { <Badge word="Closed" icon=Icon::Moon /> }.into_any(),
        }
    }
}

/// “2 of 10”, “nobody”
pub(super) fn waiting_words(waiting: usize, capacity: Option<u32>) -> String {
    match (waiting, capacity) {
        (0, None) => "nobody".to_owned(),
        (0, Some(room)) => format!("nobody, room for {room}"),
        (count, None) => count.to_string(),
        (count, Some(room)) => format!("{count} of {room}"),
    }
}
