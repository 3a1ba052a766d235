//! How Alder & Pine is set up: the shop, its AI agents, their hours, and when they hand over.

use chrono::NaiveDate;
use chrono_tz::Europe::Madrid;

use super::{
    SampleError,
    team::{ADMIN, PASSWORD},
};
use crate::{
    access::Actor,
    actions::{
        Desk, Hours, NewAgent, SaveError, SetUp, create_agent, save_action, save_hours, set_up,
    },
    id::AgentId,
    judge::extract::Kind,
    operator::Role,
    policy::{Action, GatherField, OutsideHours},
    schedule::{Exception, Interval, Schedule, SpecialHours, WEEKDAYS, Weekly},
    store::Organisation,
    trigger::{ForbiddenTopic, Guideline},
};

const WHEN_TO_USE: &str = "\
Hand over when the customer asks for a person, is upset or wants to complain.
Damaged or missing deliveries and double charges always go to a person.
Try to answer twice about oiling and caring for wood before handing over.
Do not hand over for showroom hours or delivery times.
Orders for a wedding or a birthday have high priority.
Apologise before handing over, and answer in the customer's language.";

/// Founds the shop. Gives back the admin as whoever acts.
pub(super) async fn found(desk: &Desk) -> Result<Actor, SampleError> {
    let (name, email) = ADMIN;
    let wish = SetUp {
        name: name.into(),
        email: email.into(),
        password: PASSWORD.into(),
        organisation: Organisation {
            name: "Alder & Pine".into(),
            zone: Madrid,
            takes_files: true,
        },
        agent: NewAgent {
            name: "Nora".into(),
            about: "Alder & Pine shop".into(),
        },
        hours: shop_hours(),
    };
    let id = set_up(desk, &wish).await?;
    Ok(Actor::Operator {
        id,
        name: name.into(),
        role: Role::Admin,
    })
}

/// Switches Nora's action on and makes Bruno, who has somebody there day and night.
pub(super) async fn make_agents(
    desk: &Desk,
    admin: &Actor,
) -> Result<(AgentId, AgentId), SampleError> {
    let agents = desk.store.agents().await?;
    let shop = agents
        .first()
        .map(|summary| summary.agent.id)
        .ok_or(SaveError::Missing)?;
    switch_on(desk, admin, shop, |action| {
        action.when_to_use = WHEN_TO_USE.into();
        action.information_to_gather = shop_questions();
        action
            .triggers
            .forbidden_topics
            .0
            .push(injuries_and_lawyers());
        action.triggers.custom_guidelines.0.push(kitchens());
    })
    .await?;
    let bruno = NewAgent {
        name: "Bruno".into(),
        about: "Alder & Pine for trade customers".into(),
    };
    let trade = create_agent(desk, admin, &bruno).await?;
    keep_open(desk, admin, trade).await?;
    switch_on(desk, admin, trade, |action| {
        action.when_to_use =
            "Hand over when the customer asks for a person or cannot be answered. \
            Quotes for more than 20 pieces always go to a person."
                .into();
        action.reply_minutes = 15;
    })
    .await?;
    Ok((shop, trade))
}

async fn switch_on(
    desk: &Desk,
    admin: &Actor,
    agent: AgentId,
    write: impl FnOnce(&mut Action),
) -> Result<(), SampleError> {
    let saved = desk.store.action(agent).await?.ok_or(SaveError::Missing)?;
    let mut action = saved.action;
    action.enabled = true;
    write(&mut action);
    Ok(save_action(desk, admin, agent, &action, saved.revision).await?)
}

async fn keep_open(desk: &Desk, admin: &Actor, agent: AgentId) -> Result<(), SampleError> {
    let action = desk.store.action(agent).await?.ok_or(SaveError::Missing)?;
    let schedule = desk.store.default_schedule(agent).await?;
    let schedule = schedule.ok_or(SaveError::Missing)?;
    let hours = Hours {
        schedule: Schedule::always(Madrid),
        reply_minutes: action.action.reply_minutes,
        outside_hours: OutsideHours::default(),
    };
    let revisions = (schedule.revision, action.revision);
    Ok(save_hours(desk, admin, (agent, schedule.id), &hours, revisions).await?)
}

/// Weekdays with a lunch break, Saturday mornings, and the holidays of Madrid that never move.
pub(super) fn shop_hours() -> Schedule {
    let mut weekly = Weekly::default();
    for day in &WEEKDAYS[..5] {
        weekly.set(*day, intervals(&[("09:00", "12:30"), ("13:30", "18:00")]));
    }
    weekly.set(WEEKDAYS[5], intervals(&[("10:00", "14:00")]));
    let mut schedule = Schedule {
        zone: Madrid,
        open_24: false,
        weekly,
        exceptions: crate::schedule::Exceptions::default(),
    };
    for (month, day, name) in [
        (1, 1, "New Year's Day"),
        (1, 6, "Three Kings"),
        (5, 2, "Community of Madrid"),
        (12, 25, "Christmas Day"),
    ] {
        let closed = Exception {
            hours: SpecialHours::Closed,
            name: Some(name.into()),
            yearly: true,
        };
        if let Some(date) = NaiveDate::from_ymd_opt(2026, month, day) {
            schedule.exceptions.set(date, closed);
        }
    }
    schedule
}

fn intervals(times: &[(&str, &str)]) -> Vec<Interval> {
    times
        .iter()
        .filter_map(|(start, end)| Interval::parse(start, end).ok())
        .collect()
}

fn shop_questions() -> Vec<GatherField> {
    let field = |name: &str, label: &str, kind, required| GatherField {
        name: name.into(),
        label: label.into(),
        kind,
        required,
        ..GatherField::default()
    };
    vec![
        GatherField {
            description: "It starts with AP and has six digits.".into(),
            ..field("order_number", "Order number", Kind::Text, true)
        },
        field("name", "Name", Kind::Text, false),
        field("email", "E-mail address", Kind::Email, false),
    ]
}

fn injuries_and_lawyers() -> ForbiddenTopic {
    ForbiddenTopic {
        name: "Injuries and lawyers".into(),
        description: "Somebody was hurt by a product, or talks of lawyers and courts.".into(),
        keywords: ["lawyer", "court", "injured", "lawsuit"]
            .map(String::from)
            .into(),
        examples: vec![
            "The chair broke and I hurt my back.".into(),
            "You will hear from my lawyer.".into(),
        ],
    }
}

fn kitchens() -> Guideline {
    Guideline {
        name: "Planning a kitchen".into(),
        description:
            "The customer wants advice on planning a whole kitchen with fronts and worktops.".into(),
        ..Guideline::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_are_as_written() {
        let hours = shop_hours();
        assert_eq!(hours.check(), Vec::new());
        assert_eq!(
            hours.in_words(),
            "Mon–Fri 09:00–12:30, 13:30–18:00; Sat 10:00–14:00"
        );
    }

    #[test]
    fn everything_said_about_when_to_hand_over_is_understood() {
        for clause in crate::judge::understand(WHEN_TO_USE) {
            assert!(clause.understood, "“{}”: {}", clause.said, clause.in_words);
        }
    }
}
