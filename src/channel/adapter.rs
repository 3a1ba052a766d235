//! What every adapter can do, and the register of them.

use super::{
    Answer, Call, Carries, Channel, Fetch, Fetched, Field, Found, Item, Once, Outcome, Reply,
    Settings, Unreadable, Wire, email, phone, slack, sms, web, whatsapp,
};

/// Every channel that can be connected, in the order people are shown them.
pub static ADAPTERS: [&dyn Adapter; 6] = [
    &web::Web,
    &email::Email,
    &phone::Phone,
    &slack::Slack,
    &whatsapp::Whatsapp,
    &sms::Sms,
];

/// The adapter of a channel, if it can be connected.
#[must_use]
pub fn adapter(channel: Channel) -> Option<&'static dyn Adapter> {
    ADAPTERS
        .into_iter()
        .find(|adapter| adapter.channel() == channel)
}

/// What a channel's text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most characters of one part.
    pub characters: usize,
    /// Marks of Markdown would be shown as they are.
    pub is_plain: bool,
    /// For so many hours after the customer's last words free text may be sent.
    pub window_hours: Option<u32>,
}

/// How one vendor signs, writes and reads. Pure: what it is told goes in, what it makes of that comes out.
pub trait Adapter: Sync {
    fn channel(&self) -> Channel;

    /// Whose service it is, such as “Twilio”.
    fn vendor(&self) -> &'static str;

    /// What a customer does on it, in one sentence.
    fn lede(&self) -> &'static str;

    /// What to do at the vendor, step by step.
    fn steps(&self) -> &'static [&'static str];

    fn fields(&self) -> &'static [Field];

    fn limits(&self) -> Limits;

    /// The most that it may send at once, in bytes.
    fn inbound_bytes_max(&self) -> usize {
        1024 * 1024
    }

    /// How files go out on it.
    fn carries_files(&self) -> Carries {
        Carries::Links
    }

    /// The first request for a file which the vendor keeps under this name.
    fn find_file(&self, _name: &str, _settings: &Settings) -> Option<Fetch> {
        None
    }

    /// Whether an answer is the file, or where it leads; why neither, for people.
    fn found_file(
        &self,
        _asked: &Fetch,
        _answer: Fetched,
        _settings: &Settings,
    ) -> Result<Found, String> {
        Err("Its files are not fetched".to_owned())
    }

    /// So often an hour one customer is heard, where machines may be among them.
    fn heard_an_hour_max(&self) -> Option<i64> {
        None
    }

    /// What to write where a test is to go. None where nothing can be sent without a conversation.
    fn test_hint(&self) -> Option<&'static str>;

    /// Whether the vendor itself sent the request. A secret that is not there fits nothing.
    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool;

    /// What a request was signed with, where that is good for one request and does not cover what it brings.
    fn once(&self, _wire: &Wire<'_>, _settings: &Settings) -> Option<Once> {
        None
    }

    /// The answer to a vendor that asks whether this address is ours, if this is such a question.
    fn handshake(&self, _wire: &Wire<'_>, _settings: &Settings) -> Option<String> {
        None
    }

    /// What a request tells. It was verified.
    fn parse(&self, wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable>;

    /// What the vendor is answered, with its content type.
    fn thanks(&self) -> (&'static str, &'static str) {
        ("text/plain; charset=utf-8", "")
    }

    /// The request that sends a reply; why it cannot be sent, for people.
    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String>;

    /// What the vendor's answer to such a request means.
    fn read(&self, answer: &Answer) -> Outcome;
}
