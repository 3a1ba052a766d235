//! What “When to use” says, clause by clause.

use serde::{Deserialize, Serialize};

use super::{Finding, Kind, Trigger};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires when a clause of “When to use” holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WhenToUse {
    pub enabled: bool,
    pub conduct: Conduct,
}

impl Default for WhenToUse {
    fn default() -> Self {
        Self { enabled: true, conduct: Conduct::AskFirst }
    }
}

const KIND: Kind = Kind {
    name: "when_to_use",
    title: "What “When to use” says",
    hint: "Your own words above, clause by clause.",
    category: "guideline",
    rank: 0,
    looks_at_answers: false,
    fields: &[],
};

impl Trigger for WhenToUse {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, _: &Facts, _: &[Clause]) -> Finding {
        Finding::Quiet("Nothing is written there.".into())
    }
}
