//! The sections of a document that the Human Handoff action holds: how they are written, and read alone.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, name_fields};
use crate::{
    policy::{Action, GatherField, Level},
    problem::{Problem, step},
};

/// The sections that are about the action and nothing else.
const SECTIONS: [&str; 4] = ["action", "triggers", "messages", "outside_hours"];

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ActionSection {
    /// Left out, it is as the settings say.
    pub(super) enabled: Option<bool>,
    when_to_use: String,
    level: Level,
    auto_priority: bool,
    information_to_gather: Vec<GatherField>,
    /// Left out, it is as the settings say.
    pub(super) ai_summary: Option<bool>,
    reply_minutes: u32,
}

impl Default for ActionSection {
    fn default() -> Self {
        let mut section = Self::of(&Action::default());
        (section.enabled, section.ai_summary) = (None, None);
        section
    }
}

impl ActionSection {
    fn of(action: &Action) -> Self {
        Self {
            enabled: Some(action.enabled),
            when_to_use: action.when_to_use.clone(),
            level: action.level,
            auto_priority: action.auto_priority,
            information_to_gather: action.information_to_gather.clone(),
            ai_summary: Some(action.ai_summary),
            reply_minutes: action.reply_minutes,
        }
    }

    /// Puts what it says over an action.
    pub(super) fn over(self, action: &mut Action) {
        action.enabled = self.enabled.unwrap_or(action.enabled);
        action.ai_summary = self.ai_summary.unwrap_or(action.ai_summary);
        action.when_to_use = self.when_to_use;
        action.level = self.level;
        action.auto_priority = self.auto_priority;
        action.information_to_gather = self.information_to_gather;
        action.reply_minutes = self.reply_minutes;
        name_fields(&mut action.information_to_gather);
    }
}

impl Action {
    /// The action as a document has it, in four sections.
    #[must_use]
    pub fn to_sections(&self) -> Value {
        json!({
            "action": ActionSection::of(self),
            "triggers": self.triggers,
            "messages": self.messages,
            "outside_hours": self.outside_hours,
        })
    }

    /// The action that such sections describe, or everything that is wrong with them. Whether it is on must
    /// be said; what else is left out is as a new action has it. What no section says is as it was `kept`.
    ///
    /// ```
    /// use handoff::policy::Action;
    /// let kept = Action::default();
    /// let said = serde_json::json!({"action": {"enabled": true, "when_to_use": "When they ask."}});
    /// assert_eq!(Action::from_sections(&said, &kept).unwrap().when_to_use, "When they ask.");
    /// let problems = Action::from_sections(&serde_json::json!({"queues": []}), &kept).unwrap_err();
    /// let places: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    /// assert_eq!(places, ["/queues", "/action/enabled"]);
    /// ```
    pub fn from_sections(said: &Value, kept: &Self) -> Result<Self, Vec<Problem>> {
        let keys = said.as_object().into_iter().flat_map(|said| said.keys());
        let strange = keys.filter(|key| !SECTIONS.contains(&key.as_str()));
        let mut problems: Vec<Problem> = strange.map(|key| not_here(key)).collect();
        if said.is_object() && said.pointer("/action/enabled").is_none() {
            let detail = "Say whether the AI hands over by itself: true or false.";
            problems.push(Problem::new("/action/enabled", detail));
        }
        match Document::read(&said.to_string()) {
            Ok(policy) if problems.is_empty() => Ok(Self {
                priority_boost_on_sentiment: kept.priority_boost_on_sentiment,
                email_notification: kept.email_notification.clone(),
                human_handoff: kept.human_handoff.clone(),
                ..policy.action
            }),
            Ok(_) => Err(problems),
            Err(found) => {
                let is_new =
                    |new: &Problem| !problems.iter().any(|known| known.pointer == new.pointer);
                let news: Vec<Problem> = found.into_iter().filter(is_new).collect();
                problems.extend(news);
                Err(problems)
            }
        }
    }
}

fn not_here(key: &str) -> Problem {
    let known = SECTIONS.join(", ");
    Problem::new(
        step(key),
        format!("There is no section “{key}” here. Use {known}."),
    )
}
