//! What is to be read by a customer outside is sent.

use handoff::{
    actions::{Desk, send_next},
    id::ConversationId,
};
use serde::Deserialize;

use super::JobError;

/// The most messages sent in one go; what is left has a job of its own or comes with the next.
const AT_ONCE: usize = 100;

#[derive(Deserialize)]
struct Payload {
    conversation: ConversationId,
}

pub(super) async fn perform(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_str(payload)?;
    for _ in 0..AT_ONCE {
        if !send_next(desk, &payload.conversation).await? {
            return Ok(());
        }
    }
    Err(JobError::Undelivered("there is more to send".into()))
}
