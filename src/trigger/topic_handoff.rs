//! The customer writes about a topic that leads to people.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EVEN, Finding, Kind, Measure, Near, Trigger};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires when the customer's words are about a topic that has a handoff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TopicHandoff {
    pub enabled: bool,
    pub conduct: Conduct,
}

impl Default for TopicHandoff {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
        }
    }
}

const KIND: Kind = Kind {
    name: "topic_handoff",
    title: "A topic leads to a person",
    hint: "Topics with a handoff. Its instructions say whether to ask first.",
    category: "topic",
    rank: 0,
    looks_at_answers: false,
    fields: &[],
};

impl Trigger for TopicHandoff {
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
        match facts.reading.best_match(KIND.name) {
            Some((title, best)) if best.score >= EVEN => Finding::Fires {
                name: Some(title.to_owned()),
                score: best.score,
                evidence: best.evidence.clone().unwrap_or_default(),
                words: format!("The topic “{title}” leads to a person").into(),
                conduct: None,
                measure: Some(Measure::probability(best.score)),
            },
            Some((title, best)) => Finding::near(
                format!("Nearest is the topic “{title}”."),
                Near::probability(best.score, best.evidence.as_deref()).named(title),
            ),
            None => Finding::quiet("No topic has a handoff."),
        }
    }
}
