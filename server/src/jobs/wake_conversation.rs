//! What was put aside comes back when its time has come.

use handoff::{
    actions::{Desk, wake},
    clock::Instant,
    id::ConversationId,
};
use serde::Deserialize;

use super::JobError;

#[derive(Deserialize)]
struct Payload {
    conversation: ConversationId,
    until: Instant,
}

pub(super) async fn perform(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_str(payload)?;
    Ok(wake(desk, &payload.conversation, payload.until).await?)
}
