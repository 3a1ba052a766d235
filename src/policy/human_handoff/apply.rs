//! Laying a five-section configuration over what is set up.

use std::collections::BTreeSet;

use super::{CustomGuideline, HumanHandoff, Profile, Report, generic::GENERIC, hours};
use crate::{
    id::{OperatorId, RoutingProfileId},
    policy::{Action, Messages, OutsideHours},
    problem::Problem,
    routing::RoutingProfile,
    schedule::Schedule,
    trigger::Guideline,
};

/// What is set up once a configuration has been laid over it.
#[derive(Debug, Clone)]
pub struct Applied {
    pub action: Action,
    /// The hours of the first queue, where they are others now.
    pub hours: Option<Schedule>,
    pub report: Report,
}

impl HumanHandoff {
    /// What is set up after this configuration has taken the place of `before`, which is how it was read.
    /// What equals it is left alone, so that nothing richer is flattened by being sent back.
    pub fn apply(
        &self,
        before: &Self,
        (action, hours): (&Action, &Schedule),
    ) -> Result<Applied, Vec<Problem>> {
        let kept = action.clone().numbered();
        let mut action = kept.clone();
        self.apply_settings(before, &mut action);
        self.apply_generic(&mut action);
        self.apply_guidelines(&mut action);
        self.remember_slots(&mut action);
        let problems: Vec<Problem> = action.check().into_iter().map(moved).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let new_hours = hours::asked_for(self, before, hours);
        let report = Report::of((&kept, &action), (hours, new_hours.as_ref()));
        Ok(Applied {
            action,
            hours: new_hours,
            report,
        })
    }

    fn apply_settings(&self, before: &Self, action: &mut Action) {
        let settings = &self.settings;
        action.enabled = settings.is_active;
        action.ai_summary = settings.ai_summary_active;
        action.email_notification.is_active = settings.send_email_notification;
        action
            .email_notification
            .emails
            .clone_from(&settings.emails);
        if settings.keywords != before.settings.keywords {
            let keyword = &mut action.triggers.keyword;
            keyword.phrases.clone_from(&settings.keywords);
            keyword.enabled = !settings.keywords.is_empty();
        }
        // An empty message is one that nobody wrote: the customer still has to be told something.
        let or = |text: &str, shipped: String| {
            if text.trim().is_empty() {
                shipped
            } else {
                text.to_owned()
            }
        };
        let shipped = Messages::default();
        action.messages.offer = or(&settings.question_message, shipped.offer);
        action.messages.handoff_initiated =
            or(&settings.confirmation_message, shipped.handoff_initiated);
        let outside = &settings.confirmation_outside_working_hours_message;
        action.outside_hours.message = or(outside, OutsideHours::default().message);
    }

    /// A predefined reason that is left out is switched off.
    fn apply_generic(&self, action: &mut Action) {
        for generic in &GENERIC {
            let sent = self
                .generic_guidelines
                .iter()
                .find(|sent| sent.name == generic.name);
            generic.set(
                &mut action.triggers,
                sent.is_some_and(|sent| sent.is_active),
            );
            let own = sent.filter(|sent| {
                !sent.description.is_empty() && sent.description != generic.description
            });
            let descriptions = &mut action.human_handoff.descriptions;
            match own {
                Some(own) => {
                    descriptions.insert(generic.name.to_owned(), own.description.clone());
                }
                None if sent.is_none_or(|sent| !sent.description.is_empty()) => {
                    descriptions.remove(generic.name);
                }
                None => {}
            }
        }
    }

    /// A guideline that is there already, by its id or else by its name, keeps what is not said here.
    fn apply_guidelines(&self, action: &mut Action) {
        let known = std::mem::take(&mut action.triggers.custom_guidelines.0);
        let sent = self.custom_guidelines.iter();
        let same = same(
            sent.map(|sent| (sent.id, sent.name.as_str())),
            known
                .iter()
                .map(|known| (known.id.unwrap_or(0), known.name.as_str())),
        );
        let sent = self.custom_guidelines.iter().zip(same);
        let guidelines = sent.map(|(sent, same)| sent.over(same.map(|at| &known[at])));
        action.triggers.custom_guidelines.0 = guidelines.collect();
        *action = std::mem::take(action).numbered();
    }

