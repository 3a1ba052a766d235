//! The AI said that a person takes over, though nothing was done about it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Finding, Kind, Trigger};
use crate::{
    conversation::{Author, Conduct},
    facts::Facts,
    judge::{Clause, says_it_hands_over},
};

/// Fires when the AI's newest answer says in its own words that it hands over: what was said is then done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PromisedHandoff {
    pub enabled: bool,
    pub conduct: Conduct,
}

impl Default for PromisedHandoff {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AtOnce,
        }
    }
}

const KIND: Kind = Kind {
    name: "promised_handoff",
    title: "The AI says it hands over",
    hint: "“I am transferring you to a colleague.” Then that is done.",
    category: "promised_handoff",
    rank: 0,
    looks_at_answers: true,
    fields: &[],
};

impl Trigger for PromisedHandoff {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        let newest = facts
            .messages
            .iter()
            .rev()
            .find(|message| message.author == Author::Ai);
        match newest.and_then(|answer| says_it_hands_over(&answer.text)) {
            Some(said) => Finding::fires(1.0, said, "The AI said that a person takes over"),
            None => Finding::quiet("The AI did not say that it hands over."),
        }
    }
}
