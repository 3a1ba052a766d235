//! A message arrives: from the customer, or from an AI elsewhere that answered one.

use std::{collections::BTreeMap, time::Duration};

use super::{
    Desk, VerbError,
    hand_out::hand_out_next,
    think::{Thought, think},
    verb::TEXT_MAX,
};
use crate::{
    access::{Actor, Scope},
    conversation::{Attachment, Attempt, Author, Conversation, Message, State},
    decision::{Decision, Outcome},
    id::{ConversationId, MessageId},
    problem::Problem,
    store::{Kept, Store, StoreError},
};

/// How often a message is thought through anew because the conversation changed meanwhile.
///
/// Each time somebody else's message was kept, so that so many may arrive for one conversation at the same
/// moment, through any number of programs, before one of them is turned away.
const TRIES: u32 = 24;

/// How much longer each try waits than the one before, so that those who are in each other's way part.
const PATIENCE: Duration = Duration::from_millis(1);

/// A message as it arrives.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub author: Author,
    pub text: String,
    /// How sure the AI was, 0…1. Only with an AI's message.
    pub confidence: Option<f64>,
    pub attachments: Vec<Attachment>,
    /// What the AI knows of what must be gathered, by the field's name. Only with an AI's message.
    pub gathered: BTreeMap<String, String>,
    /// What the AI did before this answer. Only with an AI's message.
    pub actions: Vec<Attempt>,
    /// The function the AI calls for a person, such as `handoff_billing_support`. Only with an AI's message,
    /// which then needs no words.
    pub called: Option<String>,
    /// What its sender calls it: the same message sent twice is kept once.
    pub client_id: Option<String>,
}

/// What came of a message.
#[derive(Debug, Clone)]
pub struct Received {
    pub conversation: Conversation,
    /// The messages that were kept, the incoming one first. Empty when it was dropped: an AI's answer after
    /// a person took over.
    pub messages: Vec<MessageId>,
    /// None when this message had been received before.
    pub decision: Option<Decision>,
}

impl Incoming {
    /// A customer's plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            author: Author::Customer,
            text: text.into(),
            confidence: None,
            attachments: Vec::new(),
            gathered: BTreeMap::new(),
            actions: Vec::new(),
            called: None,
            client_id: None,
        }
    }

    /// The message as the engine sees it.
    pub(super) fn message(&self) -> Message {
        Message {
            author: self.author,
            text: self.text.clone(),
            confidence: self.confidence,
            attachments: self.attachments.clone(),
            gathered: self.gathered.clone(),
            actions: self.actions.clone(),
        }
    }

    /// Everything that is wrong with it.
    pub fn check(&self) -> Result<(), VerbError> {
        let mut problems = Vec::new();
        let length = self.text.chars().count();
        let is_empty = self.text.trim().is_empty() && self.attachments.is_empty();
        if is_empty && self.called.is_none() {
            problems.push(Problem::new("/text", "Write something first."));
        }
        if length > TEXT_MAX {
            problems.push(Problem::new(
                "/text",
                format!("This has {length} characters. Send at most {TEXT_MAX} at a time."),
            ));
        }
        if !matches!(self.author, Author::Customer | Author::Ai) {
            problems.push(Problem::new(
                "/author",
                "Only the customer and the AI send messages here. People reply through “replies”.",
            ));
        }
        if self
            .confidence
            .is_some_and(|sure| !(0.0..=1.0).contains(&sure))
        {
            problems.push(Problem::new(
                "/confidence",
                "A confidence is a number from 0 to 1.",
            ));
        }
        problems.extend(self.check_reports());
        if self
            .client_id
            .as_ref()
            .is_some_and(|id| id.is_empty() || id.len() > 100)
        {
            problems.push(Problem::new(
                "/client_id",
                "A client id has 1 to 100 characters.",
            ));
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(VerbError::Invalid(problems))
        }
    }
}

