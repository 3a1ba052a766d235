//! A day in a team, again and again: conversations come, people take them, come, go and do not answer.
//! Whatever happens, nobody has more than they may, nothing has two owners, turns are fair, and nobody waits
//! for ever.
//!
//! An ordinary run plays three hundred days; `ROUTING_DAYS=10000` plays ten thousand.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot get on should stop where it is"
)]

use std::collections::{BTreeMap, HashMap};

use chrono::Duration;
use handoff::{
    channel::Channel,
    clock::{Instant, from_millis},
    conversation::{AnsweredBy, Conversation, Priority, State},
    id::{AgentId, ConversationId, MessageId, OperatorId, QueueId},
    operator::Presence,
    routing::{Method, Need, Person, Refusal, Routed, Sharing, Snapshot},
};

const EVENTS: usize = 500;
const LANGUAGES: [Option<&str>; 4] = [None, Some("en"), Some("es"), Some("de")];

fn days() -> u64 {
    let wished = std::env::var("ROUTING_DAYS").ok();
    wished.and_then(|text| text.parse().ok()).unwrap_or(300)
}

/// Repeatable randomness.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides as u64).unwrap()
    }
}

struct Team {
    dice: Dice,
    there: Snapshot,
    sharings: Vec<(Vec<OperatorId>, Sharing)>,
    conversations: Vec<Conversation>,
    /// What waits, and what each has, by their place among all conversations.
    waiting: Vec<usize>,
    held: BTreeMap<OperatorId, Vec<usize>>,
}

