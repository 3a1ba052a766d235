//! E-mail: customers write letters to an address, and are answered in the same thread.
//!
//! How letters arrive is in `verify` (who may bring them) and `read` (what they say), how they leave in `write`.
//! Who somebody is, is never read from what they wrote over their letter: a letter goes on where it came to,
//! and only an address that we signed ourselves leads to a conversation.

mod address;
mod bounce;
mod form;
mod quote;
mod read;
mod verify;
mod write;

pub use address::{Addressed, addressed};
pub use quote::fold;
pub use write::{Letter, LetterFile};

use super::{
    Adapter, Answer, Call, Carries, Channel, Field, Input, Item, Limits, Once, Outcome, Reply,
    Settings, Unreadable, Wire,
};

/// Letters through any mail server.
pub(super) struct Email;

const FIELDS: [Field; 6] = [
    Field::line(
        "address",
        "Address",
        "The one that customers write to, such as support@example.com. Answers to support+anything@example.com must arrive too, as they do at most mail servers.",
    )
    .checked(is_address),
    Field::line(
        "name",
        "Name",
        "What customers see as the sender, such as Support at Example. Left empty, the address alone.",
    )
    .optional()
    .checked(is_name),
    Field::secret(
        "key",
        "Key",
        "At least 16 characters that nobody can guess. Whoever brings mail here shows it, and reply addresses are signed with it: a new one makes answers to earlier mails begin new conversations.",
    )
    .filled(Input::OwnSecret)
    .checked(is_key),
    Field::line(
        "imap_server",
        "Mailbox to read from (IMAP)",
        "The mail server’s name, such as imap.example.com, with a port behind it if that is not 993. Letters are read there and marked as seen, never moved. Left empty, mail is brought here in another way.",
    )
    .optional()
    .checked(is_server),
    Field::line(
        "imap_user",
        "User name of the mailbox",
        "Mostly the whole address.",
    )
    .optional(),
    Field::secret(
        "imap_password",
        "Password of the mailbox",
        "Where the provider has passwords for single programs, one of those.",
    )
    .optional(),
];

/// What remains of the 64 characters before the @ beside what we sign.
const LOCAL_MAX: usize = 22;

fn is_address(text: &str) -> Option<&'static str> {
    let is_part = |part: &str, more: &[u8]| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
    };
    let parts = text.split_once('@');
    let is_fine = parts.is_some_and(|(local, domain)| {
        is_part(local, b"._-") && local.len() <= LOCAL_MAX && is_part(domain, b".-")
    });
    (!is_fine).then_some(
        "Write one address such as support@example.com, with at most 22 letters before the @ and no + there.",
    )
}

fn is_name(text: &str) -> Option<&'static str> {
    let wrong = ['"', '<', '>', '@', ',', ';', '\\'];
    text.contains(wrong)
        .then_some("Write it without quotation marks, brackets and commas.")
}

fn is_server(text: &str) -> Option<&'static str> {
    let (host, port) = text.rsplit_once(':').unwrap_or((text, "993"));
    let is_host = !host.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    (!is_host || port.parse::<u16>().is_err()).then_some(
        "Write the mail server’s name, such as imap.example.com, or with its port imap.example.com:993.",
    )
}

fn is_key(text: &str) -> Option<&'static str> {
    (text.chars().count() < 16).then_some("Write at least 16 characters.")
}

impl Adapter for Email {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn vendor(&self) -> &'static str {
        "your mail server"
    }

    fn lede(&self) -> &'static str {
        "Customers write to an address and are answered in the same thread."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Have mail for the address and for everything with a + in it brought to the inbound address by POST, as it is (message/rfc822), with the header “Authorization: Bearer” and the key.",
            "With Mailgun: make a route that forwards to the inbound address with /mime at its end, and put in Mailgun’s HTTP webhook signing key here as the key.",
            "With SendGrid’s Inbound Parse: tick “POST the raw, full MIME message”, and write any name, a colon, the key and an @ before the host of the inbound address.",
            "Or fill in the mailbox, and its letters are read there every few seconds. Letters that were there before are read where nobody saw them yet.",
            "Or have the mail server put it into a maildir folder that whoever runs this program names with HANDOFF_INBOUND_MAIL.",
            "Answers leave through the mail server that is set up for this program. It must be allowed to send for the address.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 100_000,
            is_plain: false,
            window_hours: None,
        }
    }

    fn inbound_bytes_max(&self) -> usize {
        20 * 1024 * 1024
    }

    fn carries_files(&self) -> Carries {
        Carries::WithWords
    }

    /// Two machines that answer each other stop here, should neither say that it is one.
    fn heard_an_hour_max(&self) -> Option<i64> {
        Some(30)
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some("An address that you can look at.")
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        verify::is_brought_by_ours(wire, settings.get("key"))
    }

    fn once(&self, wire: &Wire<'_>, settings: &Settings) -> Option<Once> {
        verify::once(wire, settings.get("key"))
    }

    fn parse(&self, wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
        let brought = form::Brought::of(wire)?;
        Ok(read::told(&brought, settings)?.into_iter().collect())
    }

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        write::call(reply, settings)
    }

    fn read(&self, answer: &Answer) -> Outcome {
        match answer.status {
            200..300 => Outcome::Taken(String::new()),
            503 => Outcome::ForNow(answer.body.clone(), answer.retry_after),
            _ => Outcome::ForGood(answer.body.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
