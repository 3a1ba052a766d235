//! Reasons in the admin's own words.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use serde_json::Value;
use utoipa::ToSchema;

use super::{Change, EVEN, Finding, Kind, Measure, Near, Trigger, finding::gap};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, Match, Profile},
};

/// How sure a guideline may ask the judge to be. Below the lowest nearly every message would do, and what a
/// language model did not find counts as less than that.
pub const SURE: RangeInclusive<f64> = 0.2..=0.95;

/// One reason in the admin's own words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
    /// How sure the judge must be that a message is about it, within [`SURE`].
    #[serde(default = "even", skip_serializing_if = "is_even")]
    pub threshold: f64,
}

impl Default for Guideline {
    fn default() -> Self {
        Self {
            id: None,
            name: String::new(),
            description: String::new(),
            is_active: true,
            conduct: Conduct::AskFirst,
            threshold: EVEN,
        }
    }
}

const fn yes() -> bool {
    true
}

const fn even() -> f64 {
    EVEN
}

/// What nobody set is not written down either.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "this is how a field is handed over to be asked about"
)]
fn is_even(threshold: &f64) -> bool {
    threshold.total_cmp(&EVEN).is_eq()
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
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

/// A guideline that is on, with its row and how the newest words match it.
struct Matched<'a> {
    row: usize,
    guideline: &'a Guideline,
    found: &'a Match,
}

impl Matched<'_> {
    fn measure(&self) -> Measure {
        Measure {
            threshold: self.guideline.threshold,
            ..Measure::probability(self.found.score)
        }
    }

    fn holds(&self) -> bool {
        self.found.score >= self.guideline.threshold
    }

    /// How near it came to its own threshold.
    fn near(&self) -> Near {
        let threshold = self.guideline.threshold;
        Near {
            measure: self.measure(),
            gap: gap(threshold - self.found.score, threshold),
            ..Near::probability(self.found.score, self.found.evidence.as_deref())
        }
        .named(&self.guideline.name)
    }
}

impl CustomGuidelines {
    fn matched<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = Matched<'a>> {
        facts
            .reading
            .matches_of(KIND.name)
            .filter_map(|(name, found)| {
                let mut rows = self.0.iter().enumerate();
                let (row, guideline) =
                    rows.find(|(_, guideline)| guideline.is_active && guideline.name == name)?;
                Some(Matched {
                    row,
                    guideline,
                    found,
                })
            })
    }

    /// The one that came nearest to its own threshold.
    fn nearest<'a>(&'a self, facts: &'a Facts) -> Option<Matched<'a>> {
        let by_gap = |a: &Matched, b: &Matched| a.near().gap.total_cmp(&b.near().gap);
        self.matched(facts).min_by(by_gap)
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
        let by_score = |a: &Matched, b: &Matched| a.found.score.total_cmp(&b.found.score);
        let best = self.matched(facts).filter(Matched::holds).max_by(by_score);
        if let Some(best) = best {
            let name = &best.guideline.name;
            return Finding::Fires {
                name: Some(name.clone()),
                score: best.found.score,
                evidence: best.found.evidence.clone().unwrap_or_default(),
                words: format!("It matches “{name}”").into(),
                conduct: Some(best.guideline.conduct),
                measure: Some(best.measure()),
            };
        }
        match self.nearest(facts) {
            Some(nearest) => Finding::near(
                format!("Nearest is “{}”.", nearest.guideline.name),
                nearest.near(),
            ),
            None => Finding::quiet("None of the guidelines."),
        }
    }

    fn change(&self, facts: &Facts) -> Option<Change> {
        let nearest = self.nearest(facts)?;
        // The next step down at which it fires.
        let to = (nearest.found.score * 20.0).floor() / 20.0;
        SURE.contains(&to).then(|| Change {
            setting: format!("/custom_guidelines/{}/threshold", nearest.row),
            from: nearest.guideline.threshold.into(),
            to: Value::from(to),
            words: format!(
                "If “{}” had to be sure to {to:.2}, not {:.2}, this would have been a reason.",
                nearest.guideline.name, nearest.guideline.threshold
            ),
        })
    }
}
