//! The AI's answer has nothing to do with the question.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Finding, Kind, Trigger};
use crate::{
    conversation::{Author, Conduct, Message},
    facts::Facts,
    judge::{Clause, phrase},
};

/// Fires when the AI's newest answer shares no word of substance with what the customer asked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IrrelevantAdvice {
    pub enabled: bool,
    pub conduct: Conduct,
}

const KIND: Kind = Kind {
    name: "irrelevant_advice",
    title: "The answer misses the question",
    hint: "It shares no word of substance with what was asked.",
    category: "irrelevant_advice",
    rank: 0,
    looks_at_answers: true,
    fields: &[],
};

/// Fewer words of substance than this say too little to compare.
const WORDS_MIN: usize = 3;

impl Trigger for IrrelevantAdvice {
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
        let Some((question, answer)) = newest_exchange(facts.messages) else {
            return Finding::quiet("No question with an answer yet.");
        };
        match phrase::takes_up(question, answer, WORDS_MIN) {
            None => Finding::quiet("Too few words to compare."),
            Some(true) => Finding::quiet("The answer takes up the question’s words."),
            Some(false) => Finding::fires(0.55, answer, "The AI's answer misses the question"),
        }
    }
}

/// The AI's newest answer and the question before it.
fn newest_exchange(messages: &[Message]) -> Option<(&str, &str)> {
    let at = messages
        .iter()
        .rposition(|message| message.author == Author::Ai)?;
    let question = messages[..at]
        .iter()
        .rev()
        .find(|message| message.author == Author::Customer)?;
    Some((&question.text, &messages[at].text))
}
