//! A label is put on a conversation, or taken off.

use serde_json::json;

use super::{Desk, VerbError};
use crate::{
    access::{Actor, Scope},
    conversation::{Colour, Conversation, Label, label_name},
    event::{EventKind, NewEvent},
    id::{ConversationId, LabelId},
    problem::Problem,
    store::{Stamp, Tx},
};

/// Puts the label of that name on a conversation, and makes it if there is none. Without a colour its name
/// decides. True when it was not there before.
pub async fn put_label(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    (name, colour): (&str, Option<Colour>),
) -> Result<(Label, bool), VerbError> {
    let name = label_name(name)
        .map_err(|detail| VerbError::Invalid(vec![Problem::new("/name", detail)]))?;
    let colour = colour.unwrap_or_else(|| Colour::of_name(&name));
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let of = tx.conversation(scope, &id).await?;
                let of = of.ok_or(VerbError::Missing)?;
                let stamp = Stamp {
                    by: actor.operator(),
                    at: now,
                };
                let label = match tx.label_named(&name).await? {
                    Some(label) => label,
                    None => tx.insert_label(&name, colour, stamp).await?,
                };
                let is_new = tx.put_label(&id, label.id).await?;
                if is_new {
                    let event = said(&of, EventKind::LabelPut, &label);
                    tx.record(&actor, now, &[event]).await?;
                }
                Ok((label, is_new))
            })
        })
        .await
}

/// Takes a label off a conversation. True when it was there.
pub async fn take_label(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    label: LabelId,
) -> Result<bool, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let of = tx.conversation(scope, &id).await?;
                let of = of.ok_or(VerbError::Missing)?;
                let event = taken(tx, &of, label).await?;
                if let Some(event) = &event {
                    tx.record(&actor, now, std::slice::from_ref(event)).await?;
                }
                Ok(event.is_some())
            })
        })
        .await
}

/// Takes a label off; gives back what happened, if anything did.
pub(super) async fn taken(
    tx: &mut Tx,
    of: &Conversation,
    label: LabelId,
) -> Result<Option<NewEvent>, VerbError> {
    let Some(label) = tx.label(label).await? else {
        return Ok(None);
    };
    let was_there = tx.take_label(&of.id, label.id).await?;
    Ok(was_there.then(|| said(of, EventKind::LabelTaken, &label)))
}

fn said(of: &Conversation, kind: EventKind, label: &Label) -> NewEvent {
    NewEvent::new(kind, json!({"label": label.id, "name": label.name}))
        .of_agent(of.agent)
        .of_conversation(&of.id)
}
