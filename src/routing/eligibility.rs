//! Whether somebody can be given a conversation, and if not, why not.

use chrono_tz::Tz;

use super::{Asked, Need, Person, Shift};
use crate::{
    channel::Channel,
    clock::Instant,
    handoff::{is_spoken, language_name},
    operator::Presence,
};

/// Why somebody cannot be given a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// They do not work on the queue.
    NotMember,
    /// They are not among the people for what it is about.
    NotFor(String),
    NotThere(Presence, Option<Instant>),
    /// Outside their own hours, with when they are back.
    OffShift(Option<Instant>),
    Channel(Channel),
    Language(String),
    /// They lack a skill, or have it below the level that is wanted.
    Skill {
        name: String,
        level: u8,
        wanted: u8,
    },
    Full {
        load: u32,
        most: u32,
    },
    /// They had it just now and did not answer.
    AskedBefore,
}

/// Why somebody cannot be given this, or none when they can.
pub(super) fn refusal(person: &Person, asked: &Asked) -> Option<Refusal> {
    if !asked.is_for_anyone {
        match asked.profile {
            Some((name, people)) if !people.contains(&person.id) => {
                return Some(Refusal::NotFor(name.to_owned()));
            }
            None if !asked.members.is_empty() && !asked.members.contains(&person.id) => {
                return Some(Refusal::NotMember);
            }
            _ => {}
        }
    }
    let abilities = &person.abilities;
    if person.presence != Presence::Online {
        return Some(Refusal::NotThere(person.presence, person.present_since));
    }
    if let Shift::Off(until) = person.shift {
        return Some(Refusal::OffShift(until));
    }
    if !abilities.channels.is_empty() && !abilities.channels.contains(&asked.channel) {
        return Some(Refusal::Channel(asked.channel));
    }
    let speaks = |tag: &str| abilities.languages.is_empty() || is_spoken(&abilities.languages, tag);
    if let Some(tag) = asked.language.filter(|tag| !speaks(tag)) {
        return Some(Refusal::Language(tag.to_owned()));
    }
    if let Some(missing) = missing_skill(person, asked).filter(|_| !asked.is_for_anyone) {
        return Some(missing);
    }
    if asked.not_again == Some(person.id) {
        return Some(Refusal::AskedBefore);
    }
    let most = asked.sharing.most(abilities.capacity);
    (person.load + abilities.weight(asked.channel) > most).then_some(Refusal::Full {
        load: person.load,
        most,
    })
}

/// The first skill that keeps somebody from it.
fn missing_skill(person: &Person, asked: &Asked) -> Option<Refusal> {
    let level = |name: &str| person.abilities.skills.get(name).copied().unwrap_or(0);
    let mut missing = asked
        .skills
        .iter()
        .filter(|(name, wanted)| level(name) < **wanted);
    let (name, wanted) = match asked.sharing.need {
        Need::Best => None,
        Need::All => missing.next(),
        Need::Any => {
            let first = missing.next();
            first.filter(|_| 1 + missing.count() == asked.skills.len())
        }
    }?;
    Some(Refusal::Skill {
        name: name.clone(),
        level: level(name),
        wanted: *wanted,
    })
}

impl Refusal {
    /// The reason as people read it: “5 of 5”, “away since 17:02”, “no Spanish”.
    #[must_use]
    pub fn in_words(&self, now: Instant, zone: Tz) -> String {
        match self {
            Self::NotMember => "does not work on this queue".into(),
            Self::NotFor(name) => format!("not for “{name}”"),
            Self::NotThere(presence, since) => {
                let word = match presence {
                    Presence::Online => "available",
                    Presence::Away => "away",
                    Presence::Busy => "busy",
                    Presence::Offline => "offline",
                };
                since.map_or_else(
                    || word.to_owned(),
                    |since| format!("{word} since {}", moment(since, now, zone)),
                )
            }
            Self::OffShift(None) => "not planned to work".into(),
            Self::OffShift(Some(at)) => {
                format!("not planned to work until {}", moment(*at, now, zone))
            }
            Self::Channel(channel) => format!("does not work on {}", channel.mid_sentence()),
            Self::Language(tag) => format!("no {}", language_name(tag)),
            Self::Skill { name, level: 0, .. } => format!("no “{name}”"),
            Self::Skill {
                name,
                level,
                wanted,
            } => format!("“{name}” at level {level}, {wanted} is wanted"),
            Self::Full { load, most } => format!("{load} of {most}"),
            Self::AskedBefore => "had it just now and did not answer".into(),
        }
    }
}

/// The time of day, with the day where it is another one.
fn moment(at: Instant, now: Instant, zone: Tz) -> String {
    let (at, now) = (at.with_timezone(&zone), now.with_timezone(&zone));
    let form = if at.date_naive() == now.date_naive() {
        "%H:%M"
    } else if (at - now).num_days().abs() < 6 {
        "%a %H:%M"
    } else {
        "%-d %b %H:%M"
    };
    at.format(form).to_string()
}
