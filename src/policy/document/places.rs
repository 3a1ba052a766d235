//! The ways to people in a document: handoffs, transfer functions, and the topics that lead there. Things
//! name each other here; each name that is not there is a mistake with the name that was probably meant.

use serde::Deserialize;
use serde_json::Value;

use super::Document;
use crate::{
    handoff::{Handoff, INSTRUCTIONS_MAX, Target, Topic, TransferFunction},
    id::{HandoffId, TransferFunctionId},
    policy::Policy,
    problem::{Problem, nearest},
};

/// A handoff as the document has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct HandoffSection {
    name: String,
    description: String,
    available_instructions: String,
    unavailable_instructions: String,
    queues: Vec<String>,
}

/// A topic as the document has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TopicSection {
    title: String,
    text: String,
    instructions: String,
    handoffs: Vec<String>,
    /// Left out, it is on.
    enabled: Option<bool>,
}

impl TopicSection {
    /// The topic without its handoffs, and whether it is on.
    pub(super) fn topic(&self) -> (Topic, bool) {
        let topic = Topic {
            title: self.title.trim().to_owned(),
            text: self.text.trim().to_owned(),
            instructions: self.instructions.trim().to_owned(),
            handoffs: Vec::new(),
        };
        (topic, self.enabled.unwrap_or(true))
    }

    /// The names of the handoffs it may end in.
    pub(super) fn handoffs(&self) -> &[String] {
        &self.handoffs
    }
}

impl Document {
    /// Puts the handoffs, the transfer functions and the topics into the policy, and ties the queues to
    /// their functions.
    pub(super) fn place(&self, policy: &mut Policy, problems: &mut Vec<Problem>) {
        self.place_transfer_functions(policy, problems);
        self.place_handoffs(policy, problems);
        for (row, topic) in self.topics.iter().enumerate() {
            let at = format!("/topics/{row}");
            if topic.title.trim().is_empty() {
                let detail = "The topic has no title. Write what customers ask about.";
                problems.push(Problem::new(format!("{at}/title"), detail));
            }
            let names: Vec<&str> = policy
                .handoffs
                .iter()
                .map(|handoff| handoff.name.as_str())
                .collect();
            let ids = found(
                &topic.handoffs,
                &names,
                &(at + "/handoffs"),
                "handoff",
                problems,
            );
            // One that is switched off leads nowhere.
            if topic.enabled == Some(false) {
                continue;
            }
            policy.topics.push(Topic {
                title: topic.title.trim().to_owned(),
                text: topic.text.clone(),
                instructions: topic.instructions.clone(),
                handoffs: ids.into_iter().map(|at| policy.handoffs[at].id).collect(),
            });
        }
    }

    fn place_transfer_functions(&self, policy: &mut Policy, problems: &mut Vec<Problem>) {
        let fields: Vec<String> = policy
            .action
            .information_to_gather
            .iter()
            .map(|field| field.name.clone())
            .collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        for (row, (written, id)) in self.transfer_functions.iter().zip(1..).enumerate() {
            let at = format!("/transfer_functions/{row}");
            match TransferFunction::from_json(written, &fields) {
                Ok(function) => policy.transfer_functions.push(TransferFunction {
                    id: TransferFunctionId(id),
                    ..function
                }),
                Err(found) => {
                    problems.extend(found.into_iter().map(|problem| problem.at(&at)));
                    policy.transfer_functions.extend(stand_in(written, id));
                }
            }
        }
        // A document without this section says nothing about functions, so any name will do.
        if self.transfer_functions.is_empty() {
            return;
        }
        let functions = policy.transfer_functions.iter();
        let names: Vec<&str> = functions.map(|function| function.name.as_str()).collect();
        for (row, section) in self.queues.iter().enumerate() {
            let Some(name) = &section.destination.transfer_function else {
                continue;
            };
            let at = format!("/queues/{row}/transfer_function_name");
            match position(name, &names) {
                Some(found) => {
                    policy.queues[row].transfer_function =
                        Some(policy.transfer_functions[found].id);
                }
                None => problems.push(unknown(at, "transfer function", name, &names)),
            }
        }
    }

