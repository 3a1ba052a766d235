//! The handoffs a topic may end in: in order, with who is there now, and by the clock in one sentence.

use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    handoff::{Handoff, Queue, by_clock},
    id::HandoffId,
    store::SavedHandoff,
};
use leptos::prelude::*;

use super::edit::{HANDOFFS, RawTopic};
use crate::form::{FieldErrors, picked};
use crate::pages::handoff::hours_in_words;
use crate::routes;
use crate::ui::open_now::moment;
use crate::ui::order_list::{OrderRow, order_adder, order_list};
use crate::ui::{Choices, Icon, OpenNow};

/// What there is to end in.
pub struct Around {
    pub agent: i64,
    pub handoffs: Vec<SavedHandoff>,
    pub queues: Vec<Queue>,
    pub now: Instant,
    /// The zone that people here think in.
    pub zone: Tz,
}

/// The scenarios of the form.
#[derive(Debug, Clone, Default)]
pub struct Scenarios {
    pub rows: Vec<OrderRow>,
    pub to_add: Choices,
    /// “Billing Support until 18:00, then General Support.” Empty without scenarios.
    pub by_clock: String,
    /// Whether there is any handoff at all.
    pub has_handoffs: bool,
}

impl Around {
    fn handoff(&self, id: i64) -> Option<&Handoff> {
        let found = self
            .handoffs
            .iter()
            .find(|saved| saved.handoff.id == HandoffId(id));
        found.map(|saved| &saved.handoff)
    }

    fn queues_of(&self, handoff: &Handoff) -> Vec<&Queue> {
        if handoff.queues.is_empty() {
            return self.queues.iter().collect();
        }
        let find = |id: &handoff::id::QueueId| self.queues.iter().find(|queue| queue.id == *id);
        handoff.queues.iter().filter_map(find).collect()
    }

    /// The names of handoffs, in order.
    pub fn names(&self, ids: &[HandoffId]) -> Vec<String> {
        let known = ids.iter().filter_map(|id| self.handoff(id.0));
        known.map(|handoff| handoff.name.clone()).collect()
    }

    pub fn of(&self, values: &RawTopic) -> Scenarios {
        let ids = picked(&values.handoffs);
        let rest = self
            .handoffs
            .iter()
            .filter(|saved| !ids.contains(&saved.handoff.id.0));
        let choice =
            |saved: &SavedHandoff| (saved.handoff.id.to_string(), saved.handoff.name.clone());
        Scenarios {
            to_add: rest.map(choice).collect(),
            rows: ids.iter().map(|id| self.row(*id)).collect(),
            by_clock: self.by_clock(&ids),
            has_handoffs: !self.handoffs.is_empty(),
        }
    }

    fn row(&self, id: i64) -> OrderRow {
        let Some(handoff) = self.handoff(id) else {
            return OrderRow {
                id,
                name: "A handoff that is gone".to_owned(),
                code: None,
                words: vec!["Remove it, or choose another one.".to_owned()],
                now: None,
                href: None,
            };
        };
        let queues = self.queues_of(handoff);
        let words = match (handoff.queues.is_empty(), queues.as_slice()) {
            (true, _) => vec!["Any queue".to_owned()],
            (false, [only]) => vec![hours_in_words(only)],
            (false, several) => several
                .iter()
                .map(|queue| format!("{}: {}", queue.name, hours_in_words(queue)))
                .collect(),
        };
        OrderRow {
            id,
            name: handoff.name.clone(),
            code: Some(handoff.function()),
            words,
            now: Some(OpenNow::of_any(&queues, self.now, self.zone)),
            href: Some(routes::handoff(self.agent, id)),
        }
    }

    /// Who it is now and who comes after, by the opening hours alone.
    fn by_clock(&self, ids: &[i64]) -> String {
        let handoffs: Vec<&Handoff> = ids.iter().filter_map(|id| self.handoff(*id)).collect();
        if handoffs.is_empty() {
            return String::new();
        }
        let choices: Vec<Vec<&Queue>> = handoffs
            .iter()
            .map(|handoff| self.queues_of(handoff))
            .collect();
        let name = |choice: Option<usize>, nobody| {
            let handoff = choice.and_then(|at| handoffs.get(at));
            handoff.map_or(nobody, |handoff| handoff.name.as_str())
        };
        let turns = by_clock(&choices, self.now, 2);
        match turns.as_slice() {
            [first, second] => {
                let until = first.until.map(|at| moment(at, self.now, self.zone));
                let until = until.unwrap_or_default();
                let (first, second) = (name(first.choice, "Nobody"), name(second.choice, "nobody"));
                format!("{first} until {until}, then {second}.")
            }
            [only] => format!("{}, all the time.", name(only.choice, "Nobody")),
            _ => String::new(),
        }
    }
}

