//! Routing pages to look at and to test.

use super::delete::DeleteProfile;
use super::edit::{PersonChoice, ProfilePage, RawProfile};
use super::form::RawSharing;
use super::page::{Here, RoutingPage};
use super::people::PersonRow;
use super::profiles::{Check, ProfileRow};
use crate::form::{FieldErrors, TICKED};
use crate::person::{Presence, Role};
use crate::ui::SaveState;

fn person(id: i64, name: &str, presence: Presence, load: u32) -> PersonRow {
    PersonRow {
        id,
        name: name.to_owned(),
        role: Role::Operator,
        presence,
        load,
        most: 5,
        skills: vec!["billing 4".to_owned(), "deliveries 2".to_owned()],
        languages: "English, Spanish".to_owned(),
        is_next: id == 1,
        why: match id {
            1 => "fewest open, 1 of 5".to_owned(),
            2 => "5 of 5".to_owned(),
            _ => "away since 13:00".to_owned(),
        },
    }
}

impl RoutingPage {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, people: &[(i64, &str)]| ProfileRow {
            id,
            name: name.to_owned(),
            description: "Invoices, refunds & <b>double charges</b>".to_owned(),
            is_active: id != 3,
            people: people
                .iter()
                .map(|(id, name)| (*id, (*name).to_owned()))
                .collect(),
            given: 64 * id,
        };
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            profiles: vec![
                row(1, "Billing", &[(1, "Maya Strand"), (4, "Sam Okafor")]),
                row(2, "Deliveries", &[(3, "Tomás Rey")]),
                row(3, "Trade", &[]),
            ],
            check: Check {
                text: "They took 489 € twice for the same bench".to_owned(),
                ranking: vec![
                    ("Billing".to_owned(), 0.71),
                    ("Deliveries".to_owned(), 0.18),
                ],
            },
            queues: vec![
                ("1".to_owned(), "Everybody".to_owned()),
                ("2".to_owned(), "Atención en español".to_owned()),
            ],
            here: Some(Here {
                queue: 1,
                name: "Everybody".to_owned(),
                values: RawSharing {
                    revision: "1".to_owned(),
                    method: "load_based".to_owned(),
                    need: "best".to_owned(),
                    fallback: "queue".to_owned(),
                    fallback_minutes: "10".to_owned(),
                    ..RawSharing::default()
                },
                errors: FieldErrors::default(),
                saved: SaveState::Untouched,
                newer: None,
                people: vec![
                    person(1, "Aiko Tanabe", Presence::Online, 1),
                    person(2, "Tomás Rey", Presence::Busy, 5),
                    person(3, "Sam Okafor", Presence::Offline, 0),
                ],
                next: "Aiko Tanabe".to_owned(),
            }),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.check = Check {
            text: "Good morning".to_owned(),
            ranking: vec![("Billing".to_owned(), 0.04)],
        };
        if let Some(here) = &mut page.here {
            here.values.reassign_minutes = "soon".to_owned();
            here.errors = FieldErrors::new([(
                "/reassign_minutes",
                "“soon” is not a number. Write a whole one, or leave it empty.",
            )]);
        }
        page
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            profiles: Vec::new(),
            check: Check::default(),
            queues: Vec::new(),
            here: None,
            ..Self::sample()
        }
    }
}

impl ProfilePage {
    pub(crate) fn sample() -> Self {
        let person = |id, name: &str, is_disabled| PersonChoice {
            id,
            name: name.to_owned(),
            is_disabled,
        };
        Self {
            agent: 1,
            profile: Some((1, "Billing".to_owned())),
            values: RawProfile {
                revision: "3".to_owned(),
                name: "Billing".to_owned(),
                description: "Invoices, refunds & <b>double charges</b>".to_owned(),
                examples: "I was charged twice\nWhere is my invoice?".to_owned(),
                is_active: TICKED.to_owned(),
                operators: [("1".to_owned(), TICKED.to_owned())].into(),
            },
            errors: FieldErrors::default(),
            saved: SaveState::Saved("Saved 14:05 by you".to_owned()),
            newer: None,
            people: vec![
                person(1, "Maya Strand", false),
                person(4, "Sam Okafor", true),
            ],
        }
    }

    pub(crate) fn sample_refused() -> Self {
        Self {
            profile: None,
            values: RawProfile::default(),
            errors: FieldErrors::new([(
                "/name",
                "The profile has no name. Write what it is about, such as “Billing”.",
            )]),
            saved: SaveState::Untouched,
            ..Self::sample()
        }
    }
}

impl DeleteProfile {
    pub(crate) fn sample() -> Self {
        Self {
            agent: 1,
            id: 1,
            name: "Billing".to_owned(),
            refused: None,
        }
    }
}
