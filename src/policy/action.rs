//! The Human Handoff action: everything an admin says about one AI agent's handing over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EmailNotification, GatherField, Level, Messages, Remembered, gather, message};
use crate::{
    problem::Problem,
    trigger::{GUIDELINE_SURE, Guideline, Triggers},
    wording::{Phrase, wording},
};

/// The longest “When to use”, in characters.
pub const WHEN_TO_USE_MAX: usize = 2000;
/// The longest guideline description, in characters (the vendor's limit).
pub const DESCRIPTION_MAX: usize = 2000;
/// The longest name, in characters (the vendor's limit).
pub const NAME_MAX: usize = 100;

/// What happens when nobody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutsideAction {
    /// The customer is told when the team is back.
    #[default]
    Message,
    /// The customer is asked how to reach them.
    CollectCallback,
    /// The AI carries on and says nothing about people.
    StayWithAi,
}

impl OutsideAction {
    /// Every action, in the order people are shown them.
    pub const ALL: [Self; 3] = [Self::Message, Self::CollectCallback, Self::StayWithAi];

    /// The name used in JSON and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::CollectCallback => "collect_callback",
            Self::StayWithAi => "stay_with_ai",
        }
    }

    /// The action of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}

/// What happens when nobody is there, and what the customer then reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutsideHours {
    pub action: OutsideAction,
    pub message: String,
}

impl Default for OutsideHours {
    fn default() -> Self {
        Self {
            action: OutsideAction::CollectCallback,
            message: wording(None).say(Phrase::OutsideHours).to_owned(),
        }
    }
}

/// The Human Handoff action as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the page"
)]
pub struct Action {
    /// Whether the AI hands over by itself at all.
    pub enabled: bool,
    /// When to hand over, in the admin's own words.
    pub when_to_use: String,
    pub level: Level,
    /// Whether the priority is read from the conversation.
    pub auto_priority: bool,
    /// Whether an upset customer comes one step higher.
    pub priority_boost_on_sentiment: bool,
    pub information_to_gather: Vec<GatherField>,
    pub triggers: Triggers,
    pub messages: Messages,
    pub outside_hours: OutsideHours,
    /// How soon the team usually answers, in minutes: what customers are told.
    pub reply_minutes: u32,
    /// Whether whoever takes over reads a summary of the conversation.
    pub ai_summary: bool,
    pub email_notification: EmailNotification,
    pub human_handoff: Remembered,
}

impl Default for Action {
    fn default() -> Self {
        Self {
            enabled: false,
            when_to_use: String::new(),
            level: Level::Balanced,
            auto_priority: true,
            priority_boost_on_sentiment: true,
            information_to_gather: Vec::new(),
            triggers: Triggers::default(),
            messages: Messages::default(),
            outside_hours: OutsideHours::default(),
            reply_minutes: 5,
            ai_summary: true,
            email_notification: EmailNotification::default(),
            human_handoff: Remembered::default(),
        }
    }
}

impl Action {
    /// Everything that is wrong with it, all at once.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let length = self.when_to_use.chars().count();
        if length > WHEN_TO_USE_MAX {
            let detail =
                format!("“When to use” has {length} characters. Use at most {WHEN_TO_USE_MAX}.");
            problems.push(Problem::new("/when_to_use", detail));
        }
        problems.extend(
            gather::check(&self.information_to_gather)
                .into_iter()
                .map(|p| p.at("/information_to_gather")),
        );
        problems.extend(self.messages.check().into_iter().map(|p| p.at("/messages")));
        problems.extend(message::check(
            ("/outside_hours/message", "When nobody is there"),
            &self.outside_hours.message,
            "outside_hours",
        ));
        problems.extend(self.check_triggers().into_iter().map(|p| p.at("/triggers")));
        if !(1..=10_080).contains(&self.reply_minutes) {
            problems.push(Problem::new(
                "/reply_minutes",
                "Say how soon the team answers: between 1 minute and 7 days.",
            ));
        }
        problems
    }

    fn check_triggers(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut within = |pointer: &str, value: f64, low: f64, high: f64| {
            if !(low..=high).contains(&value) {
                problems.push(Problem::new(
                    pointer,
                    format!("{value} is outside the scale. Choose a value from {low} to {high}."),
                ));
            }
        };
        within(
            "/frustration/sentiment_threshold",
            self.triggers.frustration.sentiment_threshold,
            -1.0,
            1.0,
        );
        within(
            "/frustration/repeats",
            f64::from(self.triggers.frustration.repeats),
            1.0,
            10.0,
        );
        within(
            "/low_confidence/threshold",
            self.triggers.low_confidence.threshold,
            0.0,
            1.0,
        );
        within(
            "/max_exchanges/exchanges",
            f64::from(self.triggers.max_exchanges.exchanges),
            1.0,
            100.0,
        );
        for (row, topic) in self.triggers.forbidden_topics.0.iter().enumerate() {
            for (field, text, most) in [
                ("name", &topic.name, NAME_MAX),
                ("description", &topic.description, DESCRIPTION_MAX),
            ] {
                let length = text.chars().count();
                if length > most {
                    let detail = format!(
                        "The {field} of topic {} has {length} characters. Use at most {most}.",
                        row + 1
                    );
                    let pointer = format!("/forbidden_topics/{row}/{field}");
                    problems.push(Problem::new(pointer, detail));
                }
            }
            if topic.name.trim().is_empty() {
                let detail = format!(
                    "Topic {} has no name. Write what it is about, such as “Legal action”.",
                    row + 1
                );
                problems.push(Problem::new(
                    format!("/forbidden_topics/{row}/name"),
                    detail,
                ));
            }
        }
        for (row, guideline) in self.triggers.custom_guidelines.0.iter().enumerate() {
            problems.extend(check_guideline(row, guideline));
        }
        problems
    }
}

fn check_guideline(row: usize, guideline: &Guideline) -> Vec<Problem> {
    let mut problems = Vec::new();
    let number = row + 1;
    if !GUIDELINE_SURE.contains(&guideline.threshold) {
        let (least, most) = (GUIDELINE_SURE.start(), GUIDELINE_SURE.end());
        problems.push(Problem::new(
            format!("/custom_guidelines/{row}/threshold"),
            format!("How sure reason {number} must be is a number from {least} to {most}."),
        ));
    }
    if guideline.name.trim().is_empty() {
        problems.push(Problem::new(
            format!("/custom_guidelines/{row}/name"),
            format!("Reason {number} has no name. Give it a few words."),
        ));
    }
    for (field, text, most) in [
        ("name", &guideline.name, NAME_MAX),
        ("description", &guideline.description, DESCRIPTION_MAX),
    ] {
        let length = text.chars().count();
        if length > most {
            let detail = format!(
                "The {field} of reason {number} has {length} characters. Use at most {most}."
            );
            problems.push(Problem::new(
                format!("/custom_guidelines/{row}/{field}"),
                detail,
            ));
        }
    }
    problems
}
