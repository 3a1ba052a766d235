//! Two of the vendor's five sections: the core settings, and which of its predefined reasons count.

use serde::{Deserialize, Serialize};

use super::Document;
use crate::{
    policy::{Action, human_handoff::Generic},
    problem::Problem,
    trigger::Triggers,
};

/// The vendor's core settings.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    pub(super) is_active: Option<bool>,
    pub(super) keywords: Vec<String>,
    pub(super) ai_summary_active: Option<bool>,
    pub(super) topic_based_routing_active: Option<bool>,
    pub(super) question_message: Option<String>,
    pub(super) confirmation_message: Option<String>,
    pub(super) confirmation_outside_working_hours_message: Option<String>,
    pub(super) working_hours_active: Option<bool>,
    pub(super) timezone: Option<String>,
    pub(super) send_email_notification: Option<bool>,
    pub(super) emails: Vec<String>,
}

/// One of the vendor's predefined reasons.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GenericGuideline {
    name: String,
    #[serde(default, rename = "description")]
    _description: String,
    is_active: bool,
}

impl Document {
    pub(super) fn apply_settings(&self, action: &mut Action) {
        let Some(settings) = &self.settings else {
            return;
        };
        // What the action's own section says goes first.
        let section = self.action.as_ref();
        if let (Some(active), None) = (settings.is_active, section.and_then(|own| own.enabled)) {
            action.enabled = active;
        }
        let own = section.and_then(|own| own.ai_summary);
        if let (Some(active), None) = (settings.ai_summary_active, own) {
            action.ai_summary = active;
        }
        action
            .triggers
            .keyword
            .phrases
            .clone_from(&settings.keywords);
        let texts = [
            (&settings.question_message, &mut action.messages.offer),
            (
                &settings.confirmation_message,
                &mut action.messages.handoff_initiated,
            ),
            (
                &settings.confirmation_outside_working_hours_message,
                &mut action.outside_hours.message,
            ),
        ];
        for (given, message) in texts {
            if let Some(given) = given.as_ref().filter(|text| !text.trim().is_empty()) {
                message.clone_from(given);
            }
        }
    }

    pub(super) fn apply_generic(&self, triggers: &mut Triggers, problems: &mut Vec<Problem>) {
        for (row, guideline) in self.generic_guidelines.iter().enumerate() {
            match Generic::named(&guideline.name) {
                Some(generic) => generic.set(triggers, guideline.is_active),
                None => problems.push(Problem::new(
                    format!("/generic_guidelines/{row}/name"),
                    Generic::unknown(&guideline.name),
                )),
            }
        }
    }
}
