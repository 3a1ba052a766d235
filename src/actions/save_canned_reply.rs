//! Somebody keeps a text to answer with, changes it, or deletes it.

use serde_json::json;

use super::{Desk, SaveError};
use crate::{
    access::Actor,
    conversation::{CannedReply, reply_problems},
    event::{EventKind, NewEvent},
    id::CannedReplyId,
    problem::Problem,
    store::Stamp,
};

/// Whoever works here may keep texts, and so may programs.
const fn may_keep(actor: &Actor) -> bool {
    !matches!(actor, Actor::Customer | Actor::Ai(_))
}

/// Keeps a text: a new one with the number 0, else the one it was read as.
pub async fn save_canned_reply(
    desk: &Desk,
    actor: &Actor,
    reply: &CannedReply,
) -> Result<CannedReplyId, SaveError> {
    if !may_keep(actor) {
        return Err(SaveError::Forbidden);
    }
    let problems = reply_problems(&reply.name, &reply.text);
    if !problems.is_empty() {
        let problems = problems.into_iter();
        let problems = problems.map(|(pointer, detail)| Problem::new(pointer, detail));
        return Err(SaveError::Invalid(problems.collect()));
    }
    let (actor, now) = (actor.clone(), desk.now());
    let mut reply = CannedReply {
        name: reply.name.trim().to_owned(),
        text: reply.text.trim().to_owned(),
        ..*reply
    };
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = Stamp {
                    by: actor.operator(),
                    at: now,
                };
                if reply.id.0 == 0 {
                    reply.id = tx
                        .insert_canned_reply((&reply.name, &reply.text), stamp)
                        .await?;
                } else if !tx.update_canned_reply(&reply, stamp).await? {
                    return Err(SaveError::Outdated);
                }
                let data = json!({"reply": reply.id, "name": reply.name});
                let event = NewEvent::new(EventKind::CannedReplySaved, data);
                tx.record(&actor, now, &[event]).await?;
                Ok(reply.id)
            })
        })
        .await
}

/// Deletes a text.
pub async fn delete_canned_reply(
    desk: &Desk,
    actor: &Actor,
    id: CannedReplyId,
) -> Result<(), SaveError> {
    if !may_keep(actor) {
        return Err(SaveError::Forbidden);
    }
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.delete_canned_reply(id).await? {
                    return Err(SaveError::Missing);
                }
                let event = NewEvent::new(EventKind::CannedReplyDeleted, json!({"reply": id}));
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
