//! The system that takes over is told of a handoff.

use handoff::{
    actions::{Desk, settle_transfer, transfer_to_send},
    clock::Instant,
    handoff::TransferState,
    id::ConversationId,
    store::DueJob,
};
use serde::Deserialize;

use super::JobError;
use crate::outgoing::{Outgoing, Parcel, Undelivered};

/// After so many attempts, about ten minutes, it is given up: a customer waits, and a person should know.
const ATTEMPTS_MAX: i64 = 8;

#[derive(Deserialize)]
struct Payload {
    conversation: ConversationId,
    made_at: Instant,
}

pub(super) async fn perform(
    desk: &Desk,
    outgoing: &Outgoing,
    job: &DueJob,
) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_str(&job.payload)?;
    let known = transfer_to_send(desk, &payload.conversation, payload.made_at).await?;
    let Some((transfer, agent_name)) = known else {
        return Ok(());
    };
    let instruction = transfer.instruction(agent_name.as_deref());
    let parcel = Parcel {
        url: instruction.url.as_deref().unwrap_or_default(),
        key: &transfer.key(),
        body: &transfer.body(agent_name.as_deref()),
        at: desk.now(),
    };
    let settled = match outgoing.send(parcel).await {
        Ok(()) => (TransferState::Sent, None),
        Err(Undelivered::ForNow(why)) if job.attempts + 1 < ATTEMPTS_MAX => {
            let still = (TransferState::Sending, Some(why.clone()));
            settle_transfer(desk, &transfer, still).await?;
            return Err(JobError::Undelivered(why));
        }
        Err(Undelivered::ForNow(why) | Undelivered::ForGood(why)) => {
            (TransferState::Failed, Some(why))
        }
    };
    Ok(settle_transfer(desk, &transfer, settled).await?)
}
