//! The customer is upset, or has to say the same thing again and again.

use serde::{Deserialize, Serialize};

use super::{Field, FieldKind, Finding, Kind, Trigger};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires on a low mood, on frustration, or when the customer repeats themself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Frustration {
    pub enabled: bool,
    pub conduct: Conduct,
    /// The mood, −1…1, at which somebody counts as upset.
    pub sentiment_threshold: f64,
    /// How often the customer may say the same thing before it counts as going in circles.
    pub repeats: u32,
}

impl Default for Frustration {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
            sentiment_threshold: -0.5,
            repeats: 2,
        }
    }
}

const KIND: Kind = Kind {
    name: "frustration",
    title: "Frustrated or angry",
    hint: "Upset words, or saying the same thing again.",
    category: "sentiment_threshold",
    rank: 0,
    looks_at_answers: false,
    fields: &[
        Field {
            name: "sentiment_threshold",
            label: "Mood at which somebody counts as upset",
            kind: FieldKind::Scale {
                min: -1.0,
                max: 0.0,
                step: 0.05,
            },
        },
        Field {
            name: "repeats",
            label: "Saying the same again",
            kind: FieldKind::Count {
                min: 1,
                max: 10,
                unit: "times",
            },
        },
    ],
};

impl Trigger for Frustration {
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
        let reading = facts.reading;
        let evidence = reading.evidence.frustration.clone().unwrap_or_default();
        if reading.repeats >= self.repeats {
            let words = format!("They said the same thing {} times", reading.repeats + 1);
            return Finding::fires(0.8, facts.customer_words(), words);
        }
        let is_low = reading.sentiment <= self.sentiment_threshold;
        // A threshold below the usual one asks for less sensitivity: then the mood alone decides.
        let is_frustrated = reading.frustration >= 0.5
            && reading.sentiment <= (self.sentiment_threshold + 0.5).min(0.0);
        if is_low || is_frustrated {
            let score = reading.frustration.max(if is_low { 0.5 } else { 0.0 });
            return Finding::fires(
                score,
                evidence,
                format!("They are upset (mood {:+.2})", reading.sentiment),
            );
        }
        Finding::Quiet(format!(
            "Mood {:+.2}, upset from {:+.2}; frustration {:.2} of 0.50.",
            reading.sentiment, self.sentiment_threshold, reading.frustration
        ))
    }
}
