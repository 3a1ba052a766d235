//! The team is alerted that a customer still waits.

use handoff::actions::{Desk, MayBeLate, alert_late};

use super::JobError;

pub(super) async fn perform(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let late: MayBeLate = serde_json::from_str(payload)?;
    Ok(alert_late(desk, &late).await?)
}
