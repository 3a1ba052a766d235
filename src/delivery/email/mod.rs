//! A mail about conversations that were handed off: subject, plain text and HTML, and where it belongs in a
//! thread. What customers wrote stands in it as text and nothing else; addresses and sending are not known.

mod digest;
mod handoff;
mod letter;

use serde::{Deserialize, Serialize};

pub use digest::{DigestLine, digest};
pub use handoff::{Told, of_handoff};
use letter::Letter;
pub(crate) use letter::escaped;

use crate::{clock::Instant, id::hash_secret};

/// A mail to one address, as it is kept until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Without angle brackets; the same however often it is sent, so that whoever gets it twice can tell.
    pub message_id: String,
    /// The first mail about the same conversation, where this is a later one.
    pub in_reply_to: Option<String>,
}

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A short mail of our own words, such as a test or a warning.
#[must_use]
pub fn plain(subject: &str, paragraphs: &[&str], link: &str) -> Content {
    let mut letter = Letter::default();
    letter.add("", &format!("<h1>{}</h1>\n", escaped(subject)));
    for paragraph in paragraphs {
        letter.add(
            &format!("{paragraph}\n\n"),
            &format!("<p>{}</p>\n", escaped(paragraph)),
        );
    }
    letter.add(
        &format!("{link}\n"),
        &format!("<p><a href=\"{0}\">{0}</a></p>\n", escaped(link)),
    );
    letter.content(subject)
}

/// The name of the mail about the handoff of a conversation at one moment, for `Message-ID`. `host` is the
/// deployment's own.
#[must_use]
pub fn message_id(conversation: &str, requested_at: Instant, host: &str) -> String {
    format!("{conversation}.{}@{host}", requested_at.timestamp_millis())
}

/// What tells a mail from every other: its name and whom it goes to.
#[must_use]
pub fn key(message_id: &str, to: &str) -> String {
    let hash = hash_secret(&format!("{message_id} {to}"));
    format!("mail_{}", &hash[..26])
}

/// The host of an address such as `https://desk.example.com:8443`.
///
/// ```
/// assert_eq!(handoff::delivery::email::host_of("https://desk.example.com:8443/x"), "desk.example.com");
/// ```
#[must_use]
pub fn host_of(base_url: &str) -> &str {
    let (_, rest) = base_url.split_once("://").unwrap_or(("", base_url));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(numbers) => numbers.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    if host.is_empty() { "localhost" } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_in_addresses() {
        for (address, host) in [
            ("http://127.0.0.1:3000", "127.0.0.1"),
            ("http://[::1]:3000/x", "::1"),
            ("https://desk.example.com", "desk.example.com"),
            ("", "localhost"),
        ] {
            assert_eq!(host_of(address), host);
        }
    }
}
