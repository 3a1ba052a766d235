//! One thing changed, and what would then be decided: the engine itself is asked again.

use chrono::Duration;
use handoff::{
    clock::Instant,
    conversation::{Author, Conduct, Message},
    decision::Outcome,
};

use super::form::Tried;
use super::trial::{Trial, World, outcome_words, with_action};
use crate::pages::action::with_conduct;
use crate::ui::{steps::reason_title, when::day_and_clock};

/// Words that ask for a person in every setting.
const REQUEST: &str = "Can I talk to a real person, please?";

/// One thing that would change the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// “If they wrote”
    pub change: &'static str,
    /// What exactly: “Can I talk to a real person, please?”
    pub to: String,
    /// “hands over”
    pub outcome: &'static str,
    /// What is said then.
    pub told: Option<String>,
    pub way: Way,
}

/// How to try it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// The `op` of a button of the form.
    Button(String),
    /// The setting, by the id of its field on the action's page.
    Setting(String),
}

/// Everything looked at that would change the outcome.
pub fn what_if(world: &World, tried: &Tried, trial: &Trial) -> Vec<WhatIf> {
    if trial.decision.outcome == Outcome::Ignored {
        return Vec::new();
    }
    let found = [
        nearest(trial),
        asked(world, tried),
        other_conduct(world, tried, trial),
        other_time(world, tried, trial),
    ];
    let is_other = |found: &WhatIf| found.outcome != outcome_words(trial.decision.outcome);
    found.into_iter().flatten().filter(is_other).collect()
}

/// The one setting that would have made it a reason.
fn nearest(trial: &Trial) -> Option<WhatIf> {
    let change = trial.decision.why_not.as_ref()?.change.as_ref()?;
    Some(WhatIf {
        change: "Nearest:",
        to: change.words.clone(),
        outcome: "gives a reason to bring in a person",
        told: None,
        way: Way::Setting(field_of(&change.setting)?),
    })
}

/// The id of the field on the action's page that sets what stands at a place of the configuration. None
/// for what is set elsewhere.
fn field_of(setting: &str) -> Option<String> {
    let place = setting.strip_prefix("/action").unwrap_or(setting);
    let is_here = [
        "/enabled",
        "/when_to_use",
        "/triggers/",
        "/custom_guidelines/",
    ]
    .iter()
    .any(|known| place.starts_with(known));
    let place = place.trim_end_matches("/-").trim_start_matches('/');
    is_here.then(|| place.replace('/', "-"))
}

/// They ask for a person in so many words.
fn asked(world: &World, tried: &Tried) -> Option<WhatIf> {
    let mut other = tried.clone();
    let last = other.messages.last_mut()?;
    if last.author == Author::Customer {
        *last = Message::new(Author::Customer, REQUEST);
    } else {
        other.messages.push(Message::new(Author::Customer, REQUEST));
    }
    Some(then(world, &other).of(
        "If they wrote",
        format!("“{REQUEST}”"),
        Way::Button(format!("say={REQUEST}")),
    ))
}

/// The reason that won asks first instead of at once, or the other way round.
fn other_conduct(world: &World, tried: &Tried, trial: &Trial) -> Option<WhatIf> {
    let reason = trial.decision.trigger.as_ref()?;
    let (other, words) = match reason.conduct {
        Conduct::AskFirst => (Conduct::AtOnce, "“At once”"),
        Conduct::AtOnce => (Conduct::AskFirst, "“Ask first”"),
    };
    let (section, triggers) = with_conduct(&world.policy.action.triggers, &reason.kind, other)?;
    let mut action = world.policy.action.clone();
    action.triggers = triggers;
    let changed = World {
        policy: with_action(&world.policy, action),
        ..world.clone()
    };
    Some(then(&changed, tried).of(
        "If this reason were set to",
        format!("{words}: {}", reason_title(&reason.kind)),
        Way::Setting(format!("triggers-{section}-conduct")),
    ))
}

/// The hours have ended, or begun.
fn other_time(world: &World, tried: &Tried, trial: &Trial) -> Option<WhatIf> {
    let queue = trial.decision.queue.as_ref()?;
    let at: Instant = if queue.open {
        queue.closes_at?
    } else {
        queue.opens_at?
    };
    // Moments are chosen to the minute.
    let at = at + Duration::seconds(59 - (at.timestamp() + 59).rem_euclid(60));
    let mut other = tried.clone();
    other.at = at;
    let there = at.with_timezone(&tried.zone).format("%Y-%m-%dT%H:%M");
    Some(then(world, &other).of(
        "If it were",
        format!("{}, their time", day_and_clock(at, tried.at, tried.zone)),
        Way::Button(format!("at={there}")),
    ))
}

/// What would be decided then.
struct Then {
    outcome: Outcome,
    told: Option<String>,
}

fn then(world: &World, tried: &Tried) -> Then {
    let decision = world.decide(tried).decision;
    Then {
        outcome: decision.outcome,
        told: decision.message,
    }
}

impl Then {
    fn of(self, change: &'static str, to: String, way: Way) -> WhatIf {
        WhatIf {
            change,
            to,
            outcome: outcome_words(self.outcome),
            told: self.told,
            way,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_found_on_the_page_it_is_set_on() {
        let id = |setting| field_of(setting);
        assert_eq!(id("/action/enabled").as_deref(), Some("enabled"));
        assert_eq!(
            id("/triggers/keyword/phrases/-").as_deref(),
            Some("triggers-keyword-phrases")
        );
        assert_eq!(id("/outside_hours/action"), None);
    }
}
