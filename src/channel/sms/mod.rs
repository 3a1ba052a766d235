//! Text messages, as Twilio's programmable messaging has them.
//!
//! What they say is in `read`, where their pictures are in `file`, how answers leave, and what Twilio says to that, in `write`. Twilio signs calls in
//! the same way, so that who may bring them is in `sign`.

mod file;
mod read;
mod write;

use super::{
    Adapter, Answer, Call, Channel, Fetch, Fetched, Field, Found, Item, Limits, Outcome, Reply,
    Settings, Unreadable, Wire, sign,
};

/// SMS through Twilio.
pub(super) struct Sms;

const FIELDS: [Field; 3] = [
    Field::line(
        "account_sid",
        "Account SID",
        "On the first page of Twilio’s console: AC and 32 characters.",
    )
    .checked(is_account),
    Field::secret(
        "auth_token",
        "Auth token",
        "Beside the account SID. It signs what Twilio sends here, and lets this program send.",
    ),
    Field::line(
        "from",
        "Number or messaging service",
        "The number customers write to, such as +15550100123, or a messaging service: MG and 32 characters.",
    )
    .checked(is_sender),
];

fn is_account(text: &str) -> Option<&'static str> {
    (!is_sid(text, "AC"))
        .then_some("An account SID is AC and 32 characters from 0 to 9 and a to f.")
}

fn is_sender(text: &str) -> Option<&'static str> {
    let is_fine = is_sid(text, "MG") || is_number(text) || is_short_code(text);
    (!is_fine).then_some("Write the number with its country, such as +15550100123, or the SID of a messaging service.")
}

fn is_sid(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A number as the whole world writes it: a plus, the country, the rest.
fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_short_code(text: &str) -> bool {
    (3..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Adapter for Sms {
    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn vendor(&self) -> &'static str {
        "Twilio"
    }

    fn lede(&self) -> &'static str {
        "Customers write to a phone number and are answered there."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "In Twilio’s console open the number under Phone Numbers, Active numbers.",
            "Under Messaging, “A message comes in”, choose Webhook and HTTP POST, and put the inbound address there.",
            "Save here with the account SID and the auth token, switch it on, and send a test.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 1600,
            is_plain: true,
            window_hours: None,
        }
    }

    fn find_file(&self, name: &str, settings: &Settings) -> Option<Fetch> {
        file::find(name, settings)
    }

    fn found_file(&self, _: &Fetch, answer: Fetched, _: &Settings) -> Result<Found, String> {
        file::found(answer)
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some("A phone number with its country, such as +15550100123. Twilio may charge for it.")
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        sign::is_twilio(wire, settings.get("auth_token"))
    }

    fn parse(&self, wire: &Wire<'_>, _: &Settings) -> Result<Vec<Item>, Unreadable> {
        read::told(wire)
    }

    fn thanks(&self) -> (&'static str, &'static str) {
        ("text/xml; charset=utf-8", "<Response/>")
    }

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        Ok(write::call(reply, settings))
    }

    fn read(&self, answer: &Answer) -> Outcome {
        write::outcome(answer)
    }
}

#[cfg(test)]
mod tests;
