//! A customer who has waited long is told so.

use handoff::{
    actions::{Desk, reassure_waiting},
    clock::Instant,
    id::ConversationId,
};
use serde::Deserialize;

use super::JobError;

#[derive(Deserialize)]
struct Payload {
    conversation: ConversationId,
    since: Instant,
}

pub(super) async fn perform(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_str(payload)?;
    Ok(reassure_waiting(desk, &payload.conversation, payload.since).await?)
}