    /// The routing profiles from now on. One that is there already, by its id or else by its name, keeps
    /// its id and its examples, which are not said here; the others have no id yet.
    #[must_use]
    pub fn profiles_over(&self, known: &[RoutingProfile]) -> Vec<RoutingProfile> {
        let sent = self.routing_profiles.iter();
        let same = same(
            sent.map(|sent| (sent.id, sent.name.as_str())),
            known.iter().map(|known| (known.id.0, known.name.as_str())),
        );
        let over = |(sent, same): (&Profile, Option<usize>)| {
            let same = same.map(|at| &known[at]);
            RoutingProfile {
                id: same.map_or(RoutingProfileId(0), |same| same.id),
                name: sent.name.trim().to_owned(),
                description: sent.description.clone(),
                examples: same.map(|same| same.examples.clone()).unwrap_or_default(),
                is_active: sent.is_active,
                operators: sent.user_ids.iter().copied().map(OperatorId).collect(),
            }
        };
        self.routing_profiles.iter().zip(same).map(over).collect()
    }

    fn remember_slots(&self, action: &mut Action) {
        let remembered = &mut action.human_handoff;
        let given = self.availability.iter().map(|slot| slot.id);
        remembered.last_id = given.fold(remembered.last_id, i64::max);
        remembered.slots.clone_from(&self.availability);
        for slot in &mut remembered.slots {
            if slot.id == 0 {
                remembered.last_id += 1;
                slot.id = remembered.last_id;
            }
        }
    }
}

impl CustomGuideline {
    /// The guideline that is there already with what is said here; what is not said here stays.
    fn over(&self, same: Option<&Guideline>) -> Guideline {
        Guideline {
            id: self.id.or_else(|| same.and_then(|same| same.id)),
            name: self.name.clone(),
            description: self.description.clone(),
            is_active: self.is_active,
            ..same.cloned().unwrap_or_default()
        }
    }
}

/// Where each of what was sent is among what is known: by its id, else, without one, by its name. No two
/// are the same.
fn same<'a>(
    sent: impl Iterator<Item = (Option<i64>, &'a str)>,
    known: impl Iterator<Item = (i64, &'a str)>,
) -> Vec<Option<usize>> {
    let (sent, known): (Vec<_>, Vec<_>) = (sent.collect(), known.collect());
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found: Vec<Option<usize>> = sent
        .iter()
        .map(|(id, _)| known.iter().position(|(known, _)| Some(*known) == *id))
        .collect();
    taken.extend(found.iter().flatten());
    for ((id, name), place) in sent.iter().zip(&mut found) {
        if id.is_none() {
            let mut places = known.iter().enumerate();
            let is_same = |(at, (_, known)): &(usize, &(i64, &str))| {
                !taken.contains(at) && known.trim().eq_ignore_ascii_case(name.trim())
            };
            *place = places.find(is_same).map(|(at, _)| at);
            taken.extend(*place);
        }
    }
    found
}

/// Says a problem of the action where the five sections have it.
fn moved(mut problem: Problem) -> Problem {
    let places = [
        ("/triggers/custom_guidelines", "/custom_guidelines"),
        ("/messages/offer", "/settings/question_message"),
        (
            "/messages/handoff_initiated",
            "/settings/confirmation_message",
        ),
        (
            "/outside_hours/message",
            "/settings/confirmation_outside_working_hours_message",
        ),
    ];
    for (ours, theirs) in places {
        if let Some(rest) = problem.pointer.strip_prefix(ours) {
            problem.pointer = format!("{theirs}{rest}");
        }
    }
    problem
}
