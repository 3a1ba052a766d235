//! What writing the five sections did to the things they cannot say: what stayed, and what went.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{conversation::Conduct, policy::Action, schedule::Schedule, trigger::Guideline};

/// What became of something that the five sections cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is as it was.
    Kept,
    /// Something else has taken its place.
    Replaced,
}

/// One such thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Line {
    /// Where it would stand, as a JSON pointer into the five sections. Empty for what is beside them.
    pub pointer: String,
    pub fate: Fate,
    /// In plain sentences.
    pub detail: String,
}

/// What became of everything that the five sections cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Report {
    pub lines: Vec<Line>,
}

impl Report {
    pub(super) fn of(
        (before, after): (&Action, &Action),
        (hours, new_hours): (&Schedule, Option<&Schedule>),
    ) -> Self {
        let mut report = Self::default();
        report.hours(hours, new_hours);
        report.settings(before, after);
        report.guidelines(before, after);
        report.beside(after);
        report
    }

    fn add(&mut self, pointer: &str, fate: Fate, detail: impl Into<String>) {
        self.lines.push(Line {
            pointer: pointer.to_owned(),
            fate,
            detail: detail.into(),
        });
    }

    fn kept(&mut self, pointer: &str, detail: impl Into<String>) {
        self.add(pointer, Fate::Kept, detail);
    }

    fn replaced(&mut self, pointer: &str, detail: impl Into<String>) {
        self.add(pointer, Fate::Replaced, detail);
    }

    fn hours(&mut self, before: &Schedule, after: Option<&Schedule>) {
        if let Some(after) = after {
            let detail = format!(
                "The hours of the first queue were {}. They are now {}.",
                words(before),
                words(after)
            );
            self.replaced("/availability", detail);
        }
        match before.exceptions.iter().count() {
            0 => {}
            1 => self.kept(
                "/availability",
                "One date with hours of its own stays as it is.",
            ),
            count => self.kept(
                "/availability",
                format!("{count} dates with hours of their own stay as they are."),
            ),
        }
    }

    fn settings(&mut self, before: &Action, after: &Action) {
        let (old, new) = (&before.triggers.keyword, &after.triggers.keyword);
        if !old.enabled && new.enabled {
            self.replaced(
                "/settings/keywords",
                "Keywords were switched off. They count again.",
            );
        }
        if !new.exceptions.is_empty() {
            let detail = format!(
                "Keywords still do not count in {}.",
                quoted(&new.exceptions)
            );
            self.kept("/settings/keywords", detail);
        }
        if new.conduct == Conduct::AtOnce && new.enabled {
            self.kept(
                "/settings/question_message",
                "Keywords still hand over at once, without the question.",
            );
        }
    }

    fn guidelines(&mut self, before: &Action, after: &Action) {
        let (old, new) = (
            &before.triggers.custom_guidelines.0,
            &after.triggers.custom_guidelines.0,
        );
        self.kept(
            "/generic_guidelines",
            "How sensitive each of these is, and whether it asks first, stays as it is.",
        );
        for gone in old
            .iter()
            .filter(|gone| !new.iter().any(|known| known.id == gone.id))
        {
            let detail = format!("“{}” was left out and is gone.", gone.name);
            self.replaced("/custom_guidelines", detail);
        }
        for (row, guideline) in new.iter().enumerate() {
            let more = beyond(guideline);
            if !more.is_empty() {
                self.kept(
                    &format!("/custom_guidelines/{row}"),
                    format!("“{}” still {more}.", guideline.name),
                );
            }
        }
    }

    fn beside(&mut self, after: &Action) {
        let counted = [
            (after.triggers.forbidden_topics.0.len(), "forbidden topics"),
            (after.information_to_gather.len(), "things to ask for first"),
        ];
        for (count, what) in counted.into_iter().filter(|(count, _)| *count > 0) {
            self.kept(
                "",
                format!("Not part of these sections, and as before: {what} ({count})."),
            );
        }
        self.kept(
            "",
            "Not part of these sections, and as before: “When to use”, the other reasons and messages, queues besides the first, handoffs, transfer functions and topics.",
        );
    }
}

/// What a guideline says that its section cannot.
fn beyond(guideline: &Guideline) -> String {
    let usual = Guideline::default();
    let mut said = Vec::new();
    if guideline.conduct != usual.conduct {
        said.push("hands over at once".to_owned());
    }
    if guideline.threshold.total_cmp(&usual.threshold).is_ne() {
        said.push(format!("has to be sure to {:.2}", guideline.threshold));
    }
    said.join(" and ")
}

fn words(hours: &Schedule) -> String {
    format!("“{}” ({})", hours.in_words(), hours.zone.name())
}

fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    quoted.join(", ")
}
