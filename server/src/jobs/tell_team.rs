//! The team is shown what is new, and what it does on its own service is done.

use handoff::{
    actions::{self, Desk},
    channel::TeamItem,
    id::{ChannelId, ConversationId},
};
use serde::Deserialize;

use super::JobError;

#[derive(Deserialize)]
struct Told {
    conversation: ConversationId,
}

#[derive(Deserialize)]
struct Heard {
    channel: ChannelId,
    item: TeamItem,
}

pub(super) async fn tell(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let told: Told = serde_json::from_str(payload)?;
    let done = actions::tell_team(desk, &told.conversation).await?;
    done.map_err(JobError::Undelivered)
}

pub(super) async fn hear(desk: &Desk, payload: &str) -> Result<(), JobError> {
    let heard: Heard = serde_json::from_str(payload)?;
    let done = actions::hear_team(desk, heard.channel, &heard.item).await?;
    done.map_err(JobError::Undelivered)
}
