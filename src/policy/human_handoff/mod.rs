//! The five-section configuration that existing clients read and write as one: settings, availability,
//! generic and custom guidelines, routing profiles.
//!
//! It says less than what is set up here. Reading it leaves out what has no place in it; writing it back
//! changes what it says and nothing else, so that what was only sent back stays as rich as it was.

mod apply;
mod generic;
mod hours;
mod read;
mod report;

use std::collections::BTreeMap;

pub use apply::Applied;
pub use report::{Fate, Line, Report};

pub(super) use generic::{GENERIC, Generic};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Action;
use crate::{
    routing::RoutingProfile,
    schedule::{Schedule, Slot},
    trigger::Guideline,
};

/// The longest text of the question that asks first, in characters: the shape itself names no limit.
pub const QUESTION_MAX: usize = 2000;

/// What the action remembers of this configuration that nothing else in it says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// The hours as they were written, also while they are switched off.
    pub slots: Vec<Slot>,
    /// What the predefined reasons are described as, where somebody wrote something else.
    pub descriptions: BTreeMap<String, String>,
    /// The highest number that was ever given to a slot or a guideline.
    pub last_id: i64,
}

/// Who gets an e-mail when a conversation is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailNotification {
    pub is_active: bool,
    pub emails: Vec<String>,
}

/// The configuration in its five sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HumanHandoff {
    pub settings: Settings,
    pub availability: Vec<Slot>,
    pub generic_guidelines: Vec<GenericGuideline>,
    pub custom_guidelines: Vec<CustomGuideline>,
    pub routing_profiles: Vec<Profile>,
}

/// The core settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are the fields clients know"
)]
pub struct Settings {
    pub is_active: bool,
    pub keywords: Vec<String>,
    pub ai_summary_active: bool,
    /// Derived: whether any routing profile is active. Ignored on the way in.
    #[serde(default)]
    pub topic_based_routing_active: bool,
    /// Asks whether the customer wants a person.
    pub question_message: String,
    /// After a yes, at most 500 characters.
    pub confirmation_message: String,
    /// When nobody is there, at most 500 characters.
    pub confirmation_outside_working_hours_message: String,
    pub working_hours_active: bool,
    /// An IANA zone.
    pub timezone: String,
    pub send_email_notification: bool,
    pub emails: Vec<String>,
}

/// A predefined reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GenericGuideline {
    pub name: String,
    /// Left out, it stays as it is.
    #[serde(default)]
    pub description: String,
    pub is_active: bool,
}

/// A reason in the admin's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomGuideline {
    /// None for a new one.
    #[serde(default)]
    pub id: Option<i64>,
    pub name: String,
    pub description: String,
    pub is_active: bool,
}

/// A subject and the people for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// None for a new one.
    #[serde(default)]
    pub id: Option<i64>,
    pub name: String,
    pub description: String,
    pub is_active: bool,
    pub user_ids: Vec<i64>,
}

impl HumanHandoff {
    /// What is set up, as far as the five sections can say it. `hours` are those of the first queue.
    #[must_use]
    pub fn of(action: &Action, hours: &Schedule, profiles: &[RoutingProfile]) -> Self {
        let action = action.clone().numbered();
        let mut routing_profiles: Vec<Profile> = profiles.iter().map(Profile::of).collect();
        routing_profiles.sort_by_key(|profile| profile.id);
        let keyword = &action.triggers.keyword;
        let phrases = keyword.phrases.iter().filter(|_| keyword.enabled);
        let settings = Settings {
            is_active: action.enabled,
            keywords: phrases.cloned().collect(),
            ai_summary_active: action.ai_summary,
            topic_based_routing_active: routing_profiles.iter().any(|profile| profile.is_active),
            question_message: action.messages.offer.clone(),
            confirmation_message: action.messages.handoff_initiated.clone(),
            confirmation_outside_working_hours_message: action.outside_hours.message.clone(),
            working_hours_active: !hours.open_24,
            timezone: hours.zone.name().to_owned(),
            send_email_notification: action.email_notification.is_active,
            emails: action.email_notification.emails.clone(),
        };
        let described = |generic: &Generic| {
            let own = action.human_handoff.descriptions.get(generic.name);
            own.map_or(generic.description, String::as_str).to_owned()
        };
        Self {
            settings,
            availability: hours::slots(&action.human_handoff, hours),
            generic_guidelines: GENERIC
                .iter()
                .map(|generic| GenericGuideline {
                    name: generic.name.to_owned(),
                    description: described(generic),
                    is_active: generic.is_active(&action.triggers),
                })
                .collect(),
            custom_guidelines: action
                .triggers
                .custom_guidelines
                .0
                .iter()
                .map(CustomGuideline::of)
                .collect(),
            routing_profiles,
        }
    }
}

impl Profile {
    fn of(profile: &RoutingProfile) -> Self {
        let operators = profile.operators.iter();
        Self {
            id: Some(profile.id.0),
            name: profile.name.clone(),
            description: profile.description.clone(),
            is_active: profile.is_active,
            user_ids: operators.map(|operator| operator.0).collect(),
        }
    }
}

impl CustomGuideline {
    fn of(guideline: &Guideline) -> Self {
        Self {
            id: guideline.id,
            name: guideline.name.clone(),
            description: guideline.description.clone(),
            is_active: guideline.is_active,
        }
    }
}

impl Action {
    /// The same action with a number for every guideline that has none yet.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        let guidelines = &mut self.triggers.custom_guidelines.0;
        let given = guidelines.iter().filter_map(|guideline| guideline.id);
        let mut last = given.fold(self.human_handoff.last_id, i64::max);
        for guideline in guidelines {
            if guideline.id.is_none() {
                last += 1;
                guideline.id = Some(last);
            }
        }
        self.human_handoff.last_id = last;
        self
    }
}
