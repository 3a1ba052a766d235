//! Which queue can take a conversation now, and why those before it could not.

use std::collections::BTreeMap;

use super::{Queue, language_name};
use crate::{
    channel::Channel,
    clock::Instant,
    id::{OperatorId, QueueId},
    schedule::Status,
};

/// A conversation that looks for a queue, and what is known around it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub channel: Channel,
    /// The customer's language as a BCP 47 tag, where it is known.
    pub language: Option<&'a str>,
    pub now: Instant,
    /// How many wait in each queue already.
    pub waiting: &'a BTreeMap<QueueId, usize>,
    /// How many people are there to take a conversation.
    pub online: usize,
    /// Who they are, as far as that is known.
    pub present: &'a [OperatorId],
}

/// Why a queue was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    Disabled,
    Channel,
    Language,
    /// With the next opening, where there is one.
    Closed(Option<Instant>),
    NobodyOnline,
    Full,
}

/// Whether somebody can take a conversation now, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Availability<'a> {
    /// The first queue that takes it. When none is open it is the one that opens first.
    pub queue: Option<&'a Queue>,
    pub status: Status,
    /// The queue is open, but as many wait as may: it is used only where nothing else is open.
    pub is_full: bool,
    /// The queues that were passed over, with the reason.
    pub skipped: Vec<(&'a Queue, Skipped)>,
}

const NEVER: Status = Status {
    is_open: false,
    opens_at: None,
    closes_at: None,
};

const ALWAYS: Status = Status {
    is_open: true,
    opens_at: None,
    closes_at: None,
};

/// Finds the queue for a conversation: the first that takes it and is open now in its own zone. Failing
/// that, the first open one whose line is full; failing that, the one that opens first. With no queue at
/// all somebody counts as always there.
///
/// ```
/// use std::collections::BTreeMap;
/// use handoff::{channel::Channel, clock::from_millis, handoff::{Queue, Skipped, Wanted, availability}};
/// use handoff::{id::QueueId, schedule::Schedule};
///
/// let mut spanish = Queue::new(QueueId(1), "Soporte", Schedule::always(chrono_tz::Europe::Madrid));
/// spanish.languages = vec!["es".into()];
/// let everybody = Queue::new(QueueId(2), "General", Schedule::always(chrono_tz::UTC));
/// let queues = [spanish, everybody];
/// let wanted = Wanted {
///     channel: Channel::Web,
///     language: Some("de"),
///     now: from_millis(1_768_212_000_000),
///     waiting: &BTreeMap::new(),
///     online: 1,
///     present: &[],
/// };
/// let found = availability(&queues, &wanted);
/// assert_eq!(found.queue.map(|queue| queue.name.as_str()), Some("General"));
/// assert_eq!(found.skipped[0].1, Skipped::Language);
/// ```
#[must_use]
pub fn availability<'a>(
    queues: impl IntoIterator<Item = &'a Queue>,
    wanted: &Wanted,
) -> Availability<'a> {
    let mut search = Search::default();
    let mut is_empty = true;
    for queue in queues {
        is_empty = false;
        if let Some(found) = search.look_at(queue, wanted) {
            return found;
        }
    }
    if is_empty {
        return search.ends_with(None, ALWAYS, false);
    }
    match (search.full, search.closed) {
        (Some((queue, status)), _) => search.ends_with(Some(queue), status, true),
        (None, Some((queue, status))) => search.ends_with(Some(queue), status, false),
        (None, None) => search.ends_with(None, NEVER, false),
    }
}

