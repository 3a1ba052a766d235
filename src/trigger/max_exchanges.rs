//! The conversation goes on too long without an end.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Change, Field, FieldKind, Finding, Kind, Measure, Near, Trigger};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires once the AI has answered so many times since it last took the conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MaxExchanges {
    pub enabled: bool,
    pub conduct: Conduct,
    pub exchanges: u32,
}

impl Default for MaxExchanges {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
            exchanges: 10,
        }
    }
}

const KIND: Kind = Kind {
    name: "max_exchanges",
    title: "Going on too long",
    hint: "Not solved after this many answers.",
    category: "max_exchanges",
    rank: 0,
    looks_at_answers: true,
    fields: &[Field {
        name: "exchanges",
        label: "Answers",
        kind: FieldKind::Count {
            min: 1,
            max: 100,
            unit: "answers",
        },
    }],
};

impl Trigger for MaxExchanges {
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
        let answers = facts.exchanges();
        if answers >= self.exchanges as usize {
            Finding::fires(0.6, "", format!("Not solved after {answers} answers"))
                .measuring(Measure::count(answers, self.exchanges))
        } else {
            Finding::near(
                "Not so many answers yet.",
                Near::count(answers, self.exchanges),
            )
        }
    }

    fn change(&self, facts: &Facts) -> Option<Change> {
        let answers = facts.exchanges();
        (answers > 0).then(|| Change {
            setting: "/triggers/max_exchanges/exchanges".into(),
            from: self.exchanges.into(),
            to: answers.into(),
            words: format!(
                "With a limit of {answers}, not {} answers this would have been a reason.",
                self.exchanges
            ),
        })
    }
}