impl Scenarios {
    /// The section of the topic's form.
    pub fn view(self, agent: i64, name: &str, errors: &FieldErrors) -> impl IntoView + use<> {
        let list = if self.rows.is_empty() {
            let words = if self.has_handoffs {
                format!("{name} answers alone. Add a handoff for when an answer is not enough.")
            } else {
                format!("{name} answers alone, and there is no handoff to add yet.")
            };
            let make = (!self.has_handoffs).then(
                || view! { " " <a href=routes::new_handoff(agent)>"Create a handoff"</a> "." },
            );
            view! { <p class="card-body is-tight sm muted">{words} {make}</p> }.into_any()
        } else {
            order_list(HANDOFFS, self.rows, errors).into_any()
        };
        let adder = (!self.to_add.is_empty()).then(|| {
            order_adder(
                HANDOFFS,
                "handoff_to_add",
                ("handoff", "Add handoff"),
                self.to_add,
            )
        });
        let by_clock = (!self.by_clock.is_empty()).then(|| {
            view! {
                <section class="callout">
                    {Icon::Clock.view()}
                    <div><b>"By the clock"</b> <p>{self.by_clock}</p></div>
                </section>
            }
        });
        view! {
            <section class="card" aria-labelledby=HANDOFFS>
                <div class="card-head">
                    <h2 id=HANDOFFS>"Handoff scenarios"</h2>
                    <p class="hint">"Tried in this order. The first one with somebody there is used."</p>
                </div>
                {list}
                {adder}
            </section>
            {by_clock}
        }
    }
}

#[cfg(test)]
impl Scenarios {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, is_open| OrderRow {
            id,
            name: name.to_owned(),
            code: Some(handoff::handoff::function_name(name)),
            words: vec!["Mon–Fri 09:00–18:00 in Madrid".to_owned()],
            now: Some(OpenNow {
                is_open,
                words: "Open until 18:00".to_owned(),
            }),
            href: Some(routes::handoff(1, id)),
        };
        Self {
            rows: vec![
                row(1, "Billing & <b>Support</b>", true),
                row(2, "General Support", false),
            ],
            to_add: vec![("3".to_owned(), "Deliveries".to_owned())],
            by_clock: "Billing Support until 18:00, then General Support.".to_owned(),
            has_handoffs: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::picks;
    use handoff::{
        clock::from_millis,
        id::QueueId,
        schedule::{Interval, Schedule},
    };

    /// Monday 12 January 2026, 11:00 in Madrid.
    fn around() -> Around {
        let zone = chrono_tz::Europe::Madrid;
        let office = Interval::parse("09:00", "18:00").unwrap();
        let saved = |id, name: &str| {
            let mut saved = crate::pages::handoff::samples::billing();
            saved.handoff = Handoff {
                queues: vec![QueueId(id)],
                ..Handoff::named(HandoffId(id), name)
            };
            saved
        };
        Around {
            agent: 1,
            handoffs: vec![
                saved(1, "Billing Support"),
                saved(2, "General Support"),
                saved(3, "nobody’s queue"),
            ],
            queues: vec![
                Queue::new(QueueId(1), "Billing", Schedule::weekdays(zone, office)),
                Queue::new(QueueId(2), "General", Schedule::always(zone)),
            ],
            now: from_millis(1_768_212_000_000),
            zone,
        }
    }

    fn of(ids: &[i64]) -> Scenarios {
        around().of(&RawTopic {
            handoffs: picks(ids.iter().copied()),
            ..RawTopic::default()
        })
    }

    #[test]
    fn by_the_clock_is_one_sentence() {
        assert_eq!(
            of(&[1, 2]).by_clock,
            "Billing Support until 18:00, then General Support."
        );
        assert_eq!(of(&[2, 1]).by_clock, "General Support, all the time.");
        assert_eq!(
            of(&[1]).by_clock,
            "Billing Support until 18:00, then nobody."
        );
        assert_eq!(of(&[]).by_clock, "");
        let night = Around {
            now: from_millis(1_768_212_000_000) + chrono::TimeDelta::hours(10),
            ..around()
        };
        let values = RawTopic {
            handoffs: picks([1]),
            ..RawTopic::default()
        };
        assert_eq!(
            night.of(&values).by_clock,
            "Nobody until tomorrow at 09:00, then Billing Support."
        );
    }

    #[test]
    fn each_scenario_says_whether_somebody_is_there_and_the_rest_can_be_added() {
        let found = of(&[1, 9]);
        assert_eq!(
            found.rows[0].now.as_ref().unwrap().words,
            "Open until 18:00"
        );
        assert_eq!(found.rows[0].words, ["Mon–Fri 09:00–18:00 in Madrid"]);
        assert_eq!(found.rows[1].name, "A handoff that is gone");
        let names: Vec<&str> = found.to_add.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["General Support", "nobody’s queue"]);
    }
}
