//! The language model's reading of one message, merged with the embedded one, and noted in the trace.

use super::{Llm, Patience};
use crate::{
    conversation::RequestSummary,
    decision::{Decision, Step},
    judge::{
        Reading,
        llm::{Cited, Fault, Opinion, Question, merged},
    },
};

/// What came of asking the language model about a message.
#[derive(Debug, Clone, Default)]
pub(in crate::actions) enum SecondReading {
    /// There is none set up, or it has nothing to read here.
    #[default]
    NotAsked,
    /// It was to be asked, but something went wrong.
    Failed(Fault),
    Heard {
        opinion: Box<Opinion>,
        model: String,
    },
}

impl SecondReading {
    /// Asks the model, once.
    pub(in crate::actions) async fn of(llm: &Llm, question: &Question, patience: Patience) -> Self {
        let model = llm.terms.model.clone();
        let body = question.body(&model);
        match llm.asked(&body, patience, |text| question.read(text)).await {
            Ok(opinion) => Self::Heard {
                opinion: Box::new(opinion),
                model,
            },
            Err(fault) => Self::Failed(fault),
        }
    }

    /// The reading that counts.
    pub(in crate::actions) fn merged(&self, embedded: Reading) -> Reading {
        match self {
            Self::Heard { opinion, .. } => merged(embedded, opinion),
            _ => embedded,
        }
    }

    /// What it found in the topics.
    pub(in crate::actions) fn answer(&self) -> Option<&Cited> {
        self.opinion()?.answer.as_ref()
    }

    /// Puts its words for the team before those of the embedded judge, whose facts stay.
    pub(in crate::actions) fn add_to(&self, summary: &mut RequestSummary) {
        let Some(opinion) = self.opinion() else {
            return;
        };
        if let Some(text) = &opinion.summary {
            summary.text.clone_from(text);
            summary.is_by_model = true;
            let steps = opinion.next_steps.iter().cloned();
            summary.suggested.splice(0..0, steps);
        }
    }

    fn opinion(&self) -> Option<&Opinion> {
        match self {
            Self::Heard { opinion, .. } => Some(opinion),
            _ => None,
        }
    }

    /// Says in the decision who read the message, and why nobody else did.
    pub(in crate::actions) fn note(&self, decision: &mut Decision) {
        let (result, why) = match self {
            Self::NotAsked => return,
            Self::Failed(fault) => (
                "skipped",
                format!("{fault}, so the embedded judge read this alone."),
            ),
            Self::Heard { model, .. } => {
                decision.judge = "llm";
                let why =
                    format!("The language model {model} read this, beside the embedded judge.");
                ("done", why)
            }
        };
        let step = Step {
            step: "reading",
            kind: None,
            result,
            why: why.into(),
            measured: None,
        };
        decision.trace.insert(0, step);
    }
}
