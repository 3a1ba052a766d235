//! The AI itself called one of the `handoff_*` functions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Finding, Kind, Trigger};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires when the AI called a function. Whether that function exists is settled with the handoff: a call
/// by a wrong name is still a call for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FunctionCall {
    pub enabled: bool,
}

impl Default for FunctionCall {
    fn default() -> Self {
        Self { enabled: true }
    }
}

const KIND: Kind = Kind {
    name: "function_call",
    title: "The AI calls for a person",
    hint: "Your AI calls one of the functions made from your handoffs.",
    category: "function_call",
    rank: 3,
    looks_at_answers: true,
    fields: &[],
};

impl Trigger for FunctionCall {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn conduct(&self) -> Conduct {
        Conduct::AtOnce
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        match facts.called {
            Some(function) => Finding::Fires {
                name: Some(function.to_owned()),
                score: 1.0,
                evidence: String::new(),
                words: format!("The AI called {function}").into(),
                conduct: None,
                measure: None,
            },
            None => Finding::quiet("The AI called no function."),
        }
    }
}
