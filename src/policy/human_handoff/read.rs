//! Reading the five sections as somebody sent them: all of them, every field, with every mistake named.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use super::{CustomGuideline, GenericGuideline, HumanHandoff, Profile, Settings, generic::Generic};
use crate::{
    account::parse_email,
    id::OperatorId,
    policy::{DESCRIPTION_MAX, NAME_MAX, message},
    problem::{self, Problem},
    schedule::{Schedule, Slot, zone_named},
};

/// The configuration as it is sent. What may be left out is marked at each field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    settings: Settings,
    availability: Value,
    generic_guidelines: Vec<GenericGuideline>,
    custom_guidelines: Vec<CustomGuideline>,
    routing_profiles: Vec<Profile>,
}

impl HumanHandoff {
    /// Reads a whole configuration. A section or a field that is missing is a mistake like any other:
    /// whoever changes one thing sends the rest back as it was read. `people` are those there are.
    ///
    /// ```
    /// use handoff::policy::HumanHandoff;
    /// let problems = HumanHandoff::read(serde_json::json!({"settings": {}}), &[]).unwrap_err();
    /// assert!(problems.iter().any(|problem| problem.pointer == "/availability"));
    /// assert!(problems.iter().any(|problem| problem.pointer == "/settings/timezone"));
    /// ```
    pub fn read(value: Value, people: &[OperatorId]) -> Result<Self, Vec<Problem>> {
        let decoded = problem::decode::<Written>(value);
        let mut problems = outermost(decoded.problems);
        let Some(written) = decoded.value else {
            return Err(problems);
        };
        let mut found = Vec::new();
        check_settings(&written.settings, &mut found);
        let availability = slots(&written, &mut found);
        check_guidelines(&written, &mut found);
        check_profiles(&written.routing_profiles, people, &mut found);
        // What is said about a stand-in for a mistake is not about anything that was written.
        found.retain(|new| {
            !problems
                .iter()
                .any(|known| new.pointer.starts_with(&known.pointer))
        });
        problems.extend(found);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            settings: written.settings,
            availability,
            generic_guidelines: written.generic_guidelines,
            custom_guidelines: written.custom_guidelines,
            routing_profiles: written.routing_profiles,
        })
    }
}

/// The problems that are not inside of one another: of a section that is missing, no field is missing too.
fn outermost(problems: Vec<Problem>) -> Vec<Problem> {
    let places: Vec<String> = problems
        .iter()
        .map(|problem| problem.pointer.clone() + "/")
        .collect();
    let is_inside = |problem: &Problem| {
        places
            .iter()
            .any(|place| problem.pointer.starts_with(place))
    };
    problems
        .into_iter()
        .filter(|problem| !is_inside(problem))
        .collect()
}

fn check_settings(settings: &Settings, problems: &mut Vec<Problem>) {
    for (field, text, name) in [
        ("question_message", &settings.question_message, "offer"),
        (
            "confirmation_message",
            &settings.confirmation_message,
            "handoff_initiated",
        ),
        (
            "confirmation_outside_working_hours_message",
            &settings.confirmation_outside_working_hours_message,
            "outside_hours",
        ),
    ] {
        // An empty one is one that nobody wrote: the customer then reads the one we ship.
        if !text.trim().is_empty() {
            let pointer = format!("/settings/{field}");
            problems.extend(message::check((&pointer, field), text, name));
        }
    }
    for (row, keyword) in settings.keywords.iter().enumerate() {
        if keyword.trim().is_empty() {
            let detail = "This keyword is empty. Write a word or a phrase, or take it out.";
            problems.push(Problem::new(format!("/settings/keywords/{row}"), detail));
        }
    }
    if let Err(detail) = zone_named(&settings.timezone) {
        problems.push(Problem::new("/settings/timezone", detail));
    }
    for (row, email) in settings.emails.iter().enumerate() {
        problems.extend(parse_email(&format!("/settings/emails/{row}"), email).err());
    }
    if settings.send_email_notification && settings.emails.is_empty() {
        let detail = "E-mail is on, but nobody is on the list. Write an address, or switch “send_email_notification” off.";
        problems.push(Problem::new("/settings/emails", detail));
    }
}