impl Team {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let people: Vec<Person> = (1..=3 + dice.below(3))
            .map(|number| {
                let id = OperatorId(i64::try_from(number).unwrap());
                let mut person = Person::idle(id, format!("Person {number}"));
                person.abilities.capacity = 1 + u32::try_from(dice.below(4)).unwrap();
                if dice.below(3) == 0 {
                    person.abilities.languages = vec!["en".into(), "es".into()];
                }
                let level = u8::try_from(dice.below(6)).unwrap();
                if level > 0 {
                    person.abilities.skills.insert("billing".into(), level);
                }
                person.abilities.weights.insert(Channel::Phone, 2);
                person
            })
            .collect();
        let everybody: Vec<OperatorId> = people.iter().map(|person| person.id).collect();
        let sharings = [Method::RoundRobin, Method::LoadBased, Method::SkillBased].map(|method| {
            let sharing = Sharing {
                method,
                need: Need::ALL[dice.below(3)],
                max_concurrent_per_agent: [None, Some(3)][dice.below(2)],
                ..Sharing::default()
            };
            let members = everybody.iter().copied().filter(|_| dice.below(3) > 0);
            (members.collect(), sharing)
        });
        Self {
            dice,
            there: Snapshot {
                people,
                turns: BTreeMap::new(),
                now: from_millis(1_768_212_000_000),
            },
            sharings: sharings.to_vec(),
            conversations: Vec::new(),
            waiting: Vec::new(),
            held: BTreeMap::new(),
        }
    }

    fn now(&self) -> Instant {
        self.there.now
    }

    fn arrives(&mut self) {
        let (now, number) = (self.now(), self.conversations.len());
        let id = ConversationId(format!("conv_{number}"));
        let channel = [Channel::Web, Channel::Web, Channel::Phone][self.dice.below(3)];
        let mut new = Conversation::begun(id, AgentId(1), channel, AnsweredBy::BuiltIn, now);
        new.language = LANGUAGES[self.dice.below(4)].map(Into::into);
        new.priority = Priority::ALL[self.dice.below(4)];
        new.queue = Some(QueueId(i64::try_from(self.dice.below(3)).unwrap()));
        if self.dice.below(4) == 0 {
            new.stretch.line.about = vec!["Billing".into()];
        }
        self.conversations.push(new.assigned(None, now).unwrap());
        self.waiting.push(number);
    }

    fn route(&self, number: usize, is_reassigned: bool) -> Routed {
        let of = &self.conversations[number];
        let (members, sharing) = &self.sharings[usize::try_from(of.queue.unwrap().0).unwrap()];
        let about = of.stretch.line.about.iter().map(String::as_str);
        let mut asked = self.there.ask(of.queue.unwrap(), sharing);
        asked.skills = self.there.skills_for(sharing, about);
        asked.channel = of.channel;
        asked.language = of.language.as_deref();
        asked.members = members;
        asked.not_again = if is_reassigned {
            of.assignee
        } else {
            of.stretch.line.not_again
        };
        self.there.route(&asked)
    }

    /// Gives out what can be given, the first in line first.
    fn gives_out(&mut self) {
        self.waiting
            .sort_by_key(|number| self.conversations[*number].line_key());
        for number in std::mem::take(&mut self.waiting) {
            let routed = self.route(number, false);
            match routed.assignee {
                Some(to) => self.gives(number, to, &routed),
                None => self.waiting.push(number),
            }
        }
    }

    fn gives(&mut self, number: usize, to: OperatorId, routed: &Routed) {
        let of = &self.conversations[number];
        assert!(routed.able.contains(&to) && routed.refused.iter().all(|(id, _)| *id != to));
        assert_ne!(of.stretch.line.not_again, Some(to), "asked twice in a row");
        assert!(
            self.held.values().all(|held| !held.contains(&number)),
            "two owners"
        );
        let given = of.clone().assigned(Some(to), self.now()).unwrap();
        let (queue, channel) = (given.queue.unwrap(), given.channel);
        self.conversations[number] = given;
        self.held.entry(to).or_default().push(number);
        self.there.give(queue, channel, to);
        self.holds_to_limits();
    }

    /// Nobody has more than they may, counted anew from what they really have.
    fn holds_to_limits(&self) {
        for person in &self.there.people {
            let held = self.held.get(&person.id).map_or(&[][..], Vec::as_slice);
            let weight =
                |number: &usize| person.abilities.weight(self.conversations[*number].channel);
            let load: u32 = held.iter().map(weight).sum();
            assert_eq!(load, person.load, "{}", person.name);
            assert!(
                load <= person.abilities.capacity,
                "{} has {load}",
                person.name
            );
        }
    }

    fn takes_back(&mut self, from: OperatorId, number: usize) {
        let weight = self
            .there
            .people
            .iter_mut()
            .find(|person| person.id == from)
            .unwrap();
        weight.load -= weight.abilities.weight(self.conversations[number].channel);
        self.held
            .get_mut(&from)
            .unwrap()
            .retain(|held| *held != number);
    }

    fn someone(&mut self) -> OperatorId {
        let at = self.dice.below(self.there.people.len());
        self.there.people[at].id
    }

    fn resolves(&mut self) {
        let who = self.someone();
        let Some(number) = self.held.get(&who).and_then(|held| held.first().copied()) else {
            return;
        };
        self.takes_back(who, number);
        let done = self.conversations[number]
            .clone()
            .resolved(self.now())
            .unwrap();
        self.conversations[number] = done;
    }

    fn comes_or_goes(&mut self) {
        let (who, now) = (self.someone(), self.now());
        let gives_back = self.dice.below(2) == 0;
        let person = self
            .there
            .people
            .iter_mut()
            .find(|person| person.id == who)
            .unwrap();
        person.present_since = Some(now);
        if person.presence != Presence::Online {
            person.presence = Presence::Online;
            return;
        }
        person.presence = [Presence::Away, Presence::Busy, Presence::Offline][self.dice.below(3)];
        if gives_back {
            for number in self.held.get(&who).cloned().unwrap_or_default() {
                self.takes_back(who, number);
                let back = self.conversations[number]
                    .clone()
                    .assigned(None, now)
                    .unwrap();
                assert!(back.stretch.line.is_returned);
                self.conversations[number] = back;
                self.waiting.push(number);
            }
        }
    }

    /// Whoever does not answer loses it to somebody else, if there is anybody.
    fn does_not_answer(&mut self) {
        let who = self.someone();
        let Some(number) = self.held.get(&who).and_then(|held| held.last().copied()) else {
            return;
        };
        let routed = self.route(number, true);
        let Some(to) = routed.assignee else {
            return;
        };
        assert_ne!(to, who);
        self.takes_back(who, number);
        self.conversations[number].stretch.line.not_again = Some(who);
        self.gives(number, to, &routed);
    }

    fn plays(&mut self) {
        for _ in 0..EVENTS {
            let minutes = i64::try_from(self.dice.below(7)).unwrap();
            self.there.now += Duration::minutes(minutes);
            match self.dice.below(10) {
                0..4 => self.arrives(),
                4..7 => self.resolves(),
                7..9 => self.comes_or_goes(),
                _ => self.does_not_answer(),
            }
            self.gives_out();
            self.holds_to_limits();
        }
    }

    /// With everybody there and working, the line empties.
    fn empties(&mut self) {
        for person in &mut self.there.people {
            person.presence = Presence::Online;
        }
        for _ in 0..2 * self.conversations.len() {
            self.gives_out();
            for who in self
                .there
                .people
                .iter()
                .map(|person| person.id)
                .collect::<Vec<_>>()
            {
                for number in self.held.get(&who).cloned().unwrap_or_default() {
                    self.takes_back(who, number);
                    let done = self.conversations[number]
                        .clone()
                        .resolved(self.now())
                        .unwrap();
                    self.conversations[number] = done;
                }
            }
        }
        for number in &self.waiting {
            // Only what nobody may ever have is left: nobody speaks it, can do it, or is allowed to try again.
            let routed = self.route(*number, false);
            let lasting = |(_, why): &(OperatorId, Refusal)| {
                !matches!(why, Refusal::NotThere(..) | Refusal::OffShift(_))
                    && !matches!(why, Refusal::Full { load, .. } if *load > 0)
            };
            assert!(routed.able.is_empty() && routed.refused.iter().all(lasting));
        }
    }
}

