//! People are told by e-mail of a handoff, or of all since yesterday.

use handoff::{
    actions::{self, Desk, HandoffToTell},
    id::OperatorId,
};
use serde::Deserialize;

use super::JobError;

#[derive(Deserialize)]
struct Digest {
    operator: OperatorId,
}

pub(super) async fn perform(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let payload: HandoffToTell = serde_json::from_str(payload)?;
    Ok(actions::tell_by_email(desk, &payload).await?)
}

pub(super) async fn digest(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let payload: Digest = serde_json::from_str(payload)?;
    Ok(actions::send_digest(desk, payload.operator).await?)
}