/// What has been seen of the queues so far.
#[derive(Default)]
struct Search<'a> {
    skipped: Vec<(&'a Queue, Skipped)>,
    full: Option<(&'a Queue, Status)>,
    closed: Option<(&'a Queue, Status)>,
}

impl<'a> Search<'a> {
    fn look_at(&mut self, queue: &'a Queue, wanted: &Wanted) -> Option<Availability<'a>> {
        if let Some(why) = queue.refuses(wanted) {
            self.skipped.push((queue, why));
            return None;
        }
        let status = queue.schedule.status(wanted.now);
        if !status.is_open {
            self.skipped.push((queue, Skipped::Closed(status.opens_at)));
            self.keep_closed(queue, status);
        } else if queue.needs_presence && queue.online(wanted) == 0 {
            self.skipped.push((queue, Skipped::NobodyOnline));
            self.keep_closed(queue, NEVER);
        } else if queue.is_full(wanted) {
            self.skipped.push((queue, Skipped::Full));
            self.full.get_or_insert((queue, status));
        } else {
            return Some(std::mem::take(self).ends_with(Some(queue), status, false));
        }
        None
    }

    fn keep_closed(&mut self, queue: &'a Queue, status: Status) {
        let opens_sooner = match &self.closed {
            None => true,
            Some((_, best)) => opens_before(status.opens_at, best.opens_at),
        };
        if opens_sooner {
            self.closed = Some((queue, status));
        }
    }

    fn ends_with(
        self,
        queue: Option<&'a Queue>,
        status: Status,
        is_full: bool,
    ) -> Availability<'a> {
        Availability {
            queue,
            status,
            is_full,
            skipped: self.skipped,
        }
    }
}

/// Whether the first opening comes before the other; one that never comes is later than any.
fn opens_before(one: Option<Instant>, other: Option<Instant>) -> bool {
    one.is_some_and(|at| other.is_none_or(|other| at < other))
}

impl Availability<'_> {
    /// Whether this is better for a customer than the other: open beats full beats closed, and among
    /// closed ones whatever opens first.
    #[must_use]
    pub fn is_better_than(&self, other: &Self) -> bool {
        let rank = |place: &Self| match (place.status.is_open, place.is_full) {
            (true, false) => 2,
            (true, true) => 1,
            (false, _) => 0,
        };
        match rank(self).cmp(&rank(other)) {
            std::cmp::Ordering::Equal => {
                rank(self) == 0 && opens_before(self.status.opens_at, other.status.opens_at)
            }
            order => order.is_gt(),
        }
    }
}

impl Queue {
    /// Why the queue cannot take such a conversation at all, whatever the time.
    fn refuses(&self, wanted: &Wanted) -> Option<Skipped> {
        if !self.enabled {
            Some(Skipped::Disabled)
        } else if !self.takes(wanted.channel) {
            Some(Skipped::Channel)
        } else if !wanted.language.is_none_or(|tag| self.speaks(tag)) {
            Some(Skipped::Language)
        } else {
            None
        }
    }

    fn online(&self, wanted: &Wanted) -> usize {
        if self.people.is_empty() {
            return wanted.online;
        }
        let works_on_it = |id: &&OperatorId| self.people.contains(id);
        wanted.present.iter().filter(works_on_it).count()
    }

    fn is_full(&self, wanted: &Wanted) -> bool {
        let waiting = wanted.waiting.get(&self.id).copied().unwrap_or(0);
        self.capacity
            .is_some_and(|capacity| waiting >= usize::try_from(capacity).unwrap_or(usize::MAX))
    }
}

impl Skipped {
    /// The reason as people read it: “closed until Mon 09:00 `America/New_York`”, “no Spanish”, “not for
    /// voice”, “disabled”, “full”, “nobody online”.
    #[must_use]
    pub fn in_words(self, queue: &Queue, wanted: &Wanted) -> String {
        match self {
            Self::Disabled => "disabled".into(),
            Self::Channel => format!("not for {}", spoken(wanted.channel)),
            Self::Language => format!("no {}", language_name(wanted.language.unwrap_or("und"))),
            Self::Closed(None) => "closed".into(),
            Self::Closed(Some(at)) => {
                let local = at.with_timezone(&queue.schedule.zone);
                let days = (at - wanted.now).num_days();
                // A weekday alone would be read as this week's.
                let day = if days < 6 { "%a" } else { "%a %-d %b %Y" };
                format!(
                    "closed until {} {}",
                    local.format(&format!("{day} %H:%M")),
                    queue.schedule.zone.name()
                )
            }
            Self::NobodyOnline => "nobody online".into(),
            Self::Full => "full".into(),
        }
    }
}

fn spoken(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "voice",
        Channel::Web => "chat",
        Channel::Email => "e-mail",
        other => other.title(),
    }
}
