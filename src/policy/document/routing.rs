//! Who gets it, in a document: the routing profiles, and how conversations are shared out among a pool of
//! people that the document names itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{
    Document,
    places::{position, unknown},
    read::decode,
};
use crate::{
    id::{OperatorId, QueueId, RoutingProfileId},
    policy::Policy,
    problem::{Problem, step},
    routing::{Fallback, Method, Person, RoutingProfile, Sharing},
};

/// After how many minutes a fallback of the document happens, which says none.
const FALLBACK_MINUTES: u32 = 10;

/// The vendor's way to share conversations out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AssignmentSection {
    method: Option<String>,
    agent_pool: Vec<Value>,
    skills: BTreeMap<String, Vec<Value>>,
    max_concurrent_per_agent: Option<u32>,
    fallback: Option<String>,
    pub(super) priority_boost_on_sentiment: Option<bool>,
}

/// A routing profile as the document has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProfileSection {
    id: Option<i64>,
    name: String,
    description: String,
    examples: Vec<String>,
    is_active: Option<bool>,
    user_ids: Vec<i64>,
}

impl ProfileSection {
    pub(super) fn examples(&self) -> &Vec<String> {
        &self.examples
    }
}

impl Document {
    /// Puts the routing profiles and the way to share out into the policy.
    pub(super) fn route(&self, policy: &mut Policy, problems: &mut Vec<Problem>) {
        for (row, (section, number)) in self.routing_profiles.iter().zip(1..).enumerate() {
            let profile = RoutingProfile {
                id: RoutingProfileId(section.id.unwrap_or(number)),
                name: section.name.trim().to_owned(),
                description: section.description.clone(),
                examples: section.examples.clone(),
                is_active: section.is_active.unwrap_or(true),
                operators: section.user_ids.iter().copied().map(OperatorId).collect(),
            };
            let others = self.routing_profiles[..row].iter();
            let found = profile.check(others.map(|other| other.name.as_str()));
            let at = format!("/routing_profiles/{row}");
            problems.extend(found.into_iter().map(|problem| problem.at(&at)));
            if profile.is_active {
                policy.routing_profiles.push(profile);
            }
        }
        self.share(policy, problems);
        if let Some(assignment) = &self.assignment {
            assignment.apply(policy, problems);
        }
    }
}

impl Document {
    /// Has each queue share out as it says itself.
    fn share(&self, policy: &mut Policy, problems: &mut Vec<Problem>) {
        let names: Vec<String> = policy
            .queues
            .iter()
            .map(|queue| queue.name.clone())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (row, section) in self.queues.iter().enumerate() {
            let Some(mut written) = section.sharing.clone() else {
                continue;
            };
            let at = format!("/queues/{row}/sharing");
            if let Some(to) = written.pointer_mut("/fallback/queue") {
                let name = to.as_str().unwrap_or_default().to_owned();
                let Some(found) = position(&name, &names) else {
                    let at = format!("{at}/fallback/queue");
                    problems.push(unknown(at, "queue", &name, &names));
                    continue;
                };
                *to = policy.queues[found].id.0.into();
            }
            let own = policy.queues[row].id;
            let mut found = Vec::new();
            let sharing = decode::<Sharing>(written, "", &mut found);
            match sharing.map(|sharing| sharing.checked(own)) {
                Some(Ok(sharing)) if found.is_empty() => drop(policy.sharing.insert(own, sharing)),
                Some(Err(wrong)) => found.extend(wrong),
                _ => {}
            }
            problems.extend(found.into_iter().map(|problem| problem.at(&at)));
        }
    }
}

impl AssignmentSection {
    fn apply(&self, policy: &mut Policy, problems: &mut Vec<Problem>) {
        let mut people = Pool::default();
        people.take(&self.agent_pool, "/assignment/agent_pool", problems);
        for (skill, names) in &self.skills {
            let at = format!("/assignment/skills{}", step(skill));
            for id in people.take(names, &at, problems) {
                people.teach(id, skill);
            }
            // A skill is a subject too: what is about it goes to those who have it.
            let is_known = |profile: &RoutingProfile| profile.name.eq_ignore_ascii_case(skill);
            if !policy.routing_profiles.iter().any(is_known) {
                policy
                    .routing_profiles
                    .push(subject(skill, policy.routing_profiles.len()));
            }
        }
        policy.people = people.0;
        let method = self
            .method
            .as_deref()
            .map(|name| (name, Method::named(name)));
        if let Some((name, None)) = method {
            let detail = format!(
                "“{name}” is no method. Use notify_all, round_robin, skill_based or load_based."
            );
            problems.push(Problem::new("/assignment/method", detail));
        }
        let fallback = self.fallback(problems);
        let sharing = Sharing {
            method: method.and_then(|(_, method)| method).unwrap_or_default(),
            max_concurrent_per_agent: self.max_concurrent_per_agent,
            fallback,
            ..Sharing::default()
        };
        match sharing.checked(QueueId(0)) {
            Ok(sharing) => policy.sharing_default = sharing,
            Err(found) => {
                problems.extend(found.into_iter().map(|problem| problem.at("/assignment")));
            }
        }
    }

    fn fallback(&self, problems: &mut Vec<Problem>) -> Fallback {
        let after_minutes = FALLBACK_MINUTES;
        match self.fallback.as_deref() {
            None | Some("queue") => Fallback::Queue,
            Some("anyone") => Fallback::Anyone { after_minutes },
            Some("callback") => Fallback::Callback { after_minutes },
            Some(other) => {
                let detail = format!("“{other}” is no fallback. Use queue, anyone or callback.");
                problems.push(Problem::new("/assignment/fallback", detail));
                Fallback::Queue
            }
        }
    }
}

/// The people a document names, numbered in the order they are first named.
#[derive(Default)]
struct Pool(Vec<Person>);

impl Pool {
    fn take(&mut self, names: &[Value], at: &str, problems: &mut Vec<Problem>) -> Vec<OperatorId> {
        let mut ids = Vec::new();
        for (row, name) in names.iter().enumerate() {
            let name = match name {
                Value::String(name) if !name.trim().is_empty() => name.trim().to_owned(),
                Value::Number(number) => number.to_string(),
                _ => {
                    let detail = "Name somebody here, such as “agent_1”.";
                    problems.push(Problem::new(format!("{at}/{row}"), detail));
                    continue;
                }
            };
            ids.push(self.named(&name));
        }
        ids
    }

    fn named(&mut self, name: &str) -> OperatorId {
        if let Some(known) = self.0.iter().find(|person| person.name == name) {
            return known.id;
        }
        let id = i64::try_from(self.0.len() + 1).unwrap_or(i64::MAX);
        self.0.push(Person::idle(OperatorId(id), name));
        OperatorId(id)
    }

    fn teach(&mut self, id: OperatorId, skill: &str) {
        if let Some(person) = self.0.iter_mut().find(|person| person.id == id) {
            let name = crate::routing::skill_name(skill);
            person.abilities.skills.insert(name, 3);
        }
    }
}

/// What is about a skill, by its name alone.
fn subject(skill: &str, before: usize) -> RoutingProfile {
    RoutingProfile {
        // Apart from the numbers that a document gives.
        id: RoutingProfileId(-1 - i64::try_from(before).unwrap_or(0)),
        name: skill.to_owned(),
        description: skill.replace(['_', '-'], " "),
        examples: Vec::new(),
        is_active: true,
        operators: Vec::new(),
    }
}
