//! The Human Handoff action as a form: from what is stored, and back. What belongs to the hours page is
//! kept as it is.

use std::collections::BTreeMap;

use handoff::{
    conversation::Conduct,
    judge::extract::Kind,
    policy::{Action, GatherField, Level, name_from_label},
    problem::Problem,
    trigger::{CustomGuidelines, ForbiddenTopic, ForbiddenTopics, Guideline, Triggers},
};
use serde::Deserialize;

use super::preset;
use super::triggers::{self, RawTriggers, phrases};
use crate::form::{RowOp, Rows, is_ticked, renumber, tick};

/// Longest lists a form takes.
const ROWS_MAX: usize = 30;

/// The lists of the form, as [`RowOp`] names them.
pub const GATHER: &str = "information_to_gather";
pub const FORBIDDEN: &str = "forbidden_topics";
pub const OWN: &str = "custom_guidelines";

/// The form as it arrives. The names are the pointers of the core's problems, except that the lists of
/// reasons stand beside the triggers instead of among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawAction {
    pub op: String,
    /// The version it was made from.
    pub revision: String,
    pub enabled: String,
    pub when_to_use: String,
    pub level: String,
    pub triggers: RawTriggers,
    pub forbidden_topics: Rows<RawTopic>,
    pub custom_guidelines: Rows<RawGuideline>,
    pub information_to_gather: Rows<RawGather>,
    pub messages: BTreeMap<String, String>,
    pub auto_priority: String,
    pub priority_boost_on_sentiment: String,
    pub ai_summary: String,
    /// A sentence to see what it would do. It is asked about, never saved.
    pub example: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTopic {
    pub name: String,
    pub description: String,
    /// One a line.
    pub keywords: String,
    /// One a line.
    pub examples: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawGuideline {
    /// Empty for a new one.
    pub id: String,
    pub name: String,
    pub description: String,
    pub is_active: String,
    pub conduct: String,
    /// How sure it must be, 0…1. Empty for as sure as usual.
    pub threshold: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawGather {
    /// The name programs use; made from the label of a new one.
    pub name: String,
    pub label: String,
    pub description: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// Separated by commas.
    pub choices: String,
    pub required: String,
}

impl RawAction {
    /// The form of what is stored.
    pub fn of(action: &Action, revision: i64) -> Self {
        let triggers = &action.triggers;
        let messages = action.messages.each();
        Self {
            op: String::new(),
            revision: revision.to_string(),
            enabled: tick(action.enabled),
            when_to_use: action.when_to_use.clone(),
            level: action.level.as_str().to_owned(),
            triggers: triggers::raw(triggers),
            forbidden_topics: rows(&triggers.forbidden_topics.0, RawTopic::of),
            custom_guidelines: rows(&triggers.custom_guidelines.0, RawGuideline::of),
            information_to_gather: rows(&action.information_to_gather, RawGather::of),
            messages: messages
                .iter()
                .map(|(name, _, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
            auto_priority: tick(action.auto_priority),
            priority_boost_on_sentiment: tick(action.priority_boost_on_sentiment),
            ai_summary: tick(action.ai_summary),
            example: String::new(),
        }
    }

    /// The action it describes, and everything wrong with it, at the form's own pointers. What cannot be
    /// read, and what the hours page holds, is as it was `kept`.
    pub fn read(&self, kept: &Action) -> (Action, Vec<Problem>) {
        let (mut triggers, mut problems) = triggers::read(&self.triggers, &kept.triggers);
        self.read_lists(&mut triggers);
        let mut action = Action {
            enabled: is_ticked(&self.enabled),
            when_to_use: self.when_to_use.clone(),
            level: Level::parse(&self.level).unwrap_or(kept.level),
            auto_priority: is_ticked(&self.auto_priority),
            priority_boost_on_sentiment: is_ticked(&self.priority_boost_on_sentiment),
            ai_summary: is_ticked(&self.ai_summary),
            information_to_gather: self
                .information_to_gather
                .values()
                .map(RawGather::read)
                .collect(),
            triggers,
            ..kept.clone()
        };
        for (name, text) in &self.messages {
            if let Some(message) = action.messages.by_name(name) {
                message.clone_from(text);
            }
        }
        problems.extend(action.check().into_iter().filter(is_here).map(moved));
        (action, problems)
    }

    /// Sets all reasons as the chosen level has them, in the form only. Gives back what that changed, in
    /// words.
    pub fn apply_level(&mut self, kept: &Action) -> Vec<String> {
        let Some(level) = Level::parse(&self.level) else {
            return Vec::new();
        };
        let (mut set, _) = triggers::read(&self.triggers, &kept.triggers);
        let before = triggers::raw(&set);
        level.apply(&mut set);
        let after = triggers::raw(&set);
        let said = preset::changes(&before, &after);
        for (section, parameters) in after {
            let typed = self.triggers.entry(section.clone()).or_default();
            typed.retain(|name, _| parameters.contains_key(name) || name != triggers::ENABLED);
            // What the level leaves alone may be half typed: it stays as it was typed.
            let changed = parameters
                .into_iter()
                .filter(|(name, value)| before[&section].get(name) != Some(value));
            typed.extend(changed);
        }
        said
    }

    /// Adds, removes or moves a row. False when there is no such list.
    pub fn apply(&mut self, op: &RowOp) -> bool {
        match op.list() {
            GATHER => op.apply(&mut self.information_to_gather, ROWS_MAX),
            FORBIDDEN => op.apply(&mut self.forbidden_topics, ROWS_MAX),
            OWN => {
                let count = self.custom_guidelines.len();
                op.apply(&mut self.custom_guidelines, ROWS_MAX);
                if let Some((_, added)) = self.custom_guidelines.iter_mut().nth(count) {
                    added.is_active = tick(true);
                }
            }
            _ => return false,
        }
        true
    }

    /// Numbers all rows from 0, as the core counts them.
    pub fn renumber(&mut self) {
        renumber(&mut self.information_to_gather);
        renumber(&mut self.forbidden_topics);
        renumber(&mut self.custom_guidelines);
    }

    fn read_lists(&self, triggers: &mut Triggers) {
        triggers.forbidden_topics =
            ForbiddenTopics(self.forbidden_topics.values().map(RawTopic::read).collect());
        triggers.custom_guidelines = CustomGuidelines(
            self.custom_guidelines
                .values()
                .map(RawGuideline::read)
                .collect(),
        );
    }
}

impl RawTopic {
    fn of(topic: &ForbiddenTopic) -> Self {
        Self {
            name: topic.name.clone(),
            description: topic.description.clone(),
            keywords: topic.keywords.join("\n"),
            examples: topic.examples.join("\n"),
        }
    }

    fn read(&self) -> ForbiddenTopic {
        ForbiddenTopic {
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            keywords: phrases(&self.keywords),
            examples: phrases(&self.examples),
        }
    }
}

impl RawGuideline {
    fn of(guideline: &Guideline) -> Self {
        Self {
            id: guideline.id.map(|id| id.to_string()).unwrap_or_default(),
            name: guideline.name.clone(),
            description: guideline.description.clone(),
            is_active: tick(guideline.is_active),
            conduct: conduct_name(guideline.conduct).to_owned(),
            threshold: guideline.threshold.to_string(),
        }
    }

    fn read(&self) -> Guideline {
        let usual = Guideline::default();
        Guideline {
            id: self.id.parse().ok(),
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            is_active: is_ticked(&self.is_active),
            conduct: if self.conduct == conduct_name(Conduct::AtOnce) {
                Conduct::AtOnce
            } else {
                Conduct::AskFirst
            },
            // What is no number is out of every range, and refused there.
            threshold: match self.threshold.trim() {
                "" => usual.threshold,
                given => given.parse().unwrap_or(f64::NAN),
            },
        }
    }
}

impl RawGather {
    fn of(field: &GatherField) -> Self {
        Self {
            name: field.name.clone(),
            label: field.title().to_owned(),
            description: field.description.clone(),
            kind: field.kind.as_str().to_owned(),
            choices: field.choices.join(", "),
            required: tick(field.required),
        }
    }

    fn read(&self) -> GatherField {
        let label = self.label.trim();
        // Without a label the old name would stand in for it, and the missing label would not be noticed.
        let name = if self.name.is_empty() || label.is_empty() {
            name_from_label(label)
        } else {
            self.name.clone()
        };
        GatherField {
            name,
            label: label.to_owned(),
            description: self.description.trim().to_owned(),
            kind: Kind::parse(&self.kind).unwrap_or_default(),
            choices: self
                .choices
                .split(',')
                .map(str::trim)
                .filter(|choice| !choice.is_empty())
                .map(str::to_owned)
                .collect(),
            required: is_ticked(&self.required),
        }
    }
}

/// The name a conduct has in the form.
pub fn conduct_name(conduct: Conduct) -> &'static str {
    match conduct {
        Conduct::AskFirst => "ask_first",
        Conduct::AtOnce => "at_once",
    }
}

fn rows<T, R>(list: &[T], raw: impl Fn(&T) -> R) -> Rows<R> {
    (0..).zip(list.iter().map(raw)).collect()
}

/// What happens outside hours is changed on the hours page, and so are its mistakes.
fn is_here(problem: &Problem) -> bool {
    !problem.pointer.starts_with("/outside_hours") && problem.pointer != "/reply_minutes"
}

fn moved(mut problem: Problem) -> Problem {
    for list in [FORBIDDEN, OWN] {
        let among = format!("/triggers/{list}/");
        if let Some(rest) = problem.pointer.strip_prefix(&among) {
            problem.pointer = format!("/{list}/{rest}");
        }
    }
    problem
}