/// The hours, whether or not they count at present.
fn slots(written: &Written, problems: &mut Vec<Problem>) -> Vec<Slot> {
    let zone = zone_named(&written.settings.timezone).unwrap_or(chrono_tz::UTC);
    let at = |problem: Problem| problem.at("/availability");
    let week = match Schedule::from_slots(zone, &written.availability) {
        Ok(week) => week,
        Err(found) => {
            problems.extend(found.into_iter().map(at));
            return Vec::new();
        }
    };
    let slots: Vec<Slot> = serde_json::from_value(written.availability.clone()).unwrap_or_default();
    if written.settings.working_hours_active && slots.is_empty() {
        let detail = "Working hours are on, but there are none: nobody would ever be there. Write when people work, or switch “working_hours_active” off.";
        problems.push(Problem::new("/availability", detail));
    }
    // Such mistakes are between slots, and a slot may be many days, so the list as a whole is named.
    let overlaps: BTreeSet<String> = week
        .check()
        .into_iter()
        .map(|problem| problem.detail)
        .collect();
    problems.extend(
        overlaps
            .into_iter()
            .map(|detail| Problem::new("/availability", detail)),
    );
    let ids = slots.iter().map(|slot| (slot.id != 0).then_some(slot.id));
    once("/availability", ids, problems);
    slots
}

fn check_guidelines(written: &Written, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for (row, guideline) in written.generic_guidelines.iter().enumerate() {
        let at = format!("/generic_guidelines/{row}");
        if Generic::named(&guideline.name).is_none() {
            problems.push(Problem::new(
                format!("{at}/name"),
                Generic::unknown(&guideline.name),
            ));
        } else if !seen.insert(&guideline.name) {
            let detail = format!(
                "“{}” is in the list already. Write it once.",
                guideline.name
            );
            problems.push(Problem::new(format!("{at}/name"), detail));
        }
        within(
            &format!("{at}/description"),
            &guideline.description,
            DESCRIPTION_MAX,
            problems,
        );
    }
    let at = "/custom_guidelines";
    for (row, guideline) in written.custom_guidelines.iter().enumerate() {
        named(&format!("{at}/{row}"), &guideline.name, problems);
        within(
            &format!("{at}/{row}/description"),
            &guideline.description,
            DESCRIPTION_MAX,
            problems,
        );
    }
    once(
        at,
        written
            .custom_guidelines
            .iter()
            .map(|guideline| guideline.id),
        problems,
    );
}

fn check_profiles(profiles: &[Profile], people: &[OperatorId], problems: &mut Vec<Problem>) {
    let at = "/routing_profiles";
    for (row, profile) in profiles.iter().enumerate() {
        named(&format!("{at}/{row}"), &profile.name, problems);
        within(
            &format!("{at}/{row}/description"),
            &profile.description,
            DESCRIPTION_MAX,
            problems,
        );
        let is_known =
            |other: &Profile| other.name.trim().eq_ignore_ascii_case(profile.name.trim());
        if !profile.name.trim().is_empty() && profiles[..row].iter().any(is_known) {
            let detail = format!(
                "“{}” is in the list already. Choose another name.",
                profile.name
            );
            problems.push(Problem::new(format!("{at}/{row}/name"), detail));
        }
        for (place, id) in profile.user_ids.iter().enumerate() {
            if !people.contains(&OperatorId(*id)) {
                let pointer = format!("{at}/{row}/user_ids/{place}");
                problems.push(Problem::new(pointer, format!("There is no operator {id}.")));
            }
        }
    }
    once(at, profiles.iter().map(|profile| profile.id), problems);
}

fn named(at: &str, name: &str, problems: &mut Vec<Problem>) {
    if name.trim().is_empty() {
        let detail = "The name is empty. Write a few words, such as “Billing”.";
        problems.push(Problem::new(format!("{at}/name"), detail));
    }
    within(&format!("{at}/name"), name, NAME_MAX, problems);
}

fn within(pointer: &str, text: &str, most: usize, problems: &mut Vec<Problem>) {
    let length = text.chars().count();
    if length > most {
        let detail = format!("This has {length} characters. Use at most {most}.");
        problems.push(Problem::new(pointer, detail));
    }
}

/// An id stands for one thing.
fn once(at: &str, ids: impl Iterator<Item = Option<i64>>, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for (row, id) in ids.enumerate() {
        if let Some(id) = id.filter(|id| !seen.insert(*id)) {
            let detail =
                format!("The id {id} is in the list already. Leave “id” out for a new one.");
            problems.push(Problem::new(format!("{at}/{row}/id"), detail));
        }
    }
}
