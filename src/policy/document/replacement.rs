//! A document that is to take the place of all that is set up: every section has to be there, since one that is
//! left out by mistake would take away what it says.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Document, place};
use crate::{
    handoff::Topic,
    id::{HandoffId, OperatorId},
    policy::{Action, HumanHandoff, Policy},
    problem::{Problem, step},
    routing::RoutingProfile,
};

/// The sections beside the five.
const BESIDE: [&str; 9] = [
    "action",
    "triggers",
    "messages",
    "outside_hours",
    "queues",
    "handoffs",
    "transfer_functions",
    "topics",
    "assignment",
];

/// The five sections, and the fields of theirs that only the whole document has.
const FIVE: [(&str, &[&str]); 5] = [
    ("settings", &[]),
    ("availability", &[]),
    ("generic_guidelines", &[]),
    ("custom_guidelines", &["conduct", "threshold"]),
    ("routing_profiles", &["examples"]),
];

/// What is to be set up.
#[derive(Debug, Clone)]
pub struct Replacement {
    pub five: HumanHandoff,
    /// Queues, handoffs and the rest, with numbers of their own: 1, 2, 3 … in the order of the document.
    pub policy: Policy,
    document: Document,
}

impl Replacement {
    /// Reads a whole document, or names everything that is wrong with it. `people` are those there are.
    pub fn read(value: &Value, people: &[OperatorId]) -> Result<Self, Vec<Problem>> {
        let Some(sections) = value.as_object() else {
            let detail =
                "Send the whole configuration, as it was read: an object with its sections.";
            return Err(vec![Problem::new("", detail)]);
        };
        let missing = BESIDE.iter().filter(|name| !sections.contains_key(**name));
        let mut problems: Vec<Problem> = missing
            .map(|name| {
                let detail = "This section is missing. Send all of it back, changed or not.";
                Problem::new(step(name), detail)
            })
            .collect();
        let five = HumanHandoff::read(five(sections), people);
        let text = value.to_string();
        let document = Document::parse(&text);
        let policy = Document::read(&text);
        problems.extend(five.as_ref().err().cloned().unwrap_or_default());
        let found = policy.as_ref().err().cloned().unwrap_or_default();
        let is_new = |new: &Problem| !problems.iter().any(|known| known.pointer == new.pointer);
        let news: Vec<Problem> = found.into_iter().filter(is_new).collect();
        problems.extend(news);
        if let Ok(policy) = &policy {
            problems.extend(double_names(policy));
            problems.extend(unknown_members(policy, people));
        }
        match (five, policy, document) {
            (Ok(five), Ok(policy), Ok(document)) if problems.is_empty() => Ok(Self {
                five,
                policy,
                document,
            }),
            _ => Err(problems),
        }
    }

    /// Puts what the sections beside the five say over an action that the five are in already, or names what is
    /// wrong with what comes of it.
    pub fn lay_over(&self, action: &mut Action) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        if let Some(section) = self.document.action.clone() {
            section.over(action);
        }
        let guidelines = action.triggers.custom_guidelines.0.iter_mut();
        for (kept, sent) in guidelines.zip(&self.document.custom_guidelines) {
            kept.conduct = sent.conduct;
            kept.threshold = sent.threshold;
        }
        self.document.lay_over(action, &mut problems);
        let assignment = self.document.assignment.as_ref();
        if let Some(boost) = assignment.and_then(|given| given.priority_boost_on_sentiment) {
            action.priority_boost_on_sentiment = boost;
        }
        let wrong = action.check().into_iter();
        problems.extend(wrong.map(|problem| place(problem, true)));
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// Every topic, with whether it is on. Handoffs have the numbers of the policy.
    #[must_use]
    pub fn topics(&self) -> Vec<(Topic, bool)> {
        let known = |name: &String| -> Option<HandoffId> {
            let handoffs = self.policy.handoffs.iter();
            let names = handoffs.clone().map(|handoff| handoff.name.as_str());
            let at = super::places::position(name, &names.collect::<Vec<_>>())?;
            handoffs.as_slice().get(at).map(|handoff| handoff.id)
        };
        let sections = self.document.topics.iter();
        sections
            .map(|section| {
                let (topic, is_enabled) = section.topic();
                let handoffs = section.handoffs().iter().filter_map(known);
                let handoffs = handoffs.collect();
                (Topic { handoffs, ..topic }, is_enabled)
            })
            .collect()
    }

    /// The routing profiles over those that are there, with the examples that the document has.
    #[must_use]
    pub fn profiles_over(&self, known: &[RoutingProfile]) -> Vec<RoutingProfile> {
        let mut profiles = self.five.profiles_over(known);
        for (profile, section) in profiles.iter_mut().zip(&self.document.routing_profiles) {
            profile.examples.clone_from(section.examples());
        }
        profiles
    }
}

/// The five sections alone, without the fields that only the whole document has.
fn five(sections: &Map<String, Value>) -> Value {
    let mut five = Map::new();
    for (name, ours) in FIVE {
        let Some(mut section) = sections.get(name).cloned() else {
            continue;
        };
        for row in section.as_array_mut().into_iter().flatten() {
            if let Value::Object(fields) = row {
                fields.retain(|field, _| !ours.contains(&field.as_str()));
            }
        }
        five.insert(name.to_owned(), section);
    }
    Value::Object(five)
}

/// Names that stand twice where names are how things are found.
fn double_names(policy: &Policy) -> Vec<Problem> {
    let queues = policy.queues.iter().map(|queue| queue.name.as_str());
    let functions = policy.transfer_functions.iter();
    let functions = functions.map(|function| function.name.as_str());
    let mut problems = doubles("/queues", queues);
    problems.extend(doubles("/transfer_functions", functions));
    if policy.queues.is_empty() {
        let detail = "Without a queue there is nowhere to go. Send at least one.";
        problems.push(Problem::new("/queues", detail));
    }
    problems
}

fn doubles<'a>(at: &str, names: impl Iterator<Item = &'a str>) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let again = names
        .enumerate()
        .filter(|(_, name)| !seen.insert(name.to_lowercase()));
    again
        .map(|(row, name)| {
            let detail = format!("“{name}” is in the list already. Choose another name.");
            Problem::new(format!("{at}/{row}/name"), detail)
        })
        .collect()
}

fn unknown_members(policy: &Policy, people: &[OperatorId]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (row, queue) in policy.queues.iter().enumerate() {
        let members = queue.members.iter().enumerate();
        for (at, member) in members.filter(|(_, member)| !people.contains(member)) {
            let detail = format!("There is no person {member} here.");
            problems.push(Problem::new(format!("/queues/{row}/members/{at}"), detail));
        }
    }
    problems
}
