//! What belongs to one AI agent, beside hours and the places it hands over to.

use super::AGENTS;

pub fn rename_agent(agent: i64) -> String {
    format!("{AGENTS}/{agent}/rename")
}

pub fn actions(agent: i64) -> String {
    format!("/agents/{agent}/actions")
}

pub fn human_handoff(agent: i64) -> String {
    format!("/agents/{agent}/actions/human-handoff")
}

/// The parts of the action's page that follow what is typed.
pub fn check_action(agent: i64) -> String {
    format!("/agents/{agent}/actions/human-handoff/check")
}

pub fn try_it(agent: i64) -> String {
    format!("/agents/{agent}/try-it")
}

/// The try-out, beginning with a conversation of the inbox.
pub fn try_conversation(agent: i64, conversation: &str) -> String {
    format!("{}?conversation={conversation}", try_it(agent))
}

pub fn channels(agent: i64) -> String {
    format!("/agents/{agent}/channels")
}

/// A channel by its name, such as `sms`.
pub fn channel(agent: i64, channel: &str) -> String {
    format!("/agents/{agent}/channels/{channel}")
}

pub fn help_desks(agent: i64) -> String {
    format!("/agents/{agent}/help-desks")
}

/// A help desk by its vendor's name, such as `zendesk`.
pub fn help_desk(agent: i64, vendor: &str) -> String {
    format!("/agents/{agent}/help-desks/{vendor}")
}

/// Who is told of an AI agent's handoffs.
pub fn notifications_of(agent: i64) -> String {
    format!("/agents/{agent}/notifications")
}

pub fn coverage(agent: i64) -> String {
    format!("/agents/{agent}/coverage")
}

/// The sample page that shows the chat, with the tag to copy.
pub fn widget(agent: i64) -> String {
    format!("/widget/preview?agent={agent}")
}

/// What is set up, as a file in a vendor's JSON.
pub fn export(vendor: &str, agent: &str) -> String {
    format!("/settings/export/{vendor}?agent={agent}")
}
