//! What a message means, and what the built-in answerer has to say to it.

use super::{
    super::{Incoming, llm::SecondReading},
    known::Known,
};
use crate::{
    conversation::{AnsweredBy, Author},
    judge::{self, Reading},
    wording::{Phrase, wording},
};

/// From this confidence on an answer is given; below, the product says that it is not sure.
const SURE: f64 = 0.3;

/// What a message means.
pub(super) struct Meant {
    pub(super) reading: Reading,
    /// What the built-in answerer has to say, where it is the product that answers.
    pub(super) answer: Option<BuiltIn>,
}

/// What the built-in answerer has to say, with its confidence, 0…1.
pub(super) struct BuiltIn {
    /// An answer, or that there is none to be sure of, in the customer's language.
    pub(super) text: String,
    pub(super) confidence: f64,
}

impl BuiltIn {
    /// Whether it answers a question: it is sure enough, and no mere greeting.
    pub(super) fn is_answer(&self) -> bool {
        self.confidence >= SURE && self.confidence < 1.0
    }
}

impl Meant {
    /// What the newest message means, by what the program itself can read.
    pub(super) fn of(known: &Known, incoming: &Incoming) -> Self {
        let answer = built_in_answer(known, incoming);
        let (messages, around) = (&known.messages, &known.around);
        let mut reading = judge::read_with(messages, &around.profiles);
        reading.language = reading
            .language
            .or_else(|| known.conversation.language.clone());
        reading.confidence = match &answer {
            Some(answer) => Some(answer.confidence),
            None => messages.iter().rev().find_map(|message| message.confidence),
        };
        Self { reading, answer }
    }
}

impl Meant {
    /// The same with what a language model made of it. An answer is the model's only where it names paragraphs
    /// of the topics, whose words are then the answer; a greeting needs none.
    pub(super) fn with(mut self, second: &SecondReading) -> Self {
        self.reading = second.merged(self.reading);
        if let (Some(answer), Some(cited)) = (&mut self.answer, second.answer()) {
            answer.text.clone_from(&cited.text);
            answer.confidence = cited.confidence;
            self.reading.confidence = Some(cited.confidence);
        }
        self
    }
}

/// Answers from the Knowledge topics, where it is the product that answers.
fn built_in_answer(known: &Known, incoming: &Incoming) -> Option<BuiltIn> {
    let conversation = &known.conversation;
    let answers =
        conversation.answered_by == AnsweredBy::BuiltIn && conversation.state.is_ai_speaking();
    if !answers || incoming.author != Author::Customer {
        return None;
    }
    let language = judge::language(&incoming.text).or(conversation.language.as_deref());
    if let Some(reply) = judge::small_talk(&incoming.text, language) {
        return Some(BuiltIn {
            text: reply.to_owned(),
            confidence: 1.0,
        });
    }
    let found = known.around.knowledge.answer(&incoming.text);
    let confidence = found.as_ref().map_or(0.0, |found| found.confidence);
    let text = found.filter(|found| found.confidence >= SURE).map_or_else(
        || wording(language).say(Phrase::NotSure).to_owned(),
        |found| found.text,
    );
    Some(BuiltIn { text, confidence })
}
