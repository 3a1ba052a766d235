//! Somebody takes a conversation.

use super::{
    Desk, VerbError,
    given::room_for,
    think::summarised,
    verb::{Changed, change, keep, working_operator},
};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Author, Conversation, HandoffRequest, RequestSummary, State},
    event::{EventKind, NewEvent},
    id::{ConversationId, OperatorId},
    judge::summary::Known,
    operator::Operator,
    policy::fill,
    store::{NewMessage, Tx},
    trigger::MANUAL,
    wording::translated,
};

/// Gives the conversation to `by`. Of any number who try at once exactly one wins; the others are told who.
pub async fn claim(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    by: OperatorId,
) -> Result<Conversation, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    let arrival = Arrival::prepare(desk, scope, &id).await?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let operator = working_operator(tx, by).await?;
                let mut changed =
                    change(tx, scope, &id, |conversation| conversation.claimed(by, now)).await?;
                if changed.before.assignee == Some(by)
                    && changed.before.state == changed.after.state
                {
                    return Ok(changed.after);
                }
                room_for(tx, by, &changed, now).await?;
                let mut events = vec![changed.event(EventKind::ConversationClaimed)];
                events.push(introduce(tx, &mut changed, &operator.name, &arrival, now).await?);
                note_taking(tx, &changed, &operator, (&arrival, now)).await?;
                keep(tx, &actor, now, &changed, &events).await?;
                Ok(changed.after)
            })
        })
        .await
}

/// Notes who took what was asked for. Taking what nobody handed over is a reason of its own.
pub(super) async fn note_taking(
    tx: &mut Tx,
    changed: &Changed,
    by: &Operator,
    (arrival, now): (&Arrival, Instant),
) -> Result<(), VerbError> {
    let id = &changed.after.id;
    tx.take_callback(id, Some(by.id), now).await?;
    let was_asked_for = matches!(changed.before.state, State::Waiting | State::Callback);
    if was_asked_for || changed.before.state == State::WithOperator {
        tx.take_handoff_request(id, by.id, now).await?;
        return Ok(());
    }
    let stretch = &changed.before.stretch;
    let request = HandoffRequest {
        trigger: MANUAL.into(),
        trigger_name: None,
        topic: None,
        reason: format!("{} took it over from the AI", by.name),
        evidence: String::new(),
        priority: changed.after.priority,
        collected: stretch.collected.clone(),
        missing: Vec::new(),
        summary: arrival.summary.clone(),
        queue: None,
        requested_at: now,
        taken_by: Some(by.id),
        taken_at: Some(now),
    };
    tx.insert_handoff_request(id, &request).await?;
    Ok(())
}

/// What is read before a person takes a conversation, so that the transaction itself is short.
pub(super) struct Arrival {
    /// What the customer is told when a person comes, as the admin wrote it.
    greeting: String,
    /// The conversation so far, for whoever takes it unasked.
    summary: RequestSummary,
}

impl Arrival {
    pub(super) async fn prepare(
        desk: &Desk,
        scope: Scope,
        id: &ConversationId,
    ) -> Result<Self, VerbError> {
        let conversation = desk.store.conversation(scope, id).await?;
        let conversation = conversation.ok_or(VerbError::Missing)?;
        let saved = desk.store.action(conversation.agent).await?;
        let is_summed_up = saved.as_ref().is_none_or(|saved| saved.action.ai_summary);
        let language = conversation.language.as_deref();
        let greeting = saved
            .map(|saved| translated(&saved.action.messages.agent_connected, language).to_owned());
        let mut summary = RequestSummary::default();
        if conversation.state.is_ai_speaking() && is_summed_up {
            let messages = desk.store.stretch_messages(&conversation).await?;
            let why = "a person took it over";
            summary = summarised(
                &messages,
                Known {
                    why,
                    ..Known::default()
                },
            );
        }
        Ok(Self {
            greeting: greeting.unwrap_or_default(),
            summary,
        })
    }
}

/// Tells the customer who is there now.
pub(super) async fn introduce(
    tx: &mut Tx,
    changed: &mut Changed,
    name: &str,
    arrival: &Arrival,
    now: Instant,
) -> Result<NewEvent, VerbError> {
    let text = fill(&arrival.greeting, &[("agent_name", name.to_owned())]);
    let message = NewMessage::new(Author::System, text, now);
    let ids = tx.insert_messages(&changed.after.id, &[message]).await?;
    Ok(NewEvent::new(
        EventKind::MessageAdded,
        serde_json::json!({"message": ids.first(), "author": Author::System}),
    )
    .of_agent(changed.after.agent)
    .of_conversation(&changed.after.id))
}
