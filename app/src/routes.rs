//! The site map: every address the pages link to, in one place, so that no page spells one itself.

use axum::Router;

use crate::pages;
use crate::site::Site;

/// Every page, noun by noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(pages::access::routes())
        .merge(pages::action::routes())
        .merge(pages::agent::routes())
        .merge(pages::callback::routes())
        .merge(pages::channel::routes())
        .merge(pages::help_desk::routes())
        .merge(pages::coverage::routes())
        .merge(pages::delivery::routes())
        .merge(pages::handoff::routes())
        .merge(pages::home::routes())
        .merge(pages::hours::routes())
        .merge(pages::inbox::routes())
        .merge(pages::insight::routes())
        .merge(pages::invitation::routes())
        .merge(pages::notification::routes())
        .merge(pages::operator::routes())
        .merge(pages::queue::routes())
        .merge(pages::routing::routes())
        .merge(pages::session::routes())
        .merge(pages::set_up::routes())
        .merge(pages::settings::routes())
        .merge(pages::token::routes())
        .merge(pages::topic::routes())
        .merge(pages::transfer_function::routes())
        .merge(pages::try_it::routes())
        .merge(pages::vendor::routes())
        .merge(pages::webhook::routes())
        .merge(pages::widget::routes())
}

pub const HOME: &str = "/";
pub const SET_UP: &str = "/set-up";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
pub const INBOX: &str = "/inbox";
/// What was picked from a list is done at once.
pub const INBOX_BULK: &str = "/inbox/bulk";
/// What was just done is taken back.
pub const INBOX_UNDO: &str = "/inbox/undo";
/// Lists that somebody keeps under a name.
pub const INBOX_FILTERS: &str = "/inbox/filters";
pub const CALLBACKS: &str = "/callbacks";
pub const INSIGHTS: &str = "/insights";
pub const AGENTS: &str = "/agents";
pub const OPERATORS: &str = "/operators";
pub const INVITE: &str = "/operators/invite";
pub const ORGANISATION: &str = "/settings/organisation";
/// What operators may see of the inbox.
pub const SIGHT: &str = "/settings/visibility";
/// Who looked at conversations that are not theirs.
pub const AUDIT: &str = "/settings/audit";
pub const AUDIT_FILE: &str = "/settings/audit.csv";
pub const LANGUAGE_MODEL: &str = "/settings/language-model";
/// Everything that left for people and systems outside the inbox.
pub const DELIVERIES: &str = "/deliveries";
pub const DELIVERY_ROWS: &str = "/deliveries/rows";
/// The systems that are told of what happens.
pub const WEBHOOKS: &str = "/settings/webhooks";
pub const NEW_WEBHOOK: &str = "/settings/webhooks/new";
/// What programs can do, to read and to try.
pub const API_DOCS: &str = "/docs/api/";
pub const TOKENS: &str = "/settings/tokens";
/// Other vendors' JSON, in and out.
pub const IMPORT: &str = "/settings/import";
/// What was looked at is taken over; only ever posted to.
pub const APPLY_IMPORT: &str = "/settings/import/apply";
/// The holidays of a calendar are looked at; only ever posted to.
pub const IMPORT_HOLIDAYS: &str = "/settings/import/holidays";
/// The texts the team keeps to answer with.
pub const REPLIES: &str = "/settings/replies";
/// How somebody likes to work in the inbox.
pub const HABITS: &str = "/settings/inbox";
pub const MINE: &str = "/settings/mine";
pub const NOTIFICATIONS: &str = "/settings/notifications";
/// When somebody wants e-mail.
pub const MY_EMAIL: &str = "/settings/email";
pub const MY_PASSWORD: &str = "/settings/mine/password";

/// One button each, with their fields; what they do is in [`crate::buttons`].
pub mod button {
    /// Takes `online=yes|no`.
    pub const SET_PRESENCE: &str = "/do/set-presence";
    /// Takes `callback`.
    pub const CLAIM_CALLBACK: &str = "/do/claim-callback";
    /// Takes `callback`.
    pub const FINISH_CALLBACK: &str = "/do/finish-callback";
    /// Takes `operator` and `enabled=yes|no`.
    pub const SET_OPERATOR_ENABLED: &str = "/do/set-operator-enabled";
    /// Takes `agent`, `profile` and `active=yes|no`.
    pub const SET_ROUTING_PROFILE_ACTIVE: &str = "/do/set-routing-profile-active";
    /// Takes `invitation`.
    pub const WITHDRAW_INVITATION: &str = "/do/withdraw-invitation";
    /// Takes `token`.
    pub const REVOKE_TOKEN: &str = "/do/revoke-token";
}

