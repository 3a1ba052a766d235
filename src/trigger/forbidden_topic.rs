//! Subjects that must always go to a person.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Change, EVEN, Finding, Kind, Measure, Near, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, Profile},
};

/// A subject the AI may not deal with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
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
            Some((name, best)) if best.score >= EVEN => Finding::Fires {
                name: Some(name.to_owned()),
                score: best.score,
                evidence: best.evidence.clone().unwrap_or_default(),
                words: format!("“{name}” always goes to a person").into(),
                conduct: None,
                measure: Some(Measure::probability(best.score)),
            },
            Some((name, best)) => Finding::near(
                format!("Nearest is “{name}”."),
                Near::probability(best.score, best.evidence.as_deref()).named(name),
            ),
            None => Finding::quiet("None of the topics."),
        }
    }

    fn change(&self, facts: &Facts) -> Option<Change> {
        let (name, best) = facts.reading.best_match(KIND.name)?;
        let words = best.evidence.as_deref().filter(|words| !words.is_empty())?;
        let row = self.0.iter().position(|topic| topic.name == name)?;
        Some(Change {
            setting: format!("/triggers/forbidden_topics/{row}/keywords/-"),
            from: Value::Null,
            to: words.into(),
            words: format!(
                "With “{words}” among the keywords of “{name}” this would have gone to a person."
            ),
        })
    }
}
