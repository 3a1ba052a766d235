//! WHY NOT: where the AI carried on, what came nearest to a person and the one setting that would have
//! changed it. Pure, from the same policy and facts as the decision.

use std::borrow::Cow;

use serde_json::Value;

use crate::{
    conversation::{Conduct, Reason},
    decision::{WhyNot, measured},
    facts::Facts,
    policy::{OutsideAction, Policy},
    trigger::{self, Change, Fired, Near, Quiet, Trigger},
};

/// What is further away than this did not come near.
const FAR: f64 = 0.6;

/// The enabled trigger that came nearest without firing.
pub(crate) struct Nearest {
    pub(crate) at: usize,
    pub(crate) near: Near,
    pub(crate) why: Cow<'static, str>,
}

/// Why nothing fired: the nearest of the triggers that are on, or one that is off and would have fired.
///
/// `nearest` is what the decision saw on its way, so that nothing is looked at twice.
pub(crate) fn nothing_fired(
    policy: &Policy,
    facts: &Facts,
    nearest: Option<Nearest>,
) -> Option<WhyNot> {
    let triggers = policy.action.triggers.each();
    if let Some(found) = switched_off(policy, facts, &triggers) {
        return Some(found);
    }
    let Nearest { at, near, why } = nearest.filter(|nearest| nearest.near.gap <= FAR)?;
    let trigger = triggers.get(at)?;
    Some(WhyNot {
        kind: trigger.kind().name,
        title: trigger.kind().title,
        measured: Some(near.into()),
        why,
        change: trigger.change(facts),
    })
}

/// The strongest of the triggers that would have fired if they, or all of them, were not switched off.
fn switched_off(policy: &Policy, facts: &Facts, triggers: &[&dyn Trigger]) -> Option<WhyNot> {
    let is_on = policy.action.enabled;
    let mut best: Option<(&dyn Trigger, Fired)> = None;
    for trigger in triggers {
        let kind = trigger.kind();
        let is_off = !is_on || !trigger.is_enabled();
        if !is_off || facts.is_answer() && !kind.looks_at_answers {
            continue;
        }
        let Ok(found) = trigger::fired(*trigger, trigger.check(facts, &policy.clauses)) else {
            continue;
        };
        let strength =
            |(trigger, found): &(&dyn Trigger, Fired)| (trigger.kind().rank, found.reason.score);
        let candidate = (*trigger, found);
        if best
            .as_ref()
            .is_none_or(|best| strength(&candidate) > strength(best))
        {
            best = Some(candidate);
        }
    }
    let (trigger, found) = best?;
    let kind = trigger.kind();
    let change = if is_on {
        switch_on(&format!("/triggers/{}/enabled", kind.name), kind.title)
    } else {
        switch_on("/action/enabled", "Human Handoff")
    };
    Some(WhyNot {
        kind: kind.name,
        title: kind.title,
        measured: measured(&found),
        why: "It is switched off.".into(),
        change: Some(change),
    })
}

fn switch_on(setting: &str, title: &str) -> Change {
    Change {
        setting: setting.to_owned(),
        from: Value::Bool(false),
        to: Value::Bool(true),
        words: format!("With “{title}” switched on this would have been a reason."),
    }
}

/// Why nothing came of a reason that was there.
pub(crate) fn nothing_came_of(
    policy: &Policy,
    found: &Fired,
    (is_open, why): (bool, &Cow<'static, str>),
) -> Option<WhyNot> {
    let reason = &found.reason;
    let triggers = policy.action.triggers.each();
    let trigger = triggers
        .iter()
        .find(|trigger| trigger.kind().name == reason.kind)?;
    let kind = trigger.kind();
    let outside = policy.action.outside_hours.action;
    let change = if is_open {
        at_once(policy, reason)
    } else {
        (outside == OutsideAction::StayWithAi).then(|| Change {
            setting: "/outside_hours/action".into(),
            from: outside.as_str().into(),
            to: OutsideAction::Message.as_str().into(),
            words: "With a message outside hours they would have been told when somebody is back."
                .into(),
        })
    };
    Some(WhyNot {
        kind: kind.name,
        title: kind.title,
        measured: measured(found),
        why: why.clone(),
        change,
    })
}

/// A reason that may not be asked about again could still transfer at once.
fn at_once(policy: &Policy, reason: &Reason) -> Option<Change> {
    if reason.conduct == Conduct::AtOnce {
        return None;
    }
    let guidelines = &policy.action.triggers.custom_guidelines.0;
    let setting = match (reason.kind.as_str(), &reason.name) {
        ("custom_guideline", Some(name)) => {
            let row = guidelines
                .iter()
                .position(|guideline| guideline.name == *name)?;
            format!("/custom_guidelines/{row}/conduct")
        }
        // How a part of “When to use” goes is in its words.
        ("when_to_use", _) => return None,
        (kind, _) => format!("/triggers/{kind}/conduct"),
    };
    Some(Change {
        setting,
        from: "ask_first".into(),
        to: "at_once".into(),
        words: "If this reason transferred at once, it would have gone to a person.".into(),
    })
}

/// Keeps the nearer of what is known and a trigger that did not fire.
pub(crate) fn nearer(nearest: &mut Option<Nearest>, at: usize, quiet: &Quiet) {
    let Some(near) = &quiet.near else { return };
    let is_nearer = |known: &Nearest| near.gap < known.near.gap;
    if nearest.as_ref().is_none_or(is_nearer) {
        *nearest = Some(Nearest {
            at,
            near: near.clone(),
            why: quiet.why.clone(),
        });
    }
}