impl Incoming {
    /// What is wrong with what the AI reports.
    fn check_reports(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.author != Author::Ai && !self.gathered.is_empty() {
            let detail = "Only the AI gathers. What the customer says is read from the text.";
            problems.push(Problem::new("/gathered", detail));
        }
        if self.author != Author::Ai && !self.actions.is_empty() {
            let detail = "Only the AI reports what it did. Send this with its message.";
            problems.push(Problem::new("/actions", detail));
        }
        if self.actions.len() > REPORTS_MAX {
            let detail = format!("Report at most {REPORTS_MAX} actions with one message.");
            problems.push(Problem::new("/actions", detail));
        }
        for (row, action) in self.actions.iter().enumerate() {
            if action.name.trim().is_empty() || action.name.chars().count() > 100 {
                let detail = "Name what was done in 1 to 100 characters.";
                problems.push(Problem::new(format!("/actions/{row}/name"), detail));
            }
            let result = action.result.as_deref().unwrap_or_default();
            if result.chars().count() > REPORT_MAX {
                let detail = format!("Say what came of it in at most {REPORT_MAX} characters.");
                problems.push(Problem::new(format!("/actions/{row}/result"), detail));
            }
        }
        for (name, value) in &self.gathered {
            if value.chars().count() > REPORT_MAX {
                let pointer = format!("/gathered{}", crate::problem::step(name));
                let detail = format!("Give at most {REPORT_MAX} characters.");
                problems.push(Problem::new(pointer, detail));
            }
        }
        problems
    }
}

/// So many actions can be reported with one message.
const REPORTS_MAX: usize = 20;
/// The longest report and the longest gathered value, in characters.
const REPORT_MAX: usize = 500;

/// Takes a message in: reads it, decides it, answers it, and keeps all of that at once.
pub async fn receive_message(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    incoming: &Incoming,
) -> Result<Received, VerbError> {
    incoming.check()?;
    let (client_id, mut heard) = (incoming.client_id.as_deref(), None);
    // What is remembered saves reading. Should it be outdated, the thought is not kept and the database asked.
    if let Some(thread) = desk.store.remembered_thread(scope, id)
        && !thread.has_received(client_id)
    {
        let thought = think(desk, thread, incoming, &mut heard).await?;
        if !thought.messages.is_empty()
            && let Some(received) = Box::pin(keep(desk, actor, thought)).await?
        {
            return Ok(received);
        }
    }
    for tries in 0..TRIES {
        tokio::time::sleep(PATIENCE * tries).await;
        let thread = desk.store.thread(scope, id).await?;
        let thread = thread.ok_or(VerbError::Missing)?;
        if let Some(known) = known(&desk.store, &thread.conversation, incoming).await? {
            return Ok(known);
        }
        let thought = think(desk, thread, incoming, &mut heard).await?;
        if let Some(received) = Box::pin(keep(desk, actor, thought)).await? {
            return Ok(received);
        }
    }
    Err(StoreError::Conflict.into())
}

/// The answer to a message that was received before.
async fn known(
    store: &Store,
    conversation: &Conversation,
    incoming: &Incoming,
) -> Result<Option<Received>, StoreError> {
    let Some(client_id) = &incoming.client_id else {
        return Ok(None);
    };
    let message = store
        .message_by_client_id(&conversation.id, client_id)
        .await?;
    Ok(message.map(|id| Received {
        conversation: conversation.clone(),
        messages: vec![id],
        decision: None,
    }))
}

/// Keeps a thought. None when somebody changed the conversation, or sent the same message, while it was
/// thought about, or another program was in the way.
async fn keep(
    desk: &Desk,
    actor: &Actor,
    thought: Thought,
) -> Result<Option<Received>, StoreError> {
    let (turn, decision) = thought.into_turn(actor, desk.now());
    if turn.messages.is_empty() {
        return Ok(Some(Received {
            conversation: turn.thread.conversation,
            messages: Vec::new(),
            decision: Some(decision),
        }));
    }
    match desk.store.keep_turn(turn).await {
        Err(StoreError::Conflict) => Ok(None),
        Err(error) if error.is_duplicate() || error.is_passing() => Ok(None),
        kept => Ok(Some(received(desk, kept?, decision).await?)),
    }
}

/// What came of a message that is kept. What waits from now on is given to somebody, if it should be.
pub(super) async fn received(
    desk: &Desk,
    kept: Kept,
    mut decision: Decision,
) -> Result<Received, StoreError> {
    let mut conversation = kept.turn.thread.conversation;
    let begins_to_wait =
        decision.outcome == Outcome::HandOff && conversation.state == State::Waiting;
    if begins_to_wait && hand_out_next(desk, Some(&conversation.id)).await {
        let given = desk.store.conversation(Scope::Everything, &conversation.id);
        conversation = given.await?.unwrap_or(conversation);
        if let Some(routing) = &mut decision.routing {
            routing.assignee = conversation.assignee;
        }
    }
    Ok(Received {
        conversation,
        messages: kept.messages,
        decision: Some(decision),
    })
}
