//! The customer is upset, or has to say the same thing again and again.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Change, EVEN, Field, FieldKind, Finding, Fires, Kind, Measure, Near, Trigger, finding::gap,
};
use crate::{conversation::Conduct, facts::Facts, judge::Clause};

/// Fires on a low mood, on frustration, or when the customer repeats themself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Frustration {
    pub enabled: bool,
    pub conduct: Conduct,
    /// The mood, −1…1, at which somebody counts as upset.
    #[schema(minimum = -1, maximum = 1)]
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
        let evidence = reading.evidence.frustration.as_deref();
        let is_repeating = reading.repeats >= self.repeats;
        let is_low = reading.sentiment <= self.sentiment_threshold;
        // A threshold below the usual one asks for less sensitivity: then the mood alone decides.
        let is_frustrated =
            reading.frustration >= EVEN && reading.sentiment <= self.lenient_threshold();
        if is_low || is_frustrated || is_repeating {
            let at_least = match (is_repeating, is_low) {
                (true, _) => 0.8,
                (false, true) => EVEN,
                (false, false) => 0.0,
            };
            let score = reading.frustration.max(at_least);
            return if is_repeating {
                let words = format!("They said the same thing {} times", reading.repeats + 1);
                Finding::fires(score, facts.customer_words(), words)
                    .measuring(self.again(facts).measure)
            } else {
                let words = format!("They are upset (mood {:+.2})", reading.sentiment);
                let measure = if is_frustrated {
                    Measure::probability(reading.frustration)
                } else {
                    self.mood(facts).measure
                };
                Finding::fires(score, evidence.unwrap_or_default(), words).measuring(measure)
            };
        }
        // Where the words are frustrated enough, it is the mood that was not.
        let words = Near::probability(reading.frustration, evidence);
        let nearest = (reading.frustration < EVEN)
            .then_some(words)
            .into_iter()
            .chain([self.again(facts)])
            .fold(self.mood(facts), nearer);
        Finding::near("Neither upset nor going in circles.", nearest)
    }

    fn change(&self, facts: &Facts) -> Option<Change> {
        let reading = facts.reading;
        if self.again(facts).gap < self.mood(facts).gap && reading.repeats > 0 {
            return Some(Change {
                setting: "/triggers/frustration/repeats".into(),
                from: self.repeats.into(),
                to: reading.repeats.into(),
                words: format!(
                    "With “Saying the same again” at {}, not {}, this would have been a reason.",
                    reading.repeats, self.repeats
                ),
            });
        }
        // Where the words are frustrated already, a milder mood is enough.
        let needed = if reading.frustration >= EVEN {
            reading.sentiment - LENIENCY
        } else {
            reading.sentiment
        };
        // The next step of the form's scale at which it fires.
        let to = (needed * 20.0).ceil() / 20.0;
        (reading.sentiment < 0.0 && (-1.0..=0.0).contains(&to)).then(|| Change {
            setting: "/triggers/frustration/sentiment_threshold".into(),
            from: self.sentiment_threshold.into(),
            to: to.into(),
            words: format!(
                "With the threshold at {to:+.2}, not {:+.2}, this would have been a reason.",
                self.sentiment_threshold
            ),
        })
    }
}

/// How much milder a mood may be when the words themselves are frustrated.
const LENIENCY: f64 = 0.5;

impl Frustration {
    fn lenient_threshold(&self) -> f64 {
        (self.sentiment_threshold + LENIENCY).min(0.0)
    }

    fn mood(&self, facts: &Facts) -> Near {
        let score = facts.reading.sentiment;
        Near {
            measure: Measure {
                score,
                threshold: self.sentiment_threshold,
                fires: Fires::AtMost,
            },
            name: None,
            evidence: facts
                .reading
                .evidence
                .frustration
                .clone()
                .unwrap_or_default(),
            gap: gap(
                score - self.sentiment_threshold,
                self.sentiment_threshold.abs(),
            ),
        }
    }

    fn again(&self, facts: &Facts) -> Near {
        Near::count(facts.reading.repeats as usize, self.repeats)
    }
}

/// The nearer of two; the first of equals.
fn nearer(one: Near, other: Near) -> Near {
    if other.gap < one.gap { other } else { one }
}
