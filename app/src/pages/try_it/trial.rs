//! What is decided on the conversation that is tried. Pure: nothing is stored and nobody is told.

use handoff::{
    actions::{Llm, decide_with_llm},
    conversation::{Author, Message},
    decision::{Decision, Outcome},
    judge::{self, Passage, Reading},
    policy::{Action, Policy},
    stateless::{Transcript, Understood},
};

use super::form::Tried;

/// Below this the built-in answerer says that it is not sure.
const SURE: f64 = 0.3;

/// What the conversation is tried against.
#[derive(Debug, Clone)]
pub struct World {
    pub policy: Policy,
    /// What the built-in answerer answers from.
    pub passages: Vec<Passage>,
    /// How a language model read these messages, if one did: whatever else changes, they still mean that.
    pub read: Option<(Vec<Message>, Reading)>,
}

/// The decision, and what else would be said.
#[derive(Debug, Clone)]
pub struct Trial {
    pub decision: Decision,
    pub answer: Option<OwnAnswer>,
    /// The fields to gather: label by name.
    pub labels: Vec<(String, String)>,
}

/// What the AI would answer by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnAnswer {
    pub text: String,
    /// 0…1
    pub confidence: f64,
    /// The topic it is from.
    pub topic: Option<String>,
}

impl World {
    /// Decides the last line, by the reading that is there or by the embedded judge's.
    pub fn decide(&self, tried: &Tried) -> Trial {
        let answer = self.answer(tried);
        let transcript = transcript(tried, answer.as_ref());
        let understood = Understood::of(&self.policy, &transcript);
        let read = self.read.as_ref();
        let read = read.filter(|(messages, _)| *messages == tried.messages);
        let reading = read.map_or(&understood.reading, |(_, reading)| reading);
        let decision = understood.decide(&self.policy, reading, &transcript);
        self.trial(decision, answer)
    }

    /// Decides the last line with a language model beside the embedded judge, and keeps in mind how it
    /// was read. Where the model cannot be asked, the embedded judge decides and the trace says so.
    pub async fn decide_with(&mut self, llm: &Llm, tried: &Tried) -> Trial {
        let answer = self.answer(tried);
        let transcript = transcript(tried, answer.as_ref());
        let decision = decide_with_llm(llm, &self.policy, &transcript).await;
        if decision.judge == "llm" {
            self.read = Some((tried.messages.clone(), decision.reading.clone()));
        }
        self.trial(decision, answer)
    }

    fn trial(&self, decision: Decision, answer: Option<OwnAnswer>) -> Trial {
        let fields = self.policy.gather.iter();
        let label =
            |field: &handoff::policy::GatherField| (field.name.clone(), field.title().to_owned());
        Trial {
            decision,
            answer,
            labels: fields.map(label).collect(),
        }
    }

    /// What the built-in answerer has to say to the last line, if the customer said it.
    fn answer(&self, tried: &Tried) -> Option<OwnAnswer> {
        let last = tried.messages.last()?;
        if last.author != Author::Customer {
            return None;
        }
        if let Some(reply) = judge::small_talk(&last.text, tried.language.as_deref()) {
            return Some(OwnAnswer {
                text: reply.to_owned(),
                confidence: 1.0,
                topic: None,
            });
        }
        Some(match judge::answer(&last.text, &self.passages) {
            Some(found) => OwnAnswer {
                text: found.text,
                confidence: found.confidence,
                topic: Some(found.title),
            },
            None => OwnAnswer {
                text: String::new(),
                confidence: 0.0,
                topic: None,
            },
        })
    }
}

fn transcript(tried: &Tried, answer: Option<&OwnAnswer>) -> Transcript {
    Transcript {
        messages: tried.messages.clone(),
        channel: tried.channel,
        language: tried.language.clone(),
        now: tried.at,
        zone: Some(tried.zone),
        online: tried.online,
        confidence: answer.map(|answer| answer.confidence),
    }
}

/// The same ways to people with another action.
pub(super) fn with_action(policy: &Policy, action: Action) -> Policy {
    let kept = policy.clone();
    Policy {
        handoffs: kept.handoffs,
        topics: kept.topics,
        transfer_functions: kept.transfer_functions,
        routing_profiles: kept.routing_profiles,
        sharing: kept.sharing,
        sharing_default: kept.sharing_default,
        people: kept.people,
        ..Policy::new(action, kept.queues)
    }
}

impl OwnAnswer {
    /// Whether it is said, rather than that there is no sure answer.
    pub fn is_sure(&self) -> bool {
        self.confidence >= SURE
    }
}

impl Trial {
    /// What a field to gather is called.
    pub fn label(&self, name: &str) -> String {
        let known = self.labels.iter().find(|(known, _)| known == name);
        known.map_or_else(|| name.to_owned(), |(_, label)| label.clone())
    }
}

/// What an outcome means, after the AI agent's name: “offers a person”.
pub fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Continue => "carries on alone",
        Outcome::Offer => "offers a person",
        Outcome::Gather => "asks for what your team must know first",
        Outcome::HandOff => "hands over",
        Outcome::Unavailable => "says when somebody is back",
        Outcome::CollectCallback => "asks how your team can reach them",
        Outcome::Ignored => "stays out of it",
    }
}
