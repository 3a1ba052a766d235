//! What the verbs on a conversation share: look it up through the scope, change it, keep it, say why not.

use serde_json::json;

use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Conversation, Refused},
    event::{EventKind, NewEvent},
    id::{ConversationId, OperatorId},
    operator::Operator,
    problem::Problem,
    store::{StoreError, Tx},
};

/// Why a verb could not be done on a conversation.
#[derive(Debug, thiserror::Error)]
pub enum VerbError {
    /// It does not exist within the actor's scope.
    #[error("there is no such conversation")]
    Missing,
    /// Somebody else has it.
    #[error("{name} has this conversation")]
    Taken { by: OperatorId, name: String },
    /// Whoever should have it has as many as they may.
    #[error("{name} has {load} of {most} conversations")]
    Full { name: String, load: u32, most: u32 },
    /// It is already done.
    #[error("this conversation is resolved")]
    Resolved,
    /// The AI already has it.
    #[error("the AI already has this conversation")]
    WithAi,
    /// What was given is not acceptable.
    #[error("what was given is not acceptable")]
    Invalid(Vec<Problem>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A conversation before and after a verb.
pub(super) struct Changed {
    pub(super) before: Conversation,
    pub(super) after: Conversation,
}

impl Changed {
    /// The event that says what the verb did, with the states before and after.
    pub(super) fn event(&self, kind: EventKind) -> NewEvent {
        let data = json!({
            "before": {"state": self.before.state, "assignee": self.before.assignee},
            "after": {"state": self.after.state, "assignee": self.after.assignee},
        });
        NewEvent::new(kind, data)
            .of_agent(self.after.agent)
            .of_conversation(&self.after.id)
    }
}

/// Looks up the conversation and applies `transition` to it, without keeping it yet.
pub(super) async fn change(
    tx: &mut Tx,
    scope: Scope,
    id: &ConversationId,
    transition: impl FnOnce(Conversation) -> Result<Conversation, Refused>,
) -> Result<Changed, VerbError> {
    let before = tx
        .conversation(scope, id)
        .await?
        .ok_or(VerbError::Missing)?;
    match transition(before.clone()) {
        Ok(after) => Ok(Changed { before, after }),
        Err(refused) => Err(explain(tx, refused).await?),
    }
}

/// Says a refusal with the name of whoever is in the way.
async fn explain(tx: &mut Tx, refused: Refused) -> Result<VerbError, StoreError> {
    Ok(match refused {
        Refused::Taken { by } => {
            let name = tx
                .operator(by)
                .await?
                .map_or_else(|| "Somebody".to_owned(), |operator| operator.name);
            VerbError::Taken { by, name }
        }
        Refused::Resolved => VerbError::Resolved,
        Refused::WithAi => VerbError::WithAi,
    })
}

/// Keeps a changed conversation and the events of the change.
pub(super) async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    changed: &Changed,
    events: &[NewEvent],
) -> Result<(), VerbError> {
    tx.update_conversation(&changed.after).await?;
    tx.record(actor, now, events).await?;
    Ok(())
}

/// The person who acts or is given something: must work here.
pub(super) async fn working_operator(tx: &mut Tx, id: OperatorId) -> Result<Operator, VerbError> {
    let operator = tx.operator(id).await?.filter(Operator::is_enabled);
    operator.ok_or_else(|| {
        VerbError::Invalid(vec![Problem::new(
            "/operator_id",
            format!("There is no operator {id} who can take conversations."),
        )])
    })
}

/// The longest message a person or a customer may write, in characters.
pub(super) const TEXT_MAX: usize = 4000;

/// Words that may be sent, or what is wrong with them.
pub(super) fn checked_text(text: &str) -> Result<String, VerbError> {
    let text = text.trim();
    let length = text.chars().count();
    let problem = match length {
        0 => "Write something first.".to_owned(),
        1..=TEXT_MAX => return Ok(text.to_owned()),
        _ => format!("This has {length} characters. Send at most {TEXT_MAX} at a time."),
    };
    Err(VerbError::Invalid(vec![Problem::new("/text", problem)]))
}
