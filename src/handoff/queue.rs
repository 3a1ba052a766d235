//! A queue: where conversations wait for the people who work on them.

use super::{group::names_group, language::is_spoken};
use crate::{
    channel::Channel,
    id::{OperatorId, QueueId, TransferFunctionId},
    schedule::Schedule,
};

/// Where conversations wait for the people who work on them.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    pub id: QueueId,
    pub name: String,
    pub enabled: bool,
    pub schedule: Schedule,
    /// The channels it takes; none listed means all.
    pub channels: Vec<Channel>,
    /// The languages it takes, as BCP 47 tags; none listed means all.
    pub languages: Vec<String>,
    /// What is sent to which system when the queue is used; none means that our own inbox is enough.
    pub transfer_function: Option<TransferFunctionId>,
    /// Who works on it by name, beside the groups.
    pub members: Vec<OperatorId>,
    /// The groups that work on it.
    pub groups: Vec<String>,
    /// Everybody who works on it, by name or in a group, as it was when it was last kept; none means everybody.
    pub people: Vec<OperatorId>,
    /// How many may wait in it; none means any number.
    pub capacity: Option<u32>,
    /// Whether it only counts as open while somebody who works on it is online.
    pub needs_presence: bool,
}

impl Queue {
    /// A queue that takes everything within its hours.
    #[must_use]
    pub fn new(id: QueueId, name: impl Into<String>, schedule: Schedule) -> Self {
        Self {
            id,
            name: name.into(),
            enabled: true,
            schedule,
            channels: Vec::new(),
            languages: Vec::new(),
            transfer_function: None,
            members: Vec::new(),
            groups: Vec::new(),
            people: Vec::new(),
            capacity: None,
            needs_presence: false,
        }
    }

    /// Finds out who works on it, from who is in which groups. A group that nobody is in adds nobody.
    #[must_use]
    pub fn with_people_of(mut self, groups: &[(OperatorId, Vec<String>)]) -> Self {
        let is_in = |theirs: &[String]| theirs.iter().any(|group| names_group(&self.groups, group));
        let mut people = self.members.clone();
        for (person, theirs) in groups {
            if is_in(theirs) && !people.contains(person) {
                people.push(*person);
            }
        }
        self.people = people;
        self
    }

    /// Whether conversations of that channel go there.
    #[must_use]
    pub fn takes(&self, channel: Channel) -> bool {
        self.channels.is_empty() || self.channels.contains(&channel)
    }

    /// Whether the language is spoken there. A region falls back to its language: `es-MX` is spoken where
    /// `es` is listed, and `es` of an unknown region where `es-MX` is.
    #[must_use]
    pub fn speaks(&self, language: &str) -> bool {
        self.languages.is_empty() || is_spoken(&self.languages, language)
    }

    /// Who speaks to whom through what, in a few words: “Web chat and e-mail, English and Spanish”.
    #[must_use]
    pub fn in_words(&self) -> String {
        let channels: Vec<&str> = self
            .channels
            .iter()
            .enumerate()
            .map(|(place, channel)| match place {
                0 => channel.title(),
                _ => channel.mid_sentence(),
            })
            .collect();
        let languages: Vec<String> = self
            .languages
            .iter()
            .map(|tag| super::language_name(tag))
            .collect();
        let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
        let channels = match channels.as_slice() {
            [] => "every channel".to_owned(),
            some => listed(some),
        };
        let languages = match languages.as_slice() {
            [] => "every language".to_owned(),
            some => listed(some),
        };
        format!("{channels}, {languages}")
    }
}

/// “a, b and c”.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// What the vendor calls written channels together.
const CHAT: [Channel; 5] = [
    Channel::Web,
    Channel::Slack,
    Channel::Whatsapp,
    Channel::Sms,
    Channel::Api,
];

/// The channels under a name: the vendor's `voice` and `chat`, or one of our own.
///
/// ```
/// use handoff::{channel::Channel, handoff::channels_named};
/// assert_eq!(channels_named("voice"), Some(vec![Channel::Phone]));
/// assert_eq!(channels_named("pigeon"), None);
/// ```
#[must_use]
pub fn channels_named(name: &str) -> Option<Vec<Channel>> {
    match name {
        "voice" => Some(vec![Channel::Phone]),
        "chat" => Some(CHAT.to_vec()),
        _ => Channel::parse(name).map(|channel| vec![channel]),
    }
}

/// The names that [`channels_named`] reads back as these channels.
#[must_use]
pub fn channel_names(channels: &[Channel]) -> Vec<&'static str> {
    let is_chat = CHAT.iter().all(|channel| channels.contains(channel));
    let mut names = Vec::new();
    for channel in Channel::ALL {
        let name = match channel {
            _ if !channels.contains(&channel) => continue,
            Channel::Phone => "voice",
            _ if is_chat && CHAT.contains(&channel) => "chat",
            _ => channel.as_str(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
