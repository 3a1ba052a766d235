//! The AI is not sure of its answer.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Change, Field, FieldKind, Finding, Fires, Kind, Measure, Near, Trigger, finding::gap};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires when the confidence of the newest answer, ours or another AI's, is below the threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LowConfidence {
    pub enabled: bool,
    pub conduct: Conduct,
    /// 0…1; an answer below it counts as a guess.
    #[schema(minimum = 0, maximum = 1)]
    pub threshold: f64,
}

impl Default for LowConfidence {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
            threshold: 0.3,
        }
    }
}

const KIND: Kind = Kind {
    name: "low_confidence",
    title: "The AI is not sure",
    hint: "Its answer is likely to be wrong or missing.",
    category: "low_confidence",
    rank: 0,
    looks_at_answers: true,
    fields: &[Field {
        name: "threshold",
        label: "Confidence below which it counts as a guess",
        kind: FieldKind::Scale {
            min: 0.0,
            max: 1.0,
            step: 0.05,
        },
    }],
};

impl Trigger for LowConfidence {
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
        match facts.reading.confidence {
            None => Finding::quiet("No answer with a confidence yet."),
            Some(sure) if sure >= self.threshold => Finding::near(
                "The answer is sure enough.",
                Near {
                    measure: self.measure(sure),
                    name: None,
                    evidence: String::new(),
                    gap: gap(sure - self.threshold, 1.0 - self.threshold),
                },
            ),
            Some(sure) => Finding::fires(
                1.0 - sure,
                facts.customer_words(),
                format!(
                    "The AI has no sure answer ({sure:.2}, needs {:.2})",
                    self.threshold
                ),
            )
            .measuring(self.measure(sure)),
        }
    }

    fn change(&self, facts: &Facts) -> Option<Change> {
        let sure = facts.reading.confidence?;
        // The next step of the form's scale above the answer's confidence.
        let to = ((sure * 20.0).floor() + 1.0) / 20.0;
        (to <= 1.0).then(|| Change {
            setting: "/triggers/low_confidence/threshold".into(),
            from: self.threshold.into(),
            to: to.into(),
            words: format!(
                "With answers below {to:.2} counting as a guess, not below {:.2}, this would have been a reason.",
                self.threshold
            ),
        })
    }
}

impl LowConfidence {
    const fn measure(&self, sure: f64) -> Measure {
        Measure {
            score: sure,
            threshold: self.threshold,
            fires: Fires::Below,
        }
    }
}
