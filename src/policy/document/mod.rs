//! The configuration document: what an admin's settings look like as JSON.
//!
//! Its sections and their names are a contract (the vendor's five sections and ours beside them).
//! Sections may be left out; an unknown key is a mistake that is named, never ignored.

mod action;
mod changes;
mod places;
mod queue;
mod read;
mod replacement;
mod routing;
mod settings;
mod write;

use action::ActionSection;
pub use changes::Change;
use places::{HandoffSection, TopicSection};
use queue::QueueSection;
use read::{merge, take};
pub use replacement::Replacement;
use routing::{AssignmentSection, ProfileSection};
use serde_json::{Map, Value};
use settings::{GenericGuideline, Settings};

use super::{Action, GatherField, Messages, OutsideHours, Policy};
use crate::{
    handoff::Queue,
    id::QueueId,
    nul,
    problem::Problem,
    schedule::{Schedule, zone_named},
    trigger::Guideline,
};

/// The configuration document, decoded section by section.
#[derive(Debug, Clone, Default)]
pub struct Document {
    settings: Option<Settings>,
    availability: Option<Value>,
    generic_guidelines: Vec<GenericGuideline>,
    custom_guidelines: Vec<Guideline>,
    action: Option<ActionSection>,
    triggers: Option<Map<String, Value>>,
    messages: Option<Map<String, Value>>,
    outside_hours: Option<Map<String, Value>>,
    queues: Vec<QueueSection>,
    handoffs: Vec<HandoffSection>,
    transfer_functions: Vec<Value>,
    topics: Vec<TopicSection>,
    routing_profiles: Vec<ProfileSection>,
    assignment: Option<AssignmentSection>,
}

/// The sections that are accepted although nothing is decided by them yet.
const KEPT: [&str; 1] = ["agents"];

impl Document {
    /// The policy that a document describes, or everything that is wrong with it, what it says and what
    /// that leads to alike.
    ///
    /// ```
    /// use handoff::policy::Document;
    /// let text = r#"{"action": {"enabled": "yes"}, "messages": {"offer": ""}, "colour": 1}"#;
    /// let problems = Document::read(text).unwrap_err();
    /// let places: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    /// assert_eq!(places, ["/action/enabled", "/colour", "/messages/offer"]);
    /// ```
    pub fn read(text: &str) -> Result<Policy, Vec<Problem>> {
        let (document, mut problems) = Self::sections(text)?;
        let (policy, found) = document.build();
        // What is said about a stand-in for a mistake is not about anything that was written.
        let is_news = |new: &Problem| {
            let is_in = |known: &Problem| {
                new.pointer
                    .strip_prefix(known.pointer.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            !problems.iter().any(is_in)
        };
        let news: Vec<Problem> = found.into_iter().filter(is_news).collect();
        problems.extend(news);
        if problems.is_empty() {
            Ok(policy)
        } else {
            Err(problems)
        }
    }

    /// Reads what a document says, or names every mistake in that. What it leads to is another matter:
    /// [`Document::read`] does both.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let (document, problems) = Self::sections(text)?;
        if problems.is_empty() {
            Ok(document)
        } else {
            Err(problems)
        }
    }

    /// The sections as far as they can be read, with stand-ins for what cannot, and what is wrong with them.
    fn sections(text: &str) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let root: Value = serde_json::from_str(text).map_err(|error| {
            vec![Problem::new(
                "",
                format!(
                    "This is not JSON: line {}, column {}: {error}.",
                    error.line(),
                    error.column()
                ),
            )]
        })?;
        let Value::Object(mut sections) = nul::without_in_json(root) else {
            return Err(vec![Problem::new(
                "",
                "The configuration must be an object with sections, such as {\"action\": {…}}.",
            )]);
        };
        let mut problems = Vec::new();
        let mut document = Self {
            settings: take(&mut sections, "settings", &mut problems),
            availability: take(&mut sections, "availability", &mut problems),
            generic_guidelines: take(&mut sections, "generic_guidelines", &mut problems)
                .unwrap_or_default(),
            custom_guidelines: take(&mut sections, "custom_guidelines", &mut problems)
                .unwrap_or_default(),
            action: take(&mut sections, "action", &mut problems),
            triggers: take(&mut sections, "triggers", &mut problems),
            messages: take(&mut sections, "messages", &mut problems),
            outside_hours: take(&mut sections, "outside_hours", &mut problems),
            queues: Vec::new(),
            handoffs: take(&mut sections, "handoffs", &mut problems).unwrap_or_default(),
            transfer_functions: take(&mut sections, "transfer_functions", &mut problems)
                .unwrap_or_default(),
            topics: take(&mut sections, "topics", &mut problems).unwrap_or_default(),
            routing_profiles: take(&mut sections, "routing_profiles", &mut problems)
                .unwrap_or_default(),
            assignment: take(&mut sections, "assignment", &mut problems),
        };
        let queues: Vec<Value> = take(&mut sections, "queues", &mut problems).unwrap_or_default();
        for (row, queue) in queues.into_iter().enumerate() {
            let (section, found) = QueueSection::read(&queue, row);
            document.queues.extend(section);
            let at = format!("/queues/{row}");
            problems.extend(found.into_iter().map(|problem| problem.at(&at)));
        }
        for key in sections.keys().filter(|key| !KEPT.contains(&key.as_str())) {
            problems.push(Problem::new(
                crate::problem::step(key),
                format!("There is no section “{key}”."),
            ));
        }
        Ok((document, problems))
    }

