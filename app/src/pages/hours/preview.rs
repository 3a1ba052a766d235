//! Any moment as a customer would see it: the engine itself decides what they are told.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use handoff::{
    conversation::{Author, Message, Stretch},
    decide::decide,
    facts::Facts,
    handoff::{Queue, city},
    id::QueueId,
    judge,
    policy::{Action, Policy},
    problem::Problem,
    schedule::{Schedule, zone_named},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::form::{FieldErrors, RawMoment};
use crate::ui::{Badge, Icon, InputKind, Meaning, Submit, TextField, when::day_and_clock};

const QUESTION: &str = "Can I speak to someone?";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawSight {
    /// `2026-12-24`, on the calendar where the hours are.
    pub on: String,
    /// `23:50`
    pub at: String,
    /// Where the customer is.
    pub their_zone: String,
}

/// The moment that was asked about, with what is seen then.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    pub values: RawSight,
    pub errors: FieldErrors,
    pub seen: Option<Seen>,
}

/// What a customer sees at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub is_open: bool,
    /// “until 18:00”, “Christmas Eve”
    pub why: String,
    /// What they are told. None when the AI simply answers.
    pub message: Option<String>,
    /// The moment where they are, and the opening where the team is.
    pub notes: Vec<String>,
}

impl Preview {
    /// What is seen at a moment; at `now` and by somebody nearby where the form says nothing.
    pub fn of(
        mut values: RawSight,
        (schedule, action): (&Schedule, &Action),
        now: DateTime<Utc>,
    ) -> Self {
        let mut there = RawMoment {
            on: values.on,
            at: values.at,
            zone: schedule.zone.name().to_owned(),
        };
        there.fill_in(now, schedule.zone);
        if values.their_zone.trim().is_empty() {
            schedule.zone.name().clone_into(&mut values.their_zone);
        }
        let theirs = zone_named(&values.their_zone)
            .map_err(|detail| vec![Problem::new("/their_zone", detail)]);
        let (seen, problems) = match (there.read(), theirs) {
            (Ok((at, _)), Ok(zone)) => (Some(seen((schedule, action), at, zone)), Vec::new()),
            (at, zone) => {
                let wrong = [at.err(), zone.err()];
                (None, wrong.into_iter().flatten().flatten().collect())
            }
        };
        Self {
            values: RawSight {
                on: there.on,
                at: there.at,
                their_zone: values.their_zone,
            },
            errors: FieldErrors::of(problems),
            seen,
        }
    }
}

/// What somebody in `zone` is told who asks for a person at `at`.
fn seen((schedule, action): (&Schedule, &Action), at: DateTime<Utc>, zone: Tz) -> Seen {
    let status = schedule.status(at);
    let mut notes = Vec::new();
    if zone != schedule.zone {
        let there = at.with_timezone(&zone).format("%A %H:%M");
        notes.push(format!("It is {there} where they are, in {}.", city(zone)));
    }
    let team = |moment| day_and_clock(moment, at, schedule.zone);
    let why = match (status.is_open, status.closes_at) {
        (true, Some(closes)) => format!("until {}", team(closes).replace("today at ", "")),
        (true, None) => "always".to_owned(),
        (false, _) => why_closed(schedule, at),
    };
    if let Some(opens) = status.opens_at {
        notes.push(format!(
            "Opens {}, {} time.",
            team(opens),
            city(schedule.zone)
        ));
    } else if !status.is_open {
        notes.push("It never opens again. Add hours or dates.".to_owned());
    }
    Seen {
        is_open: status.is_open,
        why,
        message: told((schedule, action), at, zone),
        notes,
    }
}

fn why_closed(schedule: &Schedule, at: DateTime<Utc>) -> String {
    let date = at.with_timezone(&schedule.zone).date_naive();
    match schedule.exceptions.on(date) {
        Some(exception) => exception
            .name
            .clone()
            .unwrap_or_else(|| "that day is different".to_owned()),
        None => "outside the weekly hours".to_owned(),
    }
}

