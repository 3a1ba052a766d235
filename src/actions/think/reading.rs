//! The language model's part in a thought: what it is asked, and what is put into the customer's language.

use super::{
    super::llm::{Llm, Patience, SecondReading},
    known::Known,
    meaning::{BuiltIn, Meant},
    owner,
};
use crate::{
    conversation::Stage,
    decision::{Decision, Outcome},
    facts::Owner,
    judge::{
        self,
        llm::{Paragraph, Question},
    },
};

/// What the model makes of the newest message, if there is anything to read: what a customer wrote while the
/// AI has the conversation, greetings left out.
pub(super) async fn asked(
    llm: &Llm,
    known: &Known,
    embedded: &Meant,
    patience: Patience,
) -> SecondReading {
    match question(known, embedded) {
        Some(question) => SecondReading::of(llm, &question, patience).await,
        None => SecondReading::NotAsked,
    }
}

fn question(known: &Known, embedded: &Meant) -> Option<Question> {
    let conversation = &known.conversation;
    let policy = &known.around.policy;
    let profiles = policy.profiles();
    let question = Question::new(&known.messages, &profiles, &embedded.reading)?;
    if owner(conversation) != Owner::Ai || judge::small_talk(question.said(), None).is_some() {
        return None;
    }
    let paragraphs = known.around.knowledge.paragraphs();
    let paragraphs = paragraphs.filter(|_| embedded.answer.is_some());
    let question = question
        .with_paragraphs(paragraphs.map(|(title, text)| Paragraph {
            title: title.to_owned(),
            text: text.to_owned(),
        }))
        .with_consent(conversation.stretch.stage == Stage::Offered)
        .with_summary(policy.action.enabled);
    Some(question)
}

/// Puts what the customer is told into their language, where nobody here speaks it and a model can.
pub(super) async fn worded(
    llm: &Llm,
    answer: &mut Option<BuiltIn>,
    decision: &mut Decision,
    patience: Patience,
) {
    let Some(language) = decision.reading.language.clone() else {
        return;
    };
    if decision.outcome == Outcome::Ignored {
        return;
    }
    let own = answer.as_mut().map(|answer| &mut answer.text);
    let places: Vec<&mut String> = own.into_iter().chain(&mut decision.message).collect();
    let texts = places.iter().map(|text| (**text).clone()).collect();
    let told = llm.in_language(texts, &language, patience).await;
    for (place, told) in places.into_iter().zip(told) {
        *place = told;
    }
}
