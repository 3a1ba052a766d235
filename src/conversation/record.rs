//! One conversation and what may be done with it.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Author, Priority, Stage, State, Stretch};
use crate::{
    channel::Channel,
    clock::Instant,
    id::{AgentId, ConversationId, MessageId, OperatorId, QueueId},
};

/// Whoever writes to the AI agent, as far as known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub name: Option<String>,
    pub email: Option<String>,
    pub zone: Option<Tz>,
}

impl Customer {
    /// Takes in a name and an address that were gathered, where none was known.
    pub fn learn(&mut self, collected: &BTreeMap<String, String>) {
        let known = |name: &str| collected.get(name).cloned();
        self.email = self.email.take().or_else(|| known("email"));
        self.name = self.name.take().or_else(|| known("name"));
    }

    /// What to call them: the name, else the address, else “Visitor”.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name
            .as_deref()
            .or(self.email.as_deref())
            .unwrap_or("Visitor")
    }
}

/// Which AI answers the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnsweredBy {
    /// The product itself, from the Knowledge topics.
    BuiltIn,
    /// Another program, which posts its answers.
    Elsewhere,
}

impl AnsweredBy {
    /// The name used in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BuiltIn => "built_in",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The one of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::BuiltIn, Self::Elsewhere]
            .into_iter()
            .find(|answers| answers.as_str() == name)
    }
}

/// The newest message, as the inbox shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWords {
    pub author: Author,
    pub text: String,
    pub at: Instant,
}

/// A conversation as kept, without its messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    pub id: ConversationId,
    pub agent: AgentId,
    pub customer: Customer,
    pub channel: Channel,
    pub answered_by: AnsweredBy,
    /// BCP 47 primary tag, once known.
    pub language: Option<String>,
    pub state: State,
    pub state_since: Instant,
    pub assignee: Option<OperatorId>,
    pub queue: Option<QueueId>,
    pub priority: Priority,
    /// Since when the customer waits for a person's words.
    pub waiting_since: Option<Instant>,
    /// Until when whoever has it put it aside.
    pub snoozed_until: Option<Instant>,
    pub stretch: Stretch,
    /// Messages after this one belong to the current stretch.
    pub stretch_from: MessageId,
    pub last: LastWords,
    /// Grows with each change; a change is only kept if nobody else made one meanwhile.
    pub revision: i64,
    pub created_at: Instant,
}

/// Why something cannot be done with a conversation now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Somebody else has it.
    #[error("it is with somebody else")]
    Taken { by: OperatorId },
    /// It is already done.
    #[error("the conversation is resolved")]
    Resolved,
    /// The AI already has it.
    #[error("the AI already has the conversation")]
    WithAi,
}

impl Conversation {
    /// A conversation nobody has said anything in yet.
    #[must_use]
    pub fn begun(
        id: ConversationId,
        agent: AgentId,
        channel: Channel,
        answered_by: AnsweredBy,
        now: Instant,
    ) -> Self {
        Self {
            id,
            agent,
            customer: Customer::default(),
            channel,
            answered_by,
            language: None,
            state: State::WithAi,
            state_since: now,
            assignee: None,
            queue: None,
            priority: Priority::Normal,
            waiting_since: None,
            snoozed_until: None,
            stretch: Stretch::default(),
            stretch_from: MessageId(0),
            last: LastWords {
                author: Author::Customer,
                text: String::new(),
                at: now,
            },
            revision: 1,
            created_at: now,
        }
    }

    /// Whether a person should do something about it now.
    #[must_use]
    pub fn needs_attention(&self) -> bool {
        match self.state {
            _ if self.snoozed_until.is_some() => false,
            State::Waiting => true,
            State::WithOperator => self.last.author == Author::Customer,
            _ => false,
        }
    }

    /// Goes to another state, noting when.
    fn enter(&mut self, state: State, now: Instant) {
        if self.state != state {
            // Only what a person has can be put aside.
            self.snoozed_until = None;
            self.state = state;
            self.state_since = now;
        }
    }

    /// Notes the newest words.
    pub fn note_words(&mut self, author: Author, text: &str, at: Instant) {
        let text = text.chars().take(240).collect();
        self.last = LastWords { author, text, at };
        let with_person = matches!(self.state, State::Waiting | State::WithOperator);
        if author == Author::Customer {
            self.snoozed_until = None;
        }
        match author {
            Author::Customer if with_person && self.waiting_since.is_none() => {
                self.waiting_since = Some(at);
            }
            Author::Operator => self.waiting_since = None,
            _ => {}
        }
    }