/// The engine's own answer to somebody who asks for a person.
fn told((schedule, action): (&Schedule, &Action), at: DateTime<Utc>, zone: Tz) -> Option<String> {
    let queue = Queue::new(QueueId(0), "", schedule.clone());
    let policy = Policy::new(action.clone(), vec![queue]);
    let messages = [Message::new(Author::Customer, QUESTION)];
    let reading = judge::read(&messages, &policy.profiles());
    let stretch = Stretch::default();
    let facts = Facts {
        zone: Some(zone),
        online: 1,
        ..Facts::new(&messages, &stretch, &reading)
    };
    decide(&policy, &facts, at).message
}

/// The card in the margin: the moment, and what is seen.
pub(super) fn card(preview: Preview, name: &str) -> impl IntoView + use<> {
    let Preview {
        values,
        errors,
        seen,
    } = preview;
    let bubbles = seen.map(|seen| bubbles(seen, name));
    view! {
        <section class="card" aria-labelledby="see">
            <div class="card-head">
                <h2 id="see">"What would the customer see?"</h2>
            </div>
            <form class="card-body stack-4" method="get" novalidate>
                <div class="moment">
                    <TextField at=errors.at("/on") label="On" value=values.on kind=InputKind::Date />
                    <TextField at=errors.at("/at") label="At" value=values.at autocomplete="off" />
                </div>
                <TextField
                    at=errors.at("/their_zone")
                    label="Where they are"
                    value=values.their_zone
                    autocomplete="off"
                    list=crate::ui::zone::LIST
                />
                <Submit label="Show" />
                {bubbles}
            </form>
            <p class="card-foot hint">"This asks about the hours as they are saved."</p>
        </section>
    }
}

fn bubbles(seen: Seen, name: &str) -> impl IntoView + use<> {
    let badge = if seen.is_open {
        view! { <Badge word="Open" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
    } else {
        view! { <Badge word="Closed" meaning=Meaning::Bad icon=Icon::Cross /> }.into_any()
    };
    let answer = if let Some(message) = seen.message {
        view! { <p class="bubble">{message}</p> }.into_any()
    } else {
        let words = format!("{name} answers alone: no person is offered.");
        view! { <p class="sm muted">{words}</p> }.into_any()
    };
    let notes = seen
        .notes
        .into_iter()
        .map(|note| view! { <p class="xs muted">{note}</p> })
        .collect_view();
    view! {
        <div class="preview-phone" role="status">
            <p class="row">{badge} <span class="sm muted">{seen.why}</span></p>
            <p class="bubble is-me">{QUESTION}</p>
            {answer}
            {notes}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{action, schedule};
    use super::*;

    fn at(on: &str, at: &str, zone: &str) -> Preview {
        let values = RawSight {
            on: on.into(),
            at: at.into(),
            their_zone: zone.into(),
        };
        let now = "2026-12-17T13:05:00Z".parse().unwrap();
        Preview::of(values, (&schedule(), &action()), now)
    }

    #[test]
    fn a_customer_far_away_reads_the_opening_in_their_own_time() {
        let seen = at("2026-12-24", "23:50", "Asia/Kathmandu").seen.unwrap();
        assert_eq!((seen.is_open, seen.why.as_str()), (false, "Christmas Eve"));
        let message = seen.message.unwrap();
        assert!(
            message.contains("tomorrow at 14:45, your time"),
            "{message}"
        );
        assert_eq!(
            seen.notes,
            [
                "It is Friday 04:35 where they are, in Kathmandu.",
                "Opens Saturday at 10:00, Madrid time."
            ]
        );
    }

    #[test]
    fn while_somebody_is_there_a_person_is_offered() {
        let seen = at("2026-12-17", "14:05", "Europe/Madrid").seen.unwrap();
        assert_eq!((seen.is_open, seen.why.as_str()), (true, "until 18:00"));
        assert_eq!(seen.message.unwrap(), action().messages.offer);
    }

    #[test]
    fn a_time_the_clock_skips_is_refused() {
        let preview = at("2027-03-28", "02:30", "Europe/Madrid");
        assert!(preview.seen.is_none());
        assert!(
            preview
                .errors
                .detail("/at")
                .unwrap()
                .contains("put forward")
        );
    }
}
