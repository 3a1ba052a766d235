//! What the engine answers for one message, and every step that led to it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    clock::Instant,
    conversation::{Priority, Reason, Stretch},
    id::{OperatorId, QueueId},
    judge::Reading,
    trigger::{Change, Fired, Fires, Measure, Near},
};

/// What happens now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The AI carries on.
    Continue,
    /// The customer is asked whether they want a person.
    Offer,
    /// The customer is asked for something the team must know.
    Gather,
    /// The conversation goes to the team.
    HandOff,
    /// Nobody is there, and the customer is told when somebody is.
    Unavailable,
    /// Nobody is there; the team will get in touch.
    CollectCallback,
    /// A person has it, so the engine stays out.
    Ignored,
}

impl Outcome {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Offer => "offer",
            Self::Gather => "gather",
            Self::HandOff => "hand_off",
            Self::Unavailable => "unavailable",
            Self::CollectCallback => "collect_callback",
            Self::Ignored => "ignored",
        }
    }
}

/// The scenario a conversation goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandoffChoice {
    pub name: String,
    pub function: String,
}

/// The queue a conversation goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct QueueChoice {
    #[serde(skip)]
    pub id: QueueId,
    pub name: String,
    pub open: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closes_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opens_at: Option<Instant>,
    /// The customer's place in line, from 1. Only when they are in it.
    pub position: Option<usize>,
}

/// Who gets it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Routing {
    pub profile: Option<String>,
    pub score: Option<f64>,
    /// Where no profile fits but one of three very likely does: their names, best first, to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offer: Vec<String>,
    pub method: &'static str,
    /// Who is told: the people of the profile, else those of the queue. Empty means everybody.
    pub operators: Vec<OperatorId>,
    /// To whom it was given, or, of a configuration that names its people, who would be first.
    pub assignee: Option<OperatorId>,
}

/// What is known of what the team must know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Gathered {
    pub collected: BTreeMap<String, String>,
    pub missing: Vec<String>,
}

/// One step on the way to a decision, also when nothing came of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Step {
    /// `reading` (where a language model was asked too), `owner`, `trigger`, `handoff`, `availability`, `conduct`, `who`, `transfer`, `priority` or `text`.
    pub step: &'static str,
    /// Which one, where a step looks at several: a trigger's kind, a queue's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'static, str>>,
    /// What came of it: `matched`, `no_match`, `off`, `suppressed`, `chosen`, `skipped`, `done`.
    pub result: &'static str,
    /// Why, as a sentence for people.
    pub why: Cow<'static, str>,
    /// For a trigger: what it measured, as far as it measures anything.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = SaidMeasure)]
    pub measured: Option<Measured>,
}

/// How a measure looks among what is said besides: all of it may be missing.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
struct SaidMeasure {
    /// Which one of several: a guideline's or a subject's name.
    name: Option<String>,
    /// In the trigger's own scale.
    score: Option<f64>,
    threshold: Option<f64>,
    fires_when: Option<Fires>,
    /// The words that counted most, quoted.
    evidence: Option<String>,
}

/// What a trigger measured.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Measured {
    /// Which one of several: a guideline's or a subject's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(flatten)]
    pub measure: Measure,
    /// The words that counted most, quoted. Empty when there are none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

impl From<Near> for Measured {
    fn from(near: Near) -> Self {
        Self {
            name: near.name,
            measure: near.measure,
            evidence: near.evidence,
        }
    }
}

/// What a reason measured, where it measures anything.
pub(crate) fn measured(fired: &Fired) -> Option<Measured> {
    fired.measure.map(|measure| Measured {
        name: fired.reason.name.clone(),
        measure,
        evidence: fired.reason.evidence.clone(),
    })
}

/// Why nothing came of a message: the trigger that came nearest, and the one setting that would have
/// changed it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhyNot {
    /// The trigger's kind, such as `frustration`.
    pub kind: &'static str,
    /// What the admin calls it.
    pub title: &'static str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = SaidMeasure)]
    pub measured: Option<Measured>,
    /// Why nothing came of it, as a sentence for people.
    pub why: Cow<'static, str>,
    /// None where no single setting would have changed it.
    pub change: Option<Change>,
}

/// The engine's answer for one message.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Decision {
    pub outcome: Outcome,
    pub trigger: Option<Reason>,
    pub handoff: Option<HandoffChoice>,
    pub queue: Option<QueueChoice>,
    pub routing: Option<Routing>,
    pub priority: Priority,
    /// What speaks for the priority, in a few words each. Empty where nothing presses.
    pub priority_reasons: Vec<String>,
    pub gather: Gathered,
    /// What the customer is told. None when the AI's own words are enough.
    pub message: Option<String>,
    /// What the AI is told.
    pub instructions: Option<String>,
    pub reading: Reading,
    pub trace: Vec<Step>,
    /// Where the AI carried on: what came nearest to a person. None when nothing came near.
    pub why_not: Option<WhyNot>,
    /// Who read the text: `embedded` or `llm`.
    pub judge: &'static str,
    /// Where the talk about a person stands after this.
    #[serde(skip)]
    pub stretch: Stretch,
}

/// The trace while it is being written.
#[derive(Debug, Default)]
pub(crate) struct Trace(pub(crate) Vec<Step>);

impl Trace {
    /// Notes a step that looks at one thing.
    pub(crate) fn note(
        &mut self,
        step: &'static str,
        result: &'static str,
        why: impl Into<Cow<'static, str>>,
    ) {
        self.0.push(Step {
            step,
            kind: None,
            result,
            why: why.into(),
            measured: None,
        });
    }

    /// Notes a step for one among several.
    pub(crate) fn note_kind(
        &mut self,
        step: &'static str,
        kind: impl Into<Cow<'static, str>>,
        result: &'static str,
        why: impl Into<Cow<'static, str>>,
    ) {
        self.0.push(Step {
            step,
            kind: Some(kind.into()),
            result,
            why: why.into(),
            measured: None,
        });
    }

    /// Notes what a trigger came to, with what it measured.
    pub(crate) fn note_trigger(
        &mut self,
        kind: &'static str,
        result: &'static str,
        why: impl Into<Cow<'static, str>>,
        measured: Option<Measured>,
    ) {
        self.0.push(Step {
            step: "trigger",
            kind: Some(Cow::Borrowed(kind)),
            result,
            why: why.into(),
            measured,
        });
    }
}
