//! A handoff as a form: from what is stored, what its buttons do, and back.

use std::collections::BTreeMap;

use handoff::{
    actions::{HandoffDraft, LeadsTo},
    handoff::{
        AVAILABLE_EXAMPLES, Destination, DestinationExample, UNAVAILABLE_EXAMPLES, function_name,
    },
    id::QueueId,
    store::SavedHandoff,
};
use serde::Deserialize;

use crate::form::{RawPick, RowOp, Rows, pick, picked, picks, renumber};

/// Most queues a handoff leads to.
const QUEUES_MAX: usize = 20;

/// The list of queues, as [`RowOp`] names it.
pub const QUEUES: &str = "queues";
/// The two ways to say where it leads, as `leads_by` has them.
pub const BY_FORM: &str = "form";
pub const BY_JSON: &str = "json";

/// The form as it arrives. The names are the pointers of the core's problems.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawHandoff {
    pub op: String,
    /// The version it was made from; empty for a new one.
    pub revision: String,
    pub name: String,
    pub description: String,
    pub available_instructions: String,
    pub unavailable_instructions: String,
    /// Which of the two below counts: [`BY_FORM`] or [`BY_JSON`].
    pub leads_by: String,
    pub queues: Rows<RawPick>,
    /// What is chosen to be added next.
    pub queue_to_add: String,
    /// The destination JSON.
    pub destination: String,
    /// How each queue was when the JSON was shown, by the queue's id.
    pub seen: BTreeMap<String, String>,
}

impl RawHandoff {
    /// A new one.
    pub fn new() -> Self {
        Self {
            leads_by: BY_FORM.to_owned(),
            ..Self::default()
        }
    }

    /// The form of what is stored.
    pub fn of(saved: &SavedHandoff) -> Self {
        let handoff = &saved.handoff;
        Self {
            revision: saved.revision.to_string(),
            name: handoff.name.clone(),
            description: handoff.description.clone(),
            available_instructions: handoff.available_instructions.clone(),
            unavailable_instructions: handoff.unavailable_instructions.clone(),
            queues: picks(handoff.queues.iter().map(|id| id.0)),
            ..Self::new()
        }
    }

    pub fn is_json(&self) -> bool {
        self.leads_by == BY_JSON
    }

    /// Does what a row button or an example asks for. False when nothing was asked for that is done on the
    /// page alone.
    pub fn apply(&mut self, example: impl Fn(DestinationExample) -> String) -> bool {
        if let Some(op) = RowOp::read(&self.op).filter(|op| op.list() == QUEUES) {
            pick(&op, &mut self.queues, &mut self.queue_to_add, QUEUES_MAX);
            return true;
        }
        match self.op.clone().split(':').collect::<Vec<_>>().as_slice() {
            ["name"] => {}
            ["destination", which] => {
                if let Some(chosen) = DestinationExample::parse(which) {
                    self.destination = example(chosen);
                    BY_JSON.clone_into(&mut self.leads_by);
                }
            }
            ["instructions", which, index] => self.begin_with(which, index),
            ["function", before] => {
                let (before, now) = ((*before).to_owned(), function_name(&self.name));
                for text in [
                    &mut self.available_instructions,
                    &mut self.unavailable_instructions,
                ] {
                    *text = text.replace(&before, &now);
                }
            }
            _ => return false,
        }
        true
    }

    /// Numbers all rows from 0.
    pub fn renumber(&mut self) {
        renumber(&mut self.queues);
    }

    /// An example goes below whatever is written already.
    fn begin_with(&mut self, which: &str, index: &str) {
        let (examples, text) = match which {
            "available" => (AVAILABLE_EXAMPLES, &mut self.available_instructions),
            _ => (UNAVAILABLE_EXAMPLES, &mut self.unavailable_instructions),
        };
        let chosen = index.parse().ok().and_then(|at: usize| examples.get(at));
        if let Some((_, words)) = chosen {
            let words = words.replace("{function}", &function_name(&self.name));
            let before = text.trim_end();
            *text = if before.is_empty() {
                words
            } else {
                format!("{before}\n{words}")
            };
        }
    }

    /// What is to be kept; the destinations are those that the JSON says.
    pub fn draft(&self, destinations: Option<Vec<Destination>>) -> HandoffDraft {
        let ids = picked(&self.queues).into_iter().map(QueueId).collect();
        HandoffDraft {
            name: self.name.clone(),
            description: self.description.clone(),
            available_instructions: self.available_instructions.clone(),
            unavailable_instructions: self.unavailable_instructions.clone(),
            leads_to: destinations.map_or(LeadsTo::Queues(ids), LeadsTo::Destinations),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(op: &str, before: &RawHandoff) -> RawHandoff {
        let mut values = RawHandoff {
            op: op.to_owned(),
            ..before.clone()
        };
        assert!(values.apply(|example| example.title().to_owned()), "{op}");
        values
    }

    #[test]
    fn an_example_begins_the_instructions_and_loses_nothing_written() {
        let new = RawHandoff {
            name: "Billing Support".to_owned(),
            unavailable_instructions: "Be kind. \n".to_owned(),
            ..RawHandoff::new()
        };
        let first = after("instructions:available:1", &new);
        assert!(
            first
                .available_instructions
                .ends_with("When they agree, call handoff_billing_support.")
        );
        let second = after("instructions:unavailable:0", &first);
        assert!(
            second
                .unavailable_instructions
                .starts_with("Be kind.\nSay that nobody is available")
        );
        assert_eq!(
            after("instructions:available:9", &second).available_instructions,
            first.available_instructions
        );
    }

    #[test]
    fn an_example_destination_shows_the_json() {
        let values = after("destination:business_hours", &RawHandoff::new());
        assert!(values.is_json());
        assert_eq!(values.destination, "Business hours");
    }

    #[test]
    fn a_new_name_is_put_into_both_instructions() {
        let renamed = RawHandoff {
            name: "Invoices".to_owned(),
            available_instructions: "Call handoff_billing.".to_owned(),
            unavailable_instructions: "Never call handoff_billing.".to_owned(),
            ..RawHandoff::new()
        };
        let values = after("function:handoff_billing", &renamed);
        assert_eq!(values.available_instructions, "Call handoff_invoices.");
        assert_eq!(
            values.unavailable_instructions,
            "Never call handoff_invoices."
        );
    }

    #[test]
    fn save_and_nonsense_change_nothing() {
        for op in ["save", "", "add:others", "instructions:available"] {
            let mut values = RawHandoff {
                op: op.to_owned(),
                ..RawHandoff::new()
            };
            let before = values.clone();
            assert!(!values.apply(|_| "x".to_owned()), "{op}");
            assert_eq!(values, before);
        }
    }
}
