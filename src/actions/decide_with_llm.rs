//! Decides a transcript that nothing is kept of, with the language model beside the embedded judge.

use super::{Llm, llm::SecondReading};
use crate::{
    conversation::Stage,
    decision::Decision,
    judge::llm::Question,
    policy::Policy,
    stateless::{Transcript, Understood},
};

/// Decides the last message of a transcript. If the model cannot be asked, the embedded judge decides alone
/// and the trace says so.
pub async fn decide_with_llm(llm: &Llm, policy: &Policy, transcript: &Transcript) -> Decision {
    let understood = Understood::of(policy, transcript);
    let patience = llm.patience();
    let question = Question::new(understood.messages, &policy.profiles(), &understood.reading);
    let question = question.filter(|_| understood.is_with_ai());
    let second = match question {
        Some(question) => {
            let is_offered = understood.stretch.stage == Stage::Offered;
            SecondReading::of(llm, &question.with_consent(is_offered), patience).await
        }
        None => SecondReading::NotAsked,
    };
    let reading = second.merged(understood.reading.clone());
    let mut decision = understood.decide(policy, &reading, transcript);
    second.note(&mut decision);
    if let (Some(language), Some(message)) = (&reading.language, decision.message.take()) {
        let told = llm.in_language(vec![message], language, patience).await;
        decision.message = told.into_iter().next();
    }
    decision
}
