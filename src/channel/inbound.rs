//! What a vendor sends us.

use serde::{Deserialize, Serialize};

use super::DeliveryState;
use crate::id::SendingId;

/// A request of a vendor, as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct Wire<'a> {
    /// The addresses the vendor may have called, as it may have written them: behind a proxy the server does
    /// not see what was typed in at the vendor, and some vendors sign it.
    pub urls: &'a [String],
    /// What stands behind the question mark.
    pub query: &'a str,
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
    /// Seconds since 1970.
    pub now: i64,
}

/// One thing a vendor tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A customer wrote.
    Said(Said),
    /// What became of something that was sent.
    Delivery {
        of: SendingId,
        state: DeliveryState,
        /// Why it failed, for people.
        reason: Option<String>,
    },
    /// A letter did not arrive, as a mail server reports.
    Bounced(Bounce),
    /// A call asks where it is to go; its conversation's id, as the caller's platform gives it.
    CallAsks { conversation: Option<String> },
    /// A call that was put through ended, after so many seconds of talk if there was any.
    CallEnded {
        conversation: Option<String>,
        seconds: Option<u32>,
    },
    /// A colleague wrote or clicked something where the team follows conversations.
    Team(TeamItem),
    /// A customer does not want to be written to any more, or wants to again.
    Silence { address: String, is_wanted: bool },
}

/// A report that something which was sent did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The thread that it was sent in; that much is certain.
    pub thread: String,
    /// Which sending it was, as the report says; else the newest one of the thread.
    pub of: Option<SendingId>,
    /// Why, for people.
    pub reason: String,
}

/// What signed a request without covering what it brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// The word that is good for one request.
    pub token: String,
    /// What tells what came with it from everything else.
    pub brought: String,
}

/// Words of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Where they can be written to: a number, an address.
    pub address: String,
    /// What tells this conversation from others of the channel; for most channels the address.
    pub thread: String,
    pub name: Option<String>,
    /// An address for letters, where the channel knows one.
    pub email: Option<String>,
    /// It came to an address that we signed, so that whoever wrote it reads what is sent to this conversation.
    pub is_signed_answer: bool,
    /// What the vendor calls it, so that what is sent twice is kept once.
    pub vendor_id: String,
    pub text: String,
    pub media: Vec<Media>,
    /// How it looked where it was written, as it was sent: it must be cleaned before anybody sees it.
    pub html: Option<String>,
    /// What the adapter wants to know again when this is answered. Empty where there is nothing.
    pub context: String,
}

/// What a colleague did on the team's own service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamItem {
    /// What the service calls it, so that what is told twice is done once.
    pub vendor_id: String,
    /// What the service calls them.
    pub who: String,
    pub does: TeamDoes,
}

/// What a colleague wants done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamDoes {
    /// Answers the customer of a thread.
    Says {
        thread: String,
        text: String,
    },
    Claims {
        conversation: String,
    },
    Resolves {
        conversation: String,
    },
    HandsBack {
        conversation: String,
    },
}

/// A file that came along.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Media {
    /// Such as `image/jpeg`, as the vendor says.
    pub content_type: String,
    pub name: Option<String>,
    pub url: Option<String>,
    pub held: Held,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Held {
    /// Where we do not fetch them from.
    #[default]
    Elsewhere,
    /// They came along.
    Here(Vec<u8>),
    /// At the vendor, under this name.
    AtVendor(String),
}

/// A request that is signed and yet is not what the vendor's pages describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request is not one that this channel can read")]
pub struct Unreadable;

impl Wire<'_> {
    /// A header's value, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The fields of a form that was sent, in their order.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.body).into_owned().collect()
    }

    /// The value of a field behind the question mark.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }
}
