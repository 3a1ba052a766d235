//! Asking the language model, where one is set up: how often, how many at once, and for how long.
//!
//! What is asked and what is believed is in `judge::llm`; sending it is the endpoint's part. No transaction
//! and no lock is held while an answer is waited for, and whatever goes wrong ends within the time-out.

mod second_reading;
mod translations;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures::future::BoxFuture;
use serde_json::Value;
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    clock::{Clock, Instant},
    conversation::{Author, Message},
    judge::{
        self,
        llm::{Fault, Gate, GateState, Limits, Question, content},
    },
};
pub(super) use second_reading::SecondReading;
use translations::Translations;

/// What speaks with the model's server. One attempt a call, and no longer than anybody waits for it.
pub trait Endpoint: Send + Sync {
    /// Sends the body of a chat completion request and gives back the body of the answer.
    fn post<'a>(&'a self, body: &'a Value) -> BoxFuture<'a, Result<Vec<u8>, Fault>>;
}

/// How the model may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LlmTerms {
    /// The model's name, as its server knows it.
    pub model: String,
    /// Where it is, for people: without a key.
    pub address: String,
    /// How long one message may wait for it altogether.
    pub time_out: Duration,
    /// How many questions may be on their way at once.
    pub concurrency: usize,
    pub calls_per_hour: u32,
}

/// A language model that was set up.
pub struct Llm {
    endpoint: Box<dyn Endpoint>,
    terms: LlmTerms,
    clock: Arc<dyn Clock>,
    gate: Mutex<Gate>,
    slots: Semaphore,
    translations: Translations,
}

/// How things stand with the language model, for admins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LlmStatus {
    pub terms: LlmTerms,
    pub gate: GateState,
}

/// How long a message may still wait for the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    began: Instant,
    whole: Duration,
}

impl Llm {
    /// A model behind `endpoint`. Nothing is asked yet.
    #[must_use]
    pub fn new(endpoint: Box<dyn Endpoint>, clock: Arc<dyn Clock>, terms: LlmTerms) -> Self {
        let limits = Limits {
            calls_per_hour: terms.calls_per_hour,
        };
        Self {
            endpoint,
            slots: Semaphore::new(terms.concurrency),
            terms,
            clock,
            gate: Mutex::new(Gate::new(limits)),
            translations: Translations::default(),
        }
    }

    /// How things stand.
    #[must_use]
    pub fn status(&self) -> LlmStatus {
        LlmStatus {
            terms: self.terms.clone(),
            gate: self.at_the_gate(|gate, now| gate.state(now)),
        }
    }

    /// Asks it something simple, for real, and says whether it understood.
    pub async fn try_out(&self) -> Result<(), Fault> {
        let said = [Message::new(
            Author::Customer,
            "Let me talk to a person, please.",
        )];
        let embedded = judge::read(&said, &[]);
        let question = Question::new(&said, &[], &embedded).ok_or(Fault::Empty)?;
        let opinion = self
            .asked(&question.body(&self.terms.model), self.patience(), |text| {
                question.read(text)
            })
            .await?;
        let understood = opinion.wants_person.probability >= 0.5;
        if understood {
            Ok(())
        } else {
            Err(Fault::OffForm)
        }
    }

    /// The patience with which a message begins.
    pub(super) fn patience(&self) -> Patience {
        Patience {
            began: self.clock.now(),
            whole: self.terms.time_out,
        }
    }

    /// One question, and its answer as `read` understands it.
    async fn asked<T>(
        &self,
        body: &Value,
        patience: Patience,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        // Whoever would not get through does not wait in line first.
        self.at_the_gate(|gate, now| gate.look(now))?;
        let left = self.left(patience);
        let Ok(Ok(_slot)) = timeout(left, self.slots.acquire()).await else {
            return Err(Fault::Crowded);
        };
        self.at_the_gate(Gate::pass)?;
        let answer = timeout(self.left(patience), self.endpoint.post(body)).await;
        let answer = answer.unwrap_or(Err(Fault::TimedOut));
        let read = answer
            .and_then(|body| content(&body))
            .and_then(|text| read(&text));
        let result = read.as_ref().map(|_| ()).map_err(|fault| *fault);
        self.at_the_gate(|gate, now| gate.note(now, result));
        if let Err(fault) = result {
            tracing::warn!(model = %self.terms.model, "{fault}.");
        }
        read
    }

    fn left(&self, patience: Patience) -> Duration {
        let used = (self.clock.now() - patience.began).to_std();
        patience.whole.saturating_sub(used.unwrap_or_default())
    }

    /// The gate is only looked at, never held while anything is waited for.
    fn at_the_gate<T>(&self, does: impl FnOnce(&mut Gate, Instant) -> T) -> T {
        let now = self.clock.now();
        does(
            &mut self.gate.lock().unwrap_or_else(PoisonError::into_inner),
            now,
        )
    }
}
