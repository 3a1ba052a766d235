//! What a trigger found: that it fires, or how near it came and what would have made it fire.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::conversation::Conduct;

/// What a trigger found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    Fires {
        /// Which guideline or subject, where there are several.
        name: Option<String>,
        score: f64,
        evidence: String,
        /// The reason as a sentence for people.
        words: Cow<'static, str>,
        /// What this one says about asking first, where it differs from its kind.
        conduct: Option<Conduct>,
        /// What was measured, in the trigger's own scale. None where it is there or not.
        measure: Option<Measure>,
    },
    /// It does not fire, and why.
    Quiet(Quiet),
}

impl Finding {
    /// A finding with nothing but its evidence.
    pub(crate) fn fires(
        score: f64,
        evidence: impl Into<String>,
        words: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::Fires {
            name: None,
            score,
            evidence: evidence.into(),
            words: words.into(),
            conduct: None,
            measure: None,
        }
    }

    /// The same with what was measured.
    pub(crate) fn measuring(mut self, measured: Measure) -> Self {
        if let Self::Fires { measure, .. } = &mut self {
            *measure = Some(measured);
        }
        self
    }

    /// It does not fire, and there is nothing to measure.
    pub(crate) fn quiet(why: impl Into<Cow<'static, str>>) -> Self {
        Self::Quiet(Quiet {
            why: why.into(),
            near: None,
        })
    }

    /// It does not fire, and so near it came.
    pub(crate) fn near(why: impl Into<Cow<'static, str>>, near: Near) -> Self {
        Self::Quiet(Quiet {
            why: why.into(),
            near: Some(near),
        })
    }
}

/// A trigger that does not fire.
#[derive(Debug, Clone, PartialEq)]
pub struct Quiet {
    /// Why, as a sentence for people.
    pub why: Cow<'static, str>,
    /// How near it came, where that can be measured.
    pub near: Option<Near>,
}

impl<Words: Into<Cow<'static, str>>> From<Words> for Quiet {
    fn from(why: Words) -> Self {
        Self {
            why: why.into(),
            near: None,
        }
    }
}

/// How near a trigger came to firing.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    pub measure: Measure,
    /// Which guideline or subject, where there are several.
    pub name: Option<String>,
    /// The words that came nearest. Empty when there are none.
    pub evidence: String,
    /// 0 is at the threshold, 1 is as far away as can be: what makes different scales comparable.
    pub gap: f64,
}

impl Near {
    /// A probability that had to reach 0.5.
    pub(crate) fn probability(score: f64, evidence: Option<&str>) -> Self {
        Self {
            measure: Measure::probability(score),
            name: None,
            evidence: evidence.unwrap_or_default().to_owned(),
            gap: gap(EVEN - score, EVEN),
        }
    }

    /// So many of the many it takes.
    pub(crate) fn count(done: usize, needed: u32) -> Self {
        let measure = Measure::count(done, needed);
        Self {
            measure,
            name: None,
            evidence: String::new(),
            gap: gap(measure.threshold - measure.score, measure.threshold),
        }
    }

    pub(crate) fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }
}

/// The boundary of the judge's probabilities.
pub(crate) const EVEN: f64 = 0.5;

/// How far away on a scale of that length, 0…1.
pub(super) fn gap(distance: f64, length: f64) -> f64 {
    if length > 0.0 {
        (distance / length).clamp(0.0, 1.0)
    } else {
        f64::from(u8::from(distance > 0.0))
    }
}

/// A score beside its threshold, both in the trigger's own scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Measure {
    pub score: f64,
    pub threshold: f64,
    /// On which side of the threshold it fires.
    #[serde(rename = "fires_when")]
    pub fires: Fires,
}

impl Measure {
    /// A probability beside the judge's boundary.
    pub(crate) const fn probability(score: f64) -> Self {
        Self {
            score,
            threshold: EVEN,
            fires: Fires::AtLeast,
        }
    }

    /// So many of the many it takes.
    pub(crate) fn count(done: usize, needed: u32) -> Self {
        Self {
            score: u32::try_from(done).map_or(f64::from(u32::MAX), f64::from),
            threshold: f64::from(needed),
            fires: Fires::AtLeast,
        }
    }
}

/// On which side of its threshold a score fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fires {
    AtLeast,
    AtMost,
    Below,
}

/// The one setting that would have changed what happened.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Change {
    /// Its place in the configuration document, as a JSON pointer. One that ends in `/-` adds to a list.
    pub setting: String,
    /// What it is now; null where something is added.
    pub from: Value,
    /// What it would have to be; null where something is taken out.
    pub to: Value,
    /// The change as a sentence for people.
    pub words: String,
}
