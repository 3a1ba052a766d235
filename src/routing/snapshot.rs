//! The people at one moment, and what becomes of a conversation that looks for one of them.

use std::{cmp::Ordering, collections::BTreeMap};

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Method, Person, Refusal, Sharing, eligibility::refusal, skill_name};
use crate::{
    channel::Channel,
    clock::Instant,
    id::{OperatorId, QueueId},
};

/// The people who work here, at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    pub people: Vec<Person>,
    /// When each had their last turn in a queue: larger is later, and none is before all.
    pub turns: BTreeMap<(QueueId, OperatorId), i64>,
    pub now: Instant,
}

/// A conversation that looks for somebody.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub queue: QueueId,
    pub sharing: &'a Sharing,
    pub channel: Channel,
    /// The customer's language as a BCP 47 tag, where it is known.
    pub language: Option<&'a str>,
    /// Who works on the queue; none listed means everybody.
    pub members: &'a [OperatorId],
    /// The name of the routing profile it is about, and the people for it, who then take the members' place.
    pub profile: Option<(&'a str, &'a [OperatorId])>,
    /// The skills that are wanted, with the lowest level of each.
    pub skills: BTreeMap<String, u8>,
    /// Who had it last and did not answer.
    pub not_again: Option<OperatorId>,
    /// Who had it before the AI did, and gets it back if they can.
    pub had_it: Option<OperatorId>,
    /// Who has another conversation of the same customer now, and gets this one too if they can.
    pub has_them: Option<OperatorId>,
    /// Whoever is there may get it, whatever their skills and whoever it is meant for.
    pub is_for_anyone: bool,
    /// When each had their last turn in a queue.
    pub(crate) turns: &'a BTreeMap<(QueueId, OperatorId), i64>,
}

/// What became of a conversation that looked for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    /// Who gets it. None where nobody can, and where all are told.
    pub assignee: Option<OperatorId>,
    /// Who could have it, in the order they come.
    pub able: Vec<OperatorId>,
    /// Why each other one could not.
    pub refused: Vec<(OperatorId, Refusal)>,
    /// Why it goes past everybody whose turn it would be.
    because_of: Option<Bond>,
}

/// What ties a conversation to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// They had it before.
    HadIt,
    /// They have another one of the same customer.
    HasThem,
}

/// Why somebody got a conversation, and why each other one did not, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Explained {
    /// Why it is theirs, or why nobody has it.
    pub why: String,
    pub others: Vec<WhyNotThem>,
}

/// Why somebody did not get a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WhyNotThem {
    pub operator: OperatorId,
    pub name: String,
    pub why: String,
}

impl Snapshot {
    /// Something that looks for somebody through a queue, on the web, of anybody.
    #[must_use]
    pub fn ask<'a>(&'a self, queue: QueueId, sharing: &'a Sharing) -> Asked<'a> {
        Asked {
            queue,
            sharing,
            channel: Channel::Web,
            language: None,
            members: &[],
            profile: None,
            skills: sharing.skills.clone(),
            not_again: None,
            had_it: None,
            has_them: None,
            is_for_anyone: false,
            turns: &self.turns,
        }
    }

    /// Finds who gets a conversation.
    ///
    /// ```
    /// use handoff::{clock::from_millis, id::{OperatorId, QueueId}};
    /// use handoff::routing::{Method, Person, Sharing, Snapshot};
    ///
    /// let mut ana = Person::idle(OperatorId(1), "Ana");
    /// ana.load = 5;
    /// let people = vec![ana, Person::idle(OperatorId(2), "Raj"), Person::idle(OperatorId(3), "Mei")];
    /// let now = from_millis(1_768_212_000_000);
    /// let there = Snapshot { people, turns: [((QueueId(1), OperatorId(2)), 7)].into(), now };
    /// let sharing = Sharing { method: Method::RoundRobin, ..Sharing::default() };
    /// let asked = there.ask(QueueId(1), &sharing);
    /// let routed = there.route(&asked);
    /// assert_eq!(routed.assignee, Some(OperatorId(3)));
    /// let words = there.explain(&asked, &routed, chrono_tz::UTC);
    /// assert_eq!(words.why, "next in turn");
    /// assert_eq!(words.others[0].why, "5 of 5");
    /// assert_eq!(words.others[1].why, "has their turn after Mei");
    /// ```
    #[must_use]
    pub fn route(&self, asked: &Asked) -> Routed {
        let asked = &self.with_people(asked);
        let (mut able, mut refused) = (Vec::new(), Vec::new());
        for person in &self.people {
            match refusal(person, asked) {
                Some(why) => refused.push((person.id, why)),
                None => able.push(person),
            }
        }
        able.sort_by(|one, other| order(asked, one, other));
        let gives = asked.sharing.method.way().gives();
        let bonds = [(asked.has_them, Bond::HasThem), (asked.had_it, Bond::HadIt)];
        let mut bonds = bonds.into_iter().filter_map(|(who, bond)| {
            let able = able.iter().find(|person| Some(person.id) == who)?;
            Some((able.id, bond))
        });
        let bound = bonds.next();
        let first = bound.map(|(id, _)| id);
        let first = first.or_else(|| able.first().map(|person| person.id));
        Routed {
            assignee: first.filter(|_| gives),
            able: able.iter().map(|person| person.id).collect(),
            refused,
            because_of: bound.map(|(_, bond)| bond),
        }
    }