    fn place_handoffs(&self, policy: &mut Policy, problems: &mut Vec<Problem>) {
        let queues: Vec<&str> = policy
            .queues
            .iter()
            .map(|queue| queue.name.as_str())
            .collect();
        let mut handoffs: Vec<Handoff> = Vec::new();
        for (row, (section, id)) in self.handoffs.iter().zip(1..).enumerate() {
            let at = format!("/handoffs/{row}");
            let ids = found(
                &section.queues,
                &queues,
                &format!("{at}/queues"),
                "queue",
                problems,
            );
            let handoff = Handoff {
                id: HandoffId(id),
                name: section.name.trim().to_owned(),
                description: section.description.clone(),
                available_instructions: section.available_instructions.clone(),
                unavailable_instructions: section.unavailable_instructions.clone(),
                queues: ids.into_iter().map(|at| policy.queues[at].id).collect(),
            };
            let found = handoff.check(&handoffs);
            problems.extend(found.into_iter().map(|problem| problem.at(&at)));
            handoffs.push(handoff);
        }
        policy.handoffs = handoffs;
    }
}

impl Handoff {
    /// Everything that is wrong with it, beside the others there are.
    #[must_use]
    pub fn check(&self, others: &[Self]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let length = self.name.chars().count();
        if length == 0 {
            let detail = "The handoff has no name. Write one, such as “Billing Support”.";
            problems.push(Problem::new("/name", detail));
        } else if length > super::super::NAME_MAX {
            let detail = format!(
                "The name has {length} characters. Use at most {}.",
                super::super::NAME_MAX
            );
            problems.push(Problem::new("/name", detail));
        }
        let function = self.function();
        let clash = others
            .iter()
            .find(|other| other.id != self.id && other.function() == function);
        if let Some(other) = clash.filter(|_| length > 0) {
            let detail = format!(
                "“{}” would be called {function}, which is “{}” already. Choose another name.",
                self.name, other.name
            );
            problems.push(Problem::new("/name", detail));
        }
        for (pointer, text) in [
            ("/description", &self.description),
            ("/available_instructions", &self.available_instructions),
            ("/unavailable_instructions", &self.unavailable_instructions),
        ] {
            let length = text.chars().count();
            if length > INSTRUCTIONS_MAX {
                let detail =
                    format!("This has {length} characters. Use at most {INSTRUCTIONS_MAX}.");
                problems.push(Problem::new(pointer, detail));
            }
        }
        problems
    }
}

/// A function of the name of one that cannot be read, so that queues naming it do not name nothing.
fn stand_in(written: &Value, id: i64) -> Option<TransferFunction> {
    let name = written.get("name").and_then(Value::as_str)?;
    Some(TransferFunction {
        id: TransferFunctionId(id),
        name: name.trim().to_owned(),
        target: Target::Queue,
        parameters: Vec::new(),
    })
}

/// Where each of the names is among those there are; one that is not there is a mistake.
fn found(
    names: &[String],
    there: &[&str],
    at: &str,
    what: &str,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let mut places = Vec::new();
    for (row, name) in names.iter().enumerate() {
        match position(name, there) {
            Some(place) => places.push(place),
            None => problems.push(unknown(format!("{at}/{row}"), what, name, there)),
        }
    }
    places
}

pub(super) fn position(name: &str, there: &[&str]) -> Option<usize> {
    let name = name.trim();
    let same = |other: &&str| other.eq_ignore_ascii_case(name);
    there
        .iter()
        .position(|other| *other == name)
        .or_else(|| there.iter().position(same))
}

pub(super) fn unknown(pointer: String, what: &str, name: &str, there: &[&str]) -> Problem {
    let detail = match nearest(name, there.iter().copied()) {
        Some(near) => format!("There is no {what} “{name}”. Did you mean “{near}”?"),
        None if there.is_empty() => format!("There is no {what} “{name}”: none is set up."),
        None => format!(
            "There is no {what} “{name}”. There are {}.",
            there.join(", ")
        ),
    };
    Problem::new(pointer, detail)
}
