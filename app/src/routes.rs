//! The site map: every address the pages link to, in one place, so that no page spells one itself.

pub const HOME: &str = "/";
pub const SET_UP: &str = "/set-up";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
pub const INBOX: &str = "/inbox";
pub const OPERATORS: &str = "/operators";
pub const INVITE: &str = "/operators/invite";
pub const ORGANISATION: &str = "/settings/organisation";
pub const TOKENS: &str = "/settings/tokens";
pub const MINE: &str = "/settings/mine";
/// Takes `presence=online|away`.
pub const PRESENCE: &str = "/settings/mine/presence";
pub const MY_PASSWORD: &str = "/settings/mine/password";

pub fn actions(agent: i64) -> String {
    format!("/agents/{agent}/actions")
}

pub fn human_handoff(agent: i64) -> String {
    format!("/agents/{agent}/actions/human-handoff")
}

pub fn topics(agent: i64) -> String {
    format!("/agents/{agent}/topics")
}

pub fn new_topic(agent: i64) -> String {
    format!("/agents/{agent}/topics/new")
}

pub fn topic(agent: i64, topic: i64) -> String {
    format!("/agents/{agent}/topics/{topic}")
}

pub fn delete_topic(agent: i64, topic: i64) -> String {
    format!("/agents/{agent}/topics/{topic}/delete")
}

pub fn hours(agent: i64) -> String {
    format!("/agents/{agent}/hours")
}

/// The sample page that shows the chat, with the tag to copy.
pub fn widget(agent: i64) -> String {
    format!("/widget/preview?agent={agent}")
}

/// Where a form that changes one person posts to; `verb` is `disable` or `enable`.
pub fn operator(operator: i64, verb: &str) -> String {
    format!("{OPERATORS}/{operator}/{verb}")
}

pub fn withdraw_invitation(invitation: i64) -> String {
    format!("/invitations/{invitation}/withdraw")
}

pub fn revoke_token(token: i64) -> String {
    format!("{TOKENS}/{token}/revoke")
}

pub fn conversation(conversation: &str) -> String {
    format!("{INBOX}/{conversation}")
}

/// The door, and back to `path` afterwards. A path of ours needs no escaping beyond its own.
pub fn sign_in_and_back(path: &str) -> String {
    format!("{SIGN_IN}?back={path}")
}
