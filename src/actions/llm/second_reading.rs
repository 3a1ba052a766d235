//! The language model's reading of one message, merged with the embedded one, and noted in the trace.

use super::{Llm, Patience};
use crate::{
    decision::{Decision, Step},
    judge::{
        Reading,
        llm::{Fault, Opinion, Question, merged},
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
            why,
        };
        decision.trace.insert(0, step);
    }
}