#[test]
fn whatever_happens_in_a_day_nobody_has_too_much_and_nobody_is_forgotten() {
    for seed in 1..=days() {
        let mut team = Team::new(seed);
        team.plays();
        team.empties();
        let owned: usize = team.held.values().map(Vec::len).sum();
        assert_eq!(owned, 0);
        let has_owner = |of: &&Conversation| of.state == State::WithOperator;
        assert_eq!(team.conversations.iter().filter(has_owner).count(), 0);
    }
}

#[test]
fn turns_are_fair_within_one_and_the_line_moves_in_order() {
    for seed in 1..=days() / 5 {
        let mut dice = Dice(seed | 1);
        let people = (1..=2 + i64::try_from(dice.below(6)).unwrap())
            .map(|id| Person::idle(OperatorId(id), "Somebody"))
            .collect();
        let now = from_millis(1_768_212_000_000);
        let mut there = Snapshot {
            people,
            turns: BTreeMap::new(),
            now,
        };
        let sharing = Sharing {
            method: Method::RoundRobin,
            ..Sharing::default()
        };
        let mut had: HashMap<OperatorId, u32> = HashMap::new();
        for _ in 0..100 {
            let to = there
                .route(&there.ask(QueueId(1), &sharing))
                .assignee
                .unwrap();
            there.give(QueueId(1), Channel::Web, to);
            *had.entry(to).or_default() += 1;
            let counts = there
                .people
                .iter()
                .map(|person| had.get(&person.id).copied().unwrap_or(0));
            let (fewest, most) = (counts.clone().min().unwrap(), counts.max().unwrap());
            assert!(most - fewest <= 1, "seed {seed}: {fewest} and {most}");
            // What they have is done at once, so that everybody can always have the next.
            for person in &mut there.people {
                person.load = 0;
            }
        }
    }
}

#[test]
fn a_conversation_goes_back_to_whoever_had_it_if_they_are_there() {
    let now = from_millis(1_768_212_000_000);
    let id = ConversationId("conv_1".into());
    let begun = Conversation::begun(id, AgentId(1), Channel::Web, AnsweredBy::BuiltIn, now);
    let had = begun
        .claimed(OperatorId(2), now)
        .unwrap()
        .resolved(now)
        .unwrap();
    let again = had.reopened(MessageId(3), now);
    assert_eq!(again.stretch.line.had_it, Some(OperatorId(2)));
    let people = (1..=3)
        .map(|id| Person::idle(OperatorId(id), "Somebody"))
        .collect();
    let mut there = Snapshot {
        people,
        turns: BTreeMap::new(),
        now,
    };
    let sharing = Sharing {
        method: Method::LoadBased,
        ..Sharing::default()
    };
    let who = |there: &Snapshot| {
        let mut asked = there.ask(QueueId(1), &sharing);
        asked.had_it = again.stretch.line.had_it;
        there.route(&asked).assignee
    };
    assert_eq!(who(&there), Some(OperatorId(2)));
    there.people[1].presence = Presence::Away;
    assert_eq!(who(&there), Some(OperatorId(1)));
}

#[test]
fn whoever_has_the_customer_elsewhere_gets_what_they_write_on_another_channel() {
    let people = (1..=3)
        .map(|id| Person::idle(OperatorId(id), "Somebody"))
        .collect();
    let mut there = Snapshot {
        people,
        turns: BTreeMap::new(),
        now: from_millis(1_768_212_000_000),
    };
    let sharing = Sharing {
        method: Method::LoadBased,
        ..Sharing::default()
    };
    let routed = |there: &Snapshot, had_it: Option<OperatorId>| {
        let mut asked = there.ask(QueueId(1), &sharing);
        (asked.had_it, asked.has_them) = (had_it, Some(OperatorId(2)));
        let routed = there.route(&asked);
        (
            routed.assignee,
            there.explain(&asked, &routed, chrono_tz::UTC).why,
        )
    };
    // Before whoever had this conversation once: the customer talks to them now.
    for had_it in [None, Some(OperatorId(3))] {
        let (who, why) = routed(&there, had_it);
        assert_eq!(who, Some(OperatorId(2)));
        assert_eq!(why, "has another conversation of this customer");
    }
    there.people[1].load = there.people[1].abilities.capacity;
    assert_eq!(
        routed(&there, None).0,
        Some(OperatorId(1)),
        "nobody waits for somebody who is full"
    );
    there.people[1].load = 0;
    there.people[1].presence = Presence::Away;
    assert_eq!(
        routed(&there, None).0,
        Some(OperatorId(1)),
        "nor for somebody who is away"
    );
}
