//! The customer uses one of the admin's words.

use serde::{Deserialize, Serialize};

use super::{Field, FieldKind, Finding, Kind, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, phrase},
};

/// Fires on whole words and phrases, whatever their case and accents, unless they are part of an exception:
/// “agent” does not fire in “travel agent” when that is listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keyword {
    pub enabled: bool,
    pub conduct: Conduct,
    pub phrases: Vec<String>,
    pub exceptions: Vec<String>,
}

impl Default for Keyword {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
            phrases: Vec::new(),
            exceptions: Vec::new(),
        }
    }
}

const KIND: Kind = Kind {
    name: "keyword",
    title: "Says certain words",
    hint: "Whole words, in any case.",
    category: "customer_request",
    rank: 0,
    looks_at_answers: false,
    fields: &[
        Field {
            name: "phrases",
            label: "Words or phrases, one a line",
            kind: FieldKind::Phrases,
        },
        Field {
            name: "exceptions",
            label: "But not in these, one a line",
            kind: FieldKind::Phrases,
        },
    ],
};

impl Trigger for Keyword {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled && !self.phrases.is_empty()
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        let text = facts.customer_words();
        for wanted in &self.phrases {
            if let Some(found) = phrase::find(text, wanted, &self.exceptions) {
                return Finding::fires(1.0, found, format!("They said “{wanted}”"));
            }
        }
        Finding::Quiet(format!("None of {} words or phrases.", self.phrases.len()))
    }
}