    /// A profile none of whose people work here any more is as good as none.
    fn with_people<'a>(&self, asked: &Asked<'a>) -> Asked<'a> {
        let are_here = |people: &[OperatorId]| {
            let mut known = self.people.iter();
            known.any(|person| people.contains(&person.id))
        };
        Asked {
            profile: asked.profile.filter(|(_, people)| are_here(people)),
            ..asked.clone()
        }
    }

    /// The skills that are wanted: the queue's, and whatever it is about that anybody here has a skill for.
    #[must_use]
    pub fn skills_for<'a>(
        &self,
        sharing: &Sharing,
        about: impl Iterator<Item = &'a str>,
    ) -> BTreeMap<String, u8> {
        let mut skills = sharing.skills.clone();
        if sharing.method == Method::SkillBased {
            for name in about.map(skill_name) {
                let mut people = self.people.iter();
                if people.any(|person| person.abilities.skills.contains_key(&name)) {
                    skills.entry(name).or_insert(1);
                }
            }
        }
        skills
    }

    /// Notes that somebody was given a conversation.
    pub fn give(&mut self, queue: QueueId, channel: Channel, to: OperatorId) {
        let turn = 1 + self.turns.values().max().copied().unwrap_or(0);
        self.turns.insert((queue, to), turn);
        if let Some(person) = self.people.iter_mut().find(|person| person.id == to) {
            person.load += person.abilities.weight(channel);
            person.last_given = Some(self.now);
        }
    }

    /// Says it for people. `zone` is the one their times are said in.
    #[must_use]
    pub fn explain(&self, asked: &Asked, routed: &Routed, zone: Tz) -> Explained {
        let asked = &self.with_people(asked);
        let way = asked.sharing.method.way();
        let first = routed.assignee.and_then(|id| self.person(id));
        let why = match first {
            Some(_) if routed.because_of == Some(Bond::HadIt) => {
                "had this conversation before".into()
            }
            Some(_) if routed.because_of == Some(Bond::HasThem) => {
                "has another conversation of this customer".into()
            }
            Some(first) => way.why(asked, first),
            None if routed.able.is_empty() => "nobody can take it now".into(),
            None => "all of them are told; the first to take it has it".into(),
        };
        let refused = routed.refused.iter();
        let refused = refused.map(|(id, refusal)| (*id, refusal.in_words(self.now, zone)));
        let able = routed
            .able
            .iter()
            .filter(|id| Some(**id) != routed.assignee);
        let after = able.filter_map(|id| {
            let person = self.person(*id)?;
            let why = match first {
                Some(first) if routed.because_of == Some(Bond::HadIt) => {
                    format!("{} had it before", first.first_name())
                }
                Some(first) if routed.because_of == Some(Bond::HasThem) => {
                    format!("{} has the customer already", first.first_name())
                }
                Some(first) => way.why_after(asked, person, first),
                None => way.why(asked, person),
            };
            Some((*id, why))
        });
        let others = refused.chain(after).map(|(operator, why)| WhyNotThem {
            operator,
            name: self
                .person(operator)
                .map_or_else(String::new, |person| person.name.clone()),
            why,
        });
        Explained {
            why,
            others: others.collect(),
        }
    }

    fn person(&self, id: OperatorId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }
}

/// Who comes first: by the method, then whoever was given something longest ago.
fn order(asked: &Asked, one: &Person, other: &Person) -> Ordering {
    let by_method = asked.sharing.method.way().order(asked, one, other);
    let by_rest = || one.last_given.cmp(&other.last_given);
    let by_turn = || asked.turn_of(one.id).cmp(&asked.turn_of(other.id));
    by_method
        .then_with(by_rest)
        .then_with(by_turn)
        .then(one.id.cmp(&other.id))
}

impl Asked<'_> {
    /// When somebody had their last turn in the queue: larger is later, and 0 is never.
    #[must_use]
    pub fn turn_of(&self, id: OperatorId) -> i64 {
        self.turns.get(&(self.queue, id)).copied().unwrap_or(0)
    }

    /// How much of what they may have somebody has: “1 of 5”.
    #[must_use]
    pub fn share(&self, person: &Person) -> String {
        let most = self.sharing.most(person.abilities.capacity);
        format!("{} of {most}", person.load)
    }
}
