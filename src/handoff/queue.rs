//! Queues, and which of them is open to a conversation.

use crate::{
    channel::Channel,
    clock::Instant,
    id::QueueId,
    schedule::{Schedule, Status},
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
}

/// Why a queue was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skipped {
    Disabled,
    Channel,
    Language,
    Closed,
}

/// Whether somebody can take a conversation now, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Availability<'a> {
    /// The first queue that takes it, or, when none is open, the one that opens first.
    pub queue: Option<&'a Queue>,
    pub status: Status,
    /// The queues that were passed over, with the reason.
    pub skipped: Vec<(&'a Queue, Skipped)>,
}

impl Queue {
    /// Why the queue cannot take such a conversation at all, whatever the time.
    fn refuses(&self, channel: Channel, language: Option<&str>) -> Option<Skipped> {
        if !self.enabled {
            return Some(Skipped::Disabled);
        }
        if !self.channels.is_empty() && !self.channels.contains(&channel) {
            return Some(Skipped::Channel);
        }
        match language {
            Some(language) if !self.languages.is_empty() && !self.speaks(language) => {
                Some(Skipped::Language)
            }
            _ => None,
        }
    }

    /// A region falls back to its language: `es-MX` is spoken where `es` is listed.
    fn speaks(&self, language: &str) -> bool {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        self.languages.iter().any(|listed| {
            listed.eq_ignore_ascii_case(language)
                || (!listed.contains('-') && primary(listed) == primary(language))
        })
    }
}

/// Finds the queue for a conversation: the first that takes it and is open now in its own zone; failing
/// that, the one that opens first. With no queue at all somebody counts as always there.
#[must_use]
pub fn availability<'a>(
    queues: &'a [Queue],
    channel: Channel,
    language: Option<&str>,
    now: Instant,
) -> Availability<'a> {
    if queues.is_empty() {
        let status = Status {
            is_open: true,
            opens_at: None,
            closes_at: None,
        };
        return Availability {
            queue: None,
            status,
            skipped: Vec::new(),
        };
    }
    let mut skipped = Vec::new();
    let mut closed: Option<(&Queue, Status)> = None;
    for queue in queues {
        if let Some(why) = queue.refuses(channel, language) {
            skipped.push((queue, why));
            continue;
        }
        let status = queue.schedule.status(now);
        if status.is_open {
            return Availability {
                queue: Some(queue),
                status,
                skipped,
            };
        }
        skipped.push((queue, Skipped::Closed));
        let opens_sooner = match &closed {
            None => true,
            Some((_, best)) => status
                .opens_at
                .is_some_and(|at| best.opens_at.is_none_or(|other| at < other)),
        };
        if opens_sooner {
            closed = Some((queue, status));
        }
    }
    let (queue, status) = match closed {
        Some((queue, status)) => (Some(queue), status),
        None => (
            None,
            Status {
                is_open: false,
                opens_at: None,
                closes_at: None,
            },
        ),
    };
    Availability {
        queue,
        status,
        skipped,
    }
}