    /// The policy the document describes. What is left out is as a new, enabled action has it, always open.
    pub fn policy(self) -> Result<Policy, Vec<Problem>> {
        let (policy, problems) = self.build();
        if problems.is_empty() {
            Ok(policy)
        } else {
            Err(problems)
        }
    }

    fn build(self) -> (Policy, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut action = Action {
            enabled: true,
            ..Action::default()
        };
        self.action.clone().unwrap_or_default().over(&mut action);
        action.level.apply(&mut action.triggers);
        let assignment = self.assignment.as_ref();
        if let Some(boost) = assignment.and_then(|given| given.priority_boost_on_sentiment) {
            action.priority_boost_on_sentiment = boost;
        }
        self.apply_settings(&mut action);
        self.apply_generic(&mut action.triggers, &mut problems);
        if !self.custom_guidelines.is_empty() {
            action
                .triggers
                .custom_guidelines
                .0
                .clone_from(&self.custom_guidelines);
        }
        self.lay_over(&mut action, &mut problems);
        // Guidelines can stand in a section of their own or among the triggers.
        let triggers = self.triggers.as_ref();
        let are_apart = triggers.is_none_or(|given| !given.contains_key("custom_guidelines"));
        let wrong = action.check().into_iter();
        problems.extend(wrong.map(|problem| place(problem, are_apart)));
        let queues = self.queues(&mut problems);
        let mut policy = Policy::new(action, queues);
        self.place(&mut policy, &mut problems);
        self.route(&mut policy, &mut problems);
        (policy, problems)
    }

    /// Puts what the sections beside the five say over what is there; what they leave out stays.
    fn lay_over(&self, action: &mut Action, problems: &mut Vec<Problem>) {
        if let Some(triggers) = self.triggers.clone() {
            merge(&mut action.triggers, triggers, "/triggers", problems);
        }
        if let Some(messages) = self.messages.clone() {
            merge::<Messages>(&mut action.messages, messages, "/messages", problems);
        }
        if let Some(outside) = self.outside_hours.clone() {
            merge::<OutsideHours>(
                &mut action.outside_hours,
                outside,
                "/outside_hours",
                problems,
            );
        }
    }

    /// The queues, or one made from the vendor's working hours, or none: always open.
    fn queues(&self, problems: &mut Vec<Problem>) -> Vec<Queue> {
        if !self.queues.is_empty() {
            return self
                .queues
                .iter()
                .zip(1..)
                .map(|(queue, id)| queue.build(QueueId(id)))
                .collect();
        }
        let Some(settings) = self
            .settings
            .as_ref()
            .filter(|settings| settings.working_hours_active == Some(true))
        else {
            return Vec::new();
        };
        let slots = self
            .availability
            .clone()
            .unwrap_or_else(|| Value::Array(Vec::new()));
        let zone = zone_named(settings.timezone.as_deref().unwrap_or("UTC"));
        let read = zone
            .map_err(|detail| vec![Problem::new("/settings/timezone", detail)])
            .and_then(|zone| Schedule::from_slots(zone, &slots));
        match read {
            Ok(schedule) => vec![Queue::new(QueueId(1), "Everybody", schedule)],
            Err(found) => {
                problems.extend(found);
                Vec::new()
            }
        }
    }
}

/// Gives every field to ask for a name, made from its label where it has none.
fn name_fields(fields: &mut [GatherField]) {
    for field in fields {
        if field.name.trim().is_empty() {
            field.name = super::name_from_label(&field.label);
        }
    }
}

/// Says a problem of the action where the document has it.
fn place(mut problem: Problem, are_guidelines_apart: bool) -> Problem {
    if are_guidelines_apart && problem.pointer.starts_with("/triggers/custom_guidelines/") {
        problem.pointer = problem.pointer.replacen("/triggers", "", 1);
        return problem;
    }
    let sections = ["/triggers", "/messages", "/outside_hours"];
    if sections
        .iter()
        .any(|section| problem.pointer.starts_with(section))
    {
        problem
    } else {
        problem.at("/action")
    }
}
