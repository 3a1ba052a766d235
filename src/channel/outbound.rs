//! What we send to a vendor, and what it answers.

use serde::{Deserialize, Serialize};

use super::Channel;
use crate::id::SendingId;

/// Words for a customer, with what an adapter may need to know about them.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// Where the customer can be written to.
    pub to: &'a str,
    pub text: &'a str,
    /// What tells the conversation from others of the channel.
    pub thread: &'a str,
    /// What the adapter kept of the customer's last words there.
    pub context: &'a str,
    /// Whether a person wrote it.
    pub is_by_person: bool,
    /// What the vendor gives back with its notes about it.
    pub sending: SendingId,
    /// Whether this is the last part, whose arrival is the whole text's.
    pub is_last: bool,
    /// Where the vendor reaches us: `https://desk.example.com/channels/…/inbound`.
    pub inbound_url: &'a str,
    /// The customer has not written for so long that the vendor takes no free text any more.
    pub is_window_closed: bool,
    /// Files that go with this part, as the channel carries them.
    pub files: &'a [SentFile],
}

/// A file for a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// Empty where the channel is told an address.
    pub bytes: Vec<u8>,
    /// Where it can be downloaded for some days, by whoever has this address.
    pub url: String,
}

/// How a channel carries files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carries {
    /// As lines with addresses to download them from.
    #[default]
    Links,
    /// All of them in the message itself.
    WithWords,
    /// Each in a message of its own, of which the vendor is told where to fetch it.
    EachAlone,
}

/// A request to a vendor.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// Whose vendor, so that whoever runs the program can say where that one is.
    pub channel: Channel,
    /// Where the vendor is, such as `https://api.twilio.com`.
    pub home: &'static str,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

/// A request that fetches something from a vendor.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetch {
    pub channel: Channel,
    /// Where it is, such as `https://graph.facebook.com`.
    pub home: &'static str,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
}

/// What a vendor answered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    pub status: u16,
    /// Where it leads on to, if it does. Nobody went there.
    pub location: Option<String>,
    /// No more of them than were asked for.
    pub bytes: Vec<u8>,
}

/// What an answer is on the way to a file.
#[derive(Clone, PartialEq, Eq)]
pub enum Found {
    /// The file itself.
    File(Vec<u8>),
    /// It is there.
    At(Fetch),
}

/// What a vendor answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Seconds to wait, if it asks for that.
    pub retry_after: Option<u32>,
    /// Its beginning.
    pub body: String,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The vendor has it, under this name.
    Taken(String),
    /// Trying again may help, in so many seconds if the vendor says.
    ForNow(String, Option<u32>),
    /// Trying again cannot help.
    ForGood(String),
    /// The customer does not want to be written to.
    Unwanted,
    /// The vendor does not accept our credentials, so that nothing will go out until somebody writes them anew.
    Denied(String),
}

/// How far a message for a customer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It waits for its turn, or to be tried again.
    Queued,
    /// The vendor has it.
    Sent,
    /// It is on the customer's device.
    Delivered,
    /// They looked at it.
    Read,
    /// It did not arrive and is not tried again by itself.
    Failed,
}

impl DeliveryState {
    /// Every state, in the order they follow each other.
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Sent,
        Self::Delivered,
        Self::Read,
        Self::Failed,
    ];

    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }

    /// The state of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether a vendor's note may change what is known: notes come in any order and more than once.
    ///
    /// ```
    /// use handoff::channel::DeliveryState::{Delivered, Failed, Read, Sent};
    /// assert!(Sent.goes_on_to(Delivered) && Sent.goes_on_to(Failed));
    /// assert!(!Read.goes_on_to(Delivered) && !Delivered.goes_on_to(Failed));
    /// ```
    #[must_use]
    pub fn goes_on_to(self, next: Self) -> bool {
        match self {
            Self::Queued | Self::Sent => next > self,
            Self::Delivered => next == Self::Read,
            Self::Read => false,
            // A vendor that gave it up may find that it arrived all the same.
            Self::Failed => matches!(next, Self::Delivered | Self::Read),
        }
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Call({} {})", self.channel.as_str(), self.path)
    }
}

impl std::fmt::Debug for Fetch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fetch({} {})", self.channel.as_str(), self.path)
    }
}

impl Answer {
    /// What a status means where the vendor's own words add nothing.
    #[must_use]
    pub fn outcome(&self, vendor: &str, said: Option<&str>) -> Outcome {
        let said = said.map_or_else(String::new, |said| {
            let said: String = said.chars().take(300).collect();
            format!(": {said}")
        });
        let words = format!("{vendor} answered {}{said}", self.status);
        match self.status {
            401 | 403 => Outcome::Denied(format!(
                "{vendor} does not accept the credentials ({}{said})",
                self.status
            )),
            408 | 425 | 429 | 500..=599 => Outcome::ForNow(words, self.retry_after),
            _ => Outcome::ForGood(words),
        }
    }
}