/// What is set up, as a file in a vendor's JSON.
pub fn export(vendor: &str, agent: &str) -> String {
    format!("/settings/export/{vendor}?agent={agent}")
}

pub fn plan(operator: i64) -> String {
    format!("/operators/{operator}/plan")
}

/// What somebody can do.
pub fn abilities(operator: i64) -> String {
    format!("/operators/{operator}/abilities")
}

/// Whether somebody is there; only ever posted to.
pub fn presence(operator: i64) -> String {
    format!("/operators/{operator}/presence")
}

pub fn routing(agent: i64) -> String {
    format!("/agents/{agent}/routing")
}

/// The same page with a queue of one's choice.
pub fn routing_of(agent: i64, queue: i64) -> String {
    format!("/agents/{agent}/routing?queue={queue}")
}

pub fn new_routing_profile(agent: i64) -> String {
    format!("/agents/{agent}/routing/profiles/new")
}

pub fn routing_profile(agent: i64, profile: i64) -> String {
    format!("/agents/{agent}/routing/profiles/{profile}")
}

pub fn delete_routing_profile(agent: i64, profile: i64) -> String {
    format!("/agents/{agent}/routing/profiles/{profile}/delete")
}

pub fn rename_agent(agent: i64) -> String {
    format!("{AGENTS}/{agent}/rename")
}

pub fn actions(agent: i64) -> String {
    format!("/agents/{agent}/actions")
}

pub fn human_handoff(agent: i64) -> String {
    format!("/agents/{agent}/actions/human-handoff")
}

/// The try-out, beginning with a conversation of the inbox.
pub fn try_conversation(agent: i64, conversation: &str) -> String {
    format!("{}?conversation={conversation}", try_it(agent))
}

/// The parts of the action's page that follow what is typed.
pub fn check_action(agent: i64) -> String {
    format!("/agents/{agent}/actions/human-handoff/check")
}

pub fn handoffs(agent: i64) -> String {
    format!("/agents/{agent}/handoffs")
}

pub fn new_handoff(agent: i64) -> String {
    format!("/agents/{agent}/handoffs/new")
}

pub fn handoff(agent: i64, handoff: i64) -> String {
    format!("/agents/{agent}/handoffs/{handoff}")
}

pub fn delete_handoff(agent: i64, handoff: i64) -> String {
    format!("/agents/{agent}/handoffs/{handoff}/delete")
}

/// The parts of a handoff's page that follow what is typed; without a handoff, those of a new one.
pub fn check_handoff(agent: i64, handoff: Option<i64>) -> String {
    match handoff {
        Some(handoff) => format!("/agents/{agent}/handoffs/{handoff}/check"),
        None => format!("/agents/{agent}/handoffs/check"),
    }
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

/// One delivery with its attempts.
pub fn delivery(delivery: i64) -> String {
    format!("{DELIVERIES}/{delivery}")
}

pub fn webhook(webhook: i64) -> String {
    format!("{WEBHOOKS}/{webhook}")
}

/// Who is told of an AI agent's handoffs.
pub fn notifications_of(agent: i64) -> String {
    format!("/agents/{agent}/notifications")
}

pub fn try_it(agent: i64) -> String {
    format!("/agents/{agent}/try-it")
}

pub fn hours(agent: i64) -> String {
    format!("/agents/{agent}/hours")
}

pub fn schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}")
}

pub fn new_schedule(agent: i64) -> String {
    format!("/agents/{agent}/hours/new")
}

/// New hours that begin as a copy of others.
pub fn copy_schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/new?like={schedule}")
}

pub fn rename_schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}/rename")
}

pub fn delete_schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}/delete")
}

/// Holidays to add to some hours.
pub fn schedule_days(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}/days")
}

pub fn queues(agent: i64) -> String {
    format!("/agents/{agent}/queues")
}

pub fn new_queue(agent: i64) -> String {
    format!("/agents/{agent}/queues/new")
}

