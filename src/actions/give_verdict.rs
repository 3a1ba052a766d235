//! Somebody says whether it was right to hand a conversation over.

use serde_json::json;

use super::{Desk, VerbError, verb::working_operator};
use crate::{
    access::{Actor, Scope},
    conversation::{SaidVerdict, Verdict},
    event::{EventKind, NewEvent},
    id::{ConversationId, OperatorId},
    problem::Problem,
};

/// Keeps what `by` says of the newest handoff of the conversation; `None` takes back what was said.
/// The last one counts. Saying the same again changes nothing, so no event follows.
pub async fn give_verdict(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    id: &ConversationId,
    (by, verdict): (OperatorId, Option<Verdict>),
) -> Result<Option<SaidVerdict>, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                working_operator(tx, by).await?;
                let conversation = tx
                    .conversation(scope, &id)
                    .await?
                    .ok_or(VerbError::Missing)?;
                let judged = tx.newest_handoff(&id).await?.ok_or_else(never)?;
                let before = judged.said.map(|said| said.verdict);
                if before == verdict {
                    return Ok(judged.said);
                }
                let said = verdict.map(|verdict| SaidVerdict {
                    verdict,
                    by,
                    at: now,
                });
                tx.put_verdict(&judged, said).await?;
                let event = NewEvent::new(
                    EventKind::HandoffJudged,
                    json!({
                        "before": before, "after": verdict, "operator": by,
                        "trigger": judged.trigger, "trigger_name": judged.trigger_name,
                    }),
                );
                let event = event.of_agent(conversation.agent).of_conversation(&id);
                tx.record(&actor, now, &[event]).await?;
                Ok(said)
            })
        })
        .await
}

fn never() -> VerbError {
    let detail = "This conversation was never handed over, so there is nothing to judge.";
    VerbError::Invalid(vec![Problem::new("/verdict", detail)])
}
