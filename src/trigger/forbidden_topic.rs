//! Subjects that must always go to a person.

use serde::{Deserialize, Serialize};

use super::{Finding, Kind, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, Profile},
};

/// A subject the AI may not deal with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForbiddenTopic {
    pub name: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub examples: Vec<String>,
}

impl ForbiddenTopic {
    /// What the judge compares messages with.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile {
            key: format!("forbidden_topic:{}", self.name),
            name: self.name.clone(),
            description: self.description.clone(),
            examples: self.examples.clone(),
            keywords: self.keywords.clone(),
        }
    }
}

/// Fires when the customer's words touch one of the subjects. The customer is never asked first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ForbiddenTopics(pub Vec<ForbiddenTopic>);

const KIND: Kind = Kind {
    name: "forbidden_topic",
    title: "Forbidden topics",
    hint: "Subjects that always go to a person.",
    category: "forbidden_topic",
    rank: 2,
    looks_at_answers: false,
    fields: &[],
};

impl Trigger for ForbiddenTopics {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        !self.0.is_empty()
    }

    fn conduct(&self) -> Conduct {
        Conduct::AtOnce
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        match facts.reading.best_match(KIND.name) {
            Some((name, best)) if best.score >= 0.5 => Finding::Fires {
                name: Some(name.to_owned()),
                score: best.score,
                evidence: best.evidence.clone().unwrap_or_default(),
                words: format!("“{name}” always goes to a person"),
                conduct: None,
            },
            Some((name, best)) => {
                Finding::Quiet(format!("Nearest is “{name}” ({:.2} of 0.50).", best.score))
            }
            None => Finding::Quiet("None of the topics.".into()),
        }
    }
}
