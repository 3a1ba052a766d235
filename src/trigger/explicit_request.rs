//! The customer asks for a person.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EVEN, Finding, Kind, Measure, Near, Trigger};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires when the customer asks for a person in so many words. “Are you a human?” is not a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExplicitRequest {
    pub enabled: bool,
    pub conduct: Conduct,
}

impl Default for ExplicitRequest {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
        }
    }
}

const KIND: Kind = Kind {
    name: "explicit_request",
    title: "Asks for a person",
    hint: "“Can I talk to someone?”",
    category: "customer_request",
    rank: 3,
    looks_at_answers: false,
    fields: &[],
};

impl Trigger for ExplicitRequest {
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
        let reading = facts.reading;
        let words = reading.evidence.wants_human.as_deref();
        if reading.wants_human < EVEN {
            return Finding::near(
                "No request for a person in the words.",
                Near::probability(reading.wants_human, words),
            );
        }
        let evidence = words.unwrap_or_default();
        Finding::fires(reading.wants_human, evidence, "They asked for a person")
            .measuring(Measure::probability(reading.wants_human))
    }
}