pub fn queue(agent: i64, queue: i64) -> String {
    format!("/agents/{agent}/queues/{queue}")
}

pub fn delete_queue(agent: i64, queue: i64) -> String {
    format!("/agents/{agent}/queues/{queue}/delete")
}

pub fn transfer_functions(agent: i64) -> String {
    format!("/agents/{agent}/transfer-functions")
}

pub fn new_transfer_function(agent: i64) -> String {
    format!("/agents/{agent}/transfer-functions/new")
}

pub fn transfer_function(agent: i64, function: i64) -> String {
    format!("/agents/{agent}/transfer-functions/{function}")
}

pub fn delete_transfer_function(agent: i64, function: i64) -> String {
    format!("/agents/{agent}/transfer-functions/{function}/delete")
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

pub fn coverage(agent: i64) -> String {
    format!("/agents/{agent}/coverage")
}

/// The sample page that shows the chat, with the tag to copy.
pub fn widget(agent: i64) -> String {
    format!("/widget/preview?agent={agent}")
}

/// Where somebody who was invited joins. The secret is what lets them in.
pub fn invitation(secret: &str) -> String {
    format!("/invitations/{secret}")
}

pub fn conversation(conversation: &str) -> String {
    format!("{INBOX}/{conversation}")
}

/// Where a message that came as a letter can be seen as such.
pub fn letter(conversation: &str, message: i64) -> String {
    format!("{INBOX}/{conversation}/messages/{message}/letter")
}

/// Where a file of a conversation is downloaded.
pub fn file(conversation: &str, file: &str) -> String {
    format!("{INBOX}/{conversation}/files/{file}")
}

/// Where a message that failed is sent once more.
pub fn send_again(conversation: &str, message: i64) -> String {
    format!("{INBOX}/{conversation}/messages/{message}/send-again")
}

/// The rows of a view alone, for a page that is open already.
pub fn inbox_rows() -> String {
    format!("{INBOX}/rows")
}

/// The door, and back to `path` afterwards, with whatever it asked for.
///
/// ```
/// let door = app::routes::sign_in_and_back("/inbox?view=mine&q=a+b");
/// assert_eq!(door, "/sign-in?back=%2Finbox%3Fview%3Dmine%26q%3Da%2Bb");
/// ```
pub fn sign_in_and_back(path: &str) -> String {
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("{SIGN_IN}?back={escaped}")
}

/// Whether an address is a path of this server. Browsers read `//` and `/\` as the start of another
/// server's address.
///
/// ```
/// use app::routes::is_ours;
/// assert!(is_ours("/inbox?view=mine") && !is_ours("//evil.example") && !is_ours("/\\evil.example"));
/// ```
pub fn is_ours(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// The path of the page that a request came from, if that is one of ours: `referer` and `host` are its
/// headers.
pub fn came_from<'a>(referer: &'a str, host: &str) -> Option<&'a str> {
    let (_, rest) = referer.split_once("://")?;
    let path = rest.strip_prefix(host).filter(|_| !host.is_empty())?;
    is_ours(path).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_in_this_house_are_ours() {
        for ours in ["/inbox", "/inbox?view=mine&q=a%20b", "/"] {
            assert!(is_ours(ours), "{ours:?}");
        }
        for elsewhere in [
            "",
            "inbox",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x=y",
        ] {
            assert!(!is_ours(elsewhere), "{elsewhere:?}");
        }
    }

    #[test]
    fn somebody_comes_from_a_page_of_this_server_or_from_nowhere() {
        let from = |referer| came_from(referer, "desk.example:3000");
        assert_eq!(
            from("http://desk.example:3000/agents/1/hours?on=x"),
            Some("/agents/1/hours?on=x")
        );
        for elsewhere in [
            "",
            "/inbox",
            "http://desk.example:3000",
            "http://desk.example:30001/inbox",
            "http://evil.example/desk.example:3000/inbox",
            "http://desk.example:3000//evil.example",
            "http://desk.example:3000.evil.example/inbox",
            "http://desk.example:3000@evil.example/inbox",
        ] {
            assert_eq!(from(elsewhere), None, "{elsewhere:?}");
        }
        assert_eq!(came_from("http:///inbox", ""), None);
    }
}
