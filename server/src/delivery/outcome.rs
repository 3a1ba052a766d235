//! What came of one attempt, whatever it went through.

use handoff::{
    clock::Instant,
    delivery::{Attempt, Reception, head},
    nul,
};

/// What came of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub reception: Reception,
    /// As a sentence for people.
    pub said: String,
    /// The code of the answer, as the protocol has it.
    pub status: Option<u16>,
    /// What was sent, without secrets.
    pub sent: String,
    /// What was answered.
    pub answer: String,
}

impl Outcome {
    /// They have it.
    pub fn taken(said: impl Into<String>) -> Self {
        Self::of(Reception::Taken, said)
    }

    /// Trying again later may help.
    pub fn not_now(said: impl Into<String>) -> Self {
        Self::of(Reception::NotNow { wait_seconds: None }, said)
    }

    /// Trying again cannot help.
    pub fn never(said: impl Into<String>) -> Self {
        Self::of(Reception::Never, said)
    }

    /// Nobody is there any more.
    pub fn gone(said: impl Into<String>) -> Self {
        Self::of(Reception::Gone, said)
    }

    /// The same, if it should be tried again, with so many seconds asked for.
    #[must_use]
    pub fn waiting(mut self, seconds: Option<u32>) -> Self {
        if let Reception::NotNow { wait_seconds } = &mut self.reception {
            *wait_seconds = seconds;
        }
        self
    }

    fn of(reception: Reception, said: impl Into<String>) -> Self {
        Self {
            reception,
            said: said.into(),
            status: None,
            sent: String::new(),
            answer: String::new(),
        }
    }

    /// The same with what was answered.
    #[must_use]
    pub fn answered(mut self, status: u16, answer: &str) -> Self {
        self.status = Some(status);
        answer.clone_into(&mut self.answer);
        self
    }

    /// Whether they have it.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.reception == Reception::Taken
    }

    /// The attempt as it is kept, with what it means.
    #[must_use]
    pub fn into_attempt(self, began: Instant, ended: Instant) -> (Attempt, Reception) {
        let took = (ended - began).num_milliseconds().max(0);
        let attempt = Attempt {
            at: began,
            took_milliseconds: u32::try_from(took).unwrap_or(u32::MAX),
            status: self.status,
            is_taken: self.reception == Reception::Taken,
            said: nul::without(self.said),
            sent: nul::without(head(&self.sent)),
            answer: nul::without(head(&self.answer)),
        };
        (attempt, self.reception)
    }
}
