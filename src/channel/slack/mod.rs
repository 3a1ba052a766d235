//! Slack, where a team follows conversations: what it is shown, and what it writes and clicks there.
//!
//! Who may bring that is in `verify`, what it says in `read`; `write` has what the team is shown, and what Slack
//! says to that.

mod read;
mod verify;
mod write;

pub use write::{TeamCard, team_address, team_card, team_line, team_member, team_post};

use super::{
    Adapter, Answer, Call, Channel, Field, Input, Item, Limits, Outcome, Reply, Settings,
    Unreadable, Wire,
};

/// The team's Slack.
pub(super) struct Slack;

/// The longest text that is put into one message, in characters.
const TEXT_MAX: usize = 2900;

const FIELDS: [Field; 4] = [
    Field::secret(
        "bot_token",
        "Bot token",
        "Under OAuth & Permissions: it begins with xoxb-. The app needs chat:write, channels:history and users:read.email.",
    ),
    Field::secret(
        "signing_secret",
        "Signing secret",
        "Under Basic Information. It signs what Slack sends here.",
    ),
    Field::line(
        "channel",
        "Channel",
        "The ID of your support channel, such as C0123456789, at the end of its details. Invite the app there.",
    )
    .checked(is_channel),
    Field::line(
        "mode",
        "What the channel is for",
        "Colleagues are known by the e-mail address that they have in Slack and here.",
    )
    .filled(Input::Choice(&[
        (
            "answers",
            "Follow and answer: the conversation is posted, and answers in its thread reach the customer",
        ),
        ("alerts", "Alerts: only that somebody waits, and why"),
    ])),
];

fn is_channel(text: &str) -> Option<&'static str> {
    let is_fine = text.starts_with(['C', 'G'])
        && (9..=15).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (!is_fine).then_some("A channel’s ID is C and some capitals and digits. Its name does not do.")
}

impl Adapter for Slack {
    fn channel(&self) -> Channel {
        Channel::Slack
    }

    fn vendor(&self) -> &'static str {
        "Slack"
    }

    fn lede(&self) -> &'static str {
        "Handoffs are posted to your team’s channel; answers in the thread reach customers wherever they wrote."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Make an app at Slack, give it a bot with chat:write, channels:history, users:read and users:read.email, and install it.",
            "Save here with its bot token and signing secret.",
            "Under Event Subscriptions put the inbound address, and subscribe to message.channels.",
            "Under Interactivity put the same address, so that the buttons work.",
            "Invite the app to the channel, switch it on here and send a test.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: TEXT_MAX,
            is_plain: false,
            window_hours: None,
        }
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some("The ID of a channel that the app was invited to.")
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        verify::is_signed(wire, settings)
    }

    fn handshake(&self, wire: &Wire<'_>, settings: &Settings) -> Option<String> {
        verify::challenge(wire, settings)
    }

    fn parse(&self, wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
        read::told(wire, settings)
    }

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        Ok(write::post(reply, settings))
    }

    fn read(&self, answer: &Answer) -> Outcome {
        write::outcome(answer)
    }
}

#[cfg(test)]
mod tests;
