//! Reasons in the admin's own words.

use serde::{Deserialize, Serialize};

use super::{EVEN, Finding, Kind, Measure, Near, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, Profile},
};

/// One reason in the admin's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// At most 100 characters.
    pub name: String,
    /// When it applies, at most 2,000 characters.
    pub description: String,
    #[serde(default = "yes")]
    pub is_active: bool,
    #[serde(default)]
    pub conduct: Conduct,
}

const fn yes() -> bool {
    true
}

impl Guideline {
    /// What the judge compares messages with.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile {
            key: format!("custom_guideline:{}", self.name),
            name: self.name.clone(),
            description: self.description.clone(),
            ..Profile::default()
        }
    }
}

/// Fires when the customer's words match one of the guidelines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomGuidelines(pub Vec<Guideline>);

const KIND: Kind = Kind {
    name: "custom_guideline",
    title: "Your own reasons",
    hint: "Reasons in your own words.",
    category: "guideline",
    rank: 0,
    looks_at_answers: false,
    fields: &[],
};

impl CustomGuidelines {
    fn conduct_of(&self, name: &str) -> Conduct {
        self.0
            .iter()
            .find(|guideline| guideline.name == name)
            .map(|guideline| guideline.conduct)
            .unwrap_or_default()
    }
}

impl Trigger for CustomGuidelines {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.0.iter().any(|guideline| guideline.is_active)
    }

    fn conduct(&self) -> Conduct {
        Conduct::AskFirst
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        match facts.reading.best_match(KIND.name) {
            Some((name, best)) if best.score >= EVEN => Finding::Fires {
                name: Some(name.to_owned()),
                score: best.score,
                evidence: best.evidence.clone().unwrap_or_default(),
                words: format!("It matches “{name}”").into(),
                conduct: Some(self.conduct_of(name)),
                measure: Some(Measure::probability(best.score)),
            },
            Some((name, best)) => Finding::near(
                format!("Nearest is “{name}”."),
                Near::probability(best.score, best.evidence.as_deref()).named(name),
            ),
            None => Finding::quiet("None of the guidelines."),
        }
    }
}