    /// The engine's next step was taken: the stretch has moved on.
    #[must_use]
    pub fn advanced(mut self, stretch: Stretch, now: Instant) -> Self {
        let state = State::from(stretch.stage);
        if state == State::Waiting && self.state != State::Waiting {
            self.waiting_since = Some(now);
        }
        self.stretch = stretch;
        self.enter(state, now);
        self
    }

    /// Somebody takes it: from the line, from the AI, or a promised callback.
    pub fn claimed(mut self, by: OperatorId, now: Instant) -> Result<Self, Refused> {
        match (self.state, self.assignee) {
            (State::Resolved, _) => Err(Refused::Resolved),
            (State::WithOperator, Some(owner)) if owner != by => Err(Refused::Taken { by: owner }),
            _ => {
                self.stretch.stage = Stage::HandedOff;
                self.stretch.line.is_returned = false;
                self.assignee = Some(by);
                self.enter(State::WithOperator, now);
                Ok(self)
            }
        }
    }

    /// It is given to `to`, or put back in line for anybody.
    pub fn assigned(mut self, to: Option<OperatorId>, now: Instant) -> Result<Self, Refused> {
        if self.state == State::Resolved {
            return Err(Refused::Resolved);
        }
        self.stretch.stage = Stage::HandedOff;
        if self.assignee != to {
            // Whoever gets it sees it.
            self.snoozed_until = None;
        }
        let line = &mut self.stretch.line;
        line.is_returned = to.is_none() && self.assignee.is_some();
        if to.is_none() {
            // Nobody is given back at once what they just gave away.
            line.not_again = self.assignee;
            self.waiting_since = self.waiting_since.or(Some(now));
        }
        self.assignee = to;
        self.enter(
            if to.is_some() {
                State::WithOperator
            } else {
                State::Waiting
            },
            now,
        );
        Ok(self)
    }

    /// It waits in `queue` for whoever works there, whoever had it.
    pub fn queued(self, queue: QueueId, now: Instant) -> Result<Self, Refused> {
        let mut moved = self.assigned(None, now)?;
        moved.queue = Some(queue);
        let line = &mut moved.stretch.line;
        // What was tried in the queue before is no matter here.
        (line.is_moved, line.is_for_anyone) = (false, false);
        line.is_callback_offered = false;
        Ok(moved)
    }

    /// It is open again, though nobody wrote: `to` has it, or it waits for somebody. What is open stays as it is.
    #[must_use]
    pub fn opened_again(mut self, to: Option<OperatorId>, now: Instant) -> Self {
        if self.state != State::Resolved {
            return self;
        }
        self.stretch.stage = Stage::HandedOff;
        self.stretch.line.had_it = self.assignee;
        self.assignee = to;
        self.waiting_since = Some(now);
        let state = if to.is_some() {
            State::WithOperator
        } else {
            State::Waiting
        };
        self.enter(state, now);
        self
    }

    /// It is done.
    pub fn resolved(mut self, now: Instant) -> Result<Self, Refused> {
        if self.state == State::Resolved {
            return Err(Refused::Resolved);
        }
        self.waiting_since = None;
        self.enter(State::Resolved, now);
        Ok(self)
    }

    /// The AI has it again, with a fresh stretch: nothing said up to `last` can trigger again.
    pub fn handed_back(mut self, last: MessageId, now: Instant) -> Result<Self, Refused> {
        match self.state {
            State::Resolved => return Err(Refused::Resolved),
            State::WithAi | State::Offered | State::Gathering => return Err(Refused::WithAi),
            State::Waiting | State::WithOperator | State::Callback => {}
        }
        self.begin_stretch(last, now);
        Ok(self)
    }

    /// The customer writes again after it was done: the AI answers first, from a clean slate.
    #[must_use]
    pub fn reopened(mut self, last: MessageId, now: Instant) -> Self {
        let had_it = self.assignee;
        self.begin_stretch(last, now);
        self.stretch.line.had_it = had_it;
        self
    }

    fn begin_stretch(&mut self, last: MessageId, now: Instant) {
        self.stretch = Stretch::default();
        self.stretch_from = last;
        self.assignee = None;
        self.queue = None;
        self.priority = Priority::Normal;
        self.waiting_since = None;
        self.enter(State::WithAi, now);
    }
}
