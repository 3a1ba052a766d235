//! The chat on somebody's own site. Nothing is carried anywhere: the chat asks for what is new by itself. What
//! can be set up is where it may be, how it looks, and how the site says who its visitors are.

mod identity;
mod origin;

pub use identity::{KnownUser, NotKnown, known_user};
pub use origin::{is_at_home, origins};

use super::{
    Adapter, Answer, Call, Channel, Field, Input, Item, Limits, Outcome, Reply, Settings,
    Unreadable, Wire,
};

/// The chat in a corner of a site.
pub(super) struct Web;

/// The longest greeting, in characters.
const GREETING_MAX: usize = 300;

const FIELDS: [Field; 9] = [
    Field::line(
        "origins",
        "Sites that may show the chat",
        "One a line, such as https://shop.example.com. Left empty, any site may.",
    )
    .optional()
    .filled(Input::Lines)
    .checked(origin::check),
    Field::line("theme", "Light or dark", "What the tag itself says comes first.")
        .optional()
        .filled(Input::Choice(&[
            ("auto", "As the visitor’s device has it"),
            ("light", "Light"),
            ("dark", "Dark"),
        ])),
    Field::line("position", "Corner", "Where the button stands.")
        .optional()
        .filled(Input::Choice(&[
            ("right", "Bottom right"),
            ("left", "Bottom left"),
        ])),
    Field::line(
        "greeting",
        "First words",
        "What visitors read before they write. Left empty, the AI agent says who it is in the visitor’s language.",
    )
    .optional()
    .filled(Input::Lines)
    .checked(is_greeting),
    Field::line(
        "language",
        "Language",
        "The language of the chat’s own words.",
    )
    .optional()
    .filled(Input::Choice(&[
        ("auto", "The visitor’s, as their browser says"),
        ("de", "German"),
        ("en", "English"),
        ("es", "Spanish"),
        ("fr", "French"),
        ("hi", "Hindi"),
        ("it", "Italian"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("tr", "Turkish"),
    ])),
    Field::line(
        "ask",
        "Name and e-mail address",
        "When visitors are asked for them, before they write for the first time. Whoever is signed in is never asked.",
    )
    .optional()
    .filled(Input::Choice(&[
        ("never", "Never"),
        ("closed", "While nobody of the team is there"),
        ("always", "Always"),
    ])),
    Field::line(
        "outside",
        "While nobody of the team is there",
        "A form asks for an e-mail address and a message, says when the team is back, and becomes a callback.",
    )
    .optional()
    .filled(Input::Choice(&[
        ("ai", "The AI answers, as at any time"),
        ("form", "Visitors leave a message by a form"),
    ])),
    Field::secret(
        "identity_secret",
        "Secret for signed-in visitors",
        "At least 32 characters. Your site signs with it who is signed in there (JWT, HS256), and the team sees who writes. Left empty, nobody is believed.",
    )
    .filled(Input::OwnSecret)
    .optional()
    .checked(is_secret),
    Field::line(
        "identity",
        "Visitors who are not signed in",
        "Whether they may write as well.",
    )
    .optional()
    .filled(Input::Choice(&[
        ("anybody", "May write"),
        ("known", "May not write"),
    ])),
];

fn is_greeting(text: &str) -> Option<&'static str> {
    (text.chars().count() > GREETING_MAX).then_some("Write at most 300 characters.")
}

fn is_secret(text: &str) -> Option<&'static str> {
    (text.chars().count() < 32).then_some("Write at least 32 characters.")
}

impl Adapter for Web {
    fn channel(&self) -> Channel {
        Channel::Web
    }

    fn vendor(&self) -> &'static str {
        "your site"
    }

    fn lede(&self) -> &'static str {
        "Visitors write in a corner of your site. Copy one line into its pages."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Copy the line above into every page of your site, before the end of the body.",
            "A page with a Content-Security-Policy needs this server under script-src and connect-src.",
            "To say who is signed in, set window.handoffOptions = { identity: TOKEN } before that line.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 4000,
            is_plain: false,
            window_hours: None,
        }
    }

    fn test_hint(&self) -> Option<&'static str> {
        None
    }

    fn verify(&self, _: &Wire<'_>, _: &Settings) -> bool {
        false
    }

    fn parse(&self, _: &Wire<'_>, _: &Settings) -> Result<Vec<Item>, Unreadable> {
        Err(Unreadable)
    }

    fn render(&self, _: &Reply<'_>, _: &Settings) -> Result<Call, String> {
        Err("The chat asks for what is new by itself".to_owned())
    }

    fn read(&self, _: &Answer) -> Outcome {
        Outcome::Taken(String::new())
    }
}
