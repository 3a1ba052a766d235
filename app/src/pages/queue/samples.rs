//! Queues to show and to test with.

use chrono::{DateTime, Utc};
use handoff::{
    channel::Channel,
    handoff::Queue,
    id::{OperatorId, QueueId, ScheduleId},
};

use super::delete::DeleteQueue;
use super::edit::{Offered, QueuePage, There};
use super::form::{OPEN_24, QueueForm, SHARED, on_the_form};
use super::group::GroupRow;
use super::lines::lines;
use super::list::{QueueRow, Queues};
use super::now::Now;
use super::who::PersonRow;
use crate::form::{FieldErrors, differences};
use crate::pages::hours::samples::schedule;
use crate::ui::{Newer, SaveState};

/// Thursday 17 December 2026, 14:05 in Madrid.
fn at() -> DateTime<Utc> {
    "2026-12-17T13:05:00Z".parse().unwrap()
}

pub(crate) fn queue() -> Queue {
    Queue {
        channels: vec![Channel::Web, Channel::Email],
        languages: vec!["en".to_owned(), "es".to_owned(), "pt-BR".to_owned()],
        members: vec![OperatorId(1), OperatorId(3)],
        capacity: Some(10),
        needs_presence: true,
        ..Queue::new(QueueId(1), "Billing & <b>Support</b>", schedule())
    }
}

fn there() -> There {
    There {
        id: 1,
        name: "Billing & <b>Support</b>".to_owned(),
        is_enabled: true,
        now: Now::of(&schedule(), at()),
        takes: "Web chat and e-mail, English and Spanish".to_owned(),
        waiting: 2,
        capacity: Some(10),
        handoffs: ["Billing Support", "Complaints"]
            .map(|name| (name.to_owned(), "/agents/1/handoffs/1".to_owned()))
            .to_vec(),
        topics: vec![("Invoices".to_owned(), "/agents/1/topics/1".to_owned())],
        is_always_tried: false,
        schedule: (2, "Billing hours".to_owned()),
        others: vec!["Sales".to_owned()],
    }
}

fn offered() -> Offered {
    let choice = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let person = |id, name: &str, is_online, is_disabled| PersonRow {
        id,
        name: name.to_owned(),
        is_online,
        is_disabled,
    };
    Offered {
        schedules: vec![
            choice("2", "Billing hours (open until 18:00, Madrid time)"),
            choice("7", "Night desk (opens tomorrow at 22:00, Madrid time)"),
        ],
        functions: vec![
            choice("", "None: our inbox is enough"),
            choice("4", "transfer_to_premium"),
        ],
        people: vec![
            person(1, "Maya Strand", true, false),
            person(2, "Theodora Brandt-Hollingsworth", false, false),
            person(3, "Sam <b>Okafor</b>", false, true),
        ],
        groups: vec![
            GroupRow {
                name: "Billing".to_owned(),
                people: 2,
            },
            GroupRow {
                name: "Night <b>shift</b>".to_owned(),
                people: 0,
            },
        ],
    }
}

impl QueuePage {
    fn of(form: QueueForm) -> Self {
        Self {
            agent: 1,
            there: Some(there()),
            schedule: form.schedule(chrono_tz::UTC).0,
            form,
            at: at(),
            errors: FieldErrors::default(),
            saved: SaveState::Saved("Saved 14:05 by you".to_owned()),
            newer: None,
            offered: offered(),
        }
    }

    pub(crate) fn sample() -> Self {
        Self::of(QueueForm::of(&queue(), (ScheduleId(2), false), (3, 4)))
    }

    pub(crate) fn sample_shared() -> Self {
        Self::of(QueueForm::of(&queue(), (ScheduleId(2), true), (3, 4)))
    }

    pub(crate) fn sample_new() -> Self {
        let mut form = QueueForm::of(
            &Queue::new(QueueId(0), "", schedule()),
            (ScheduleId(2), true),
            (0, 0),
        );
        form.queue.hours = OPEN_24.to_owned();
        Self {
            there: None,
            saved: SaveState::Untouched,
            ..Self::of(form)
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.form.queue.capacity = "many \"<".to_owned();
        page.form.queue.other_languages = "spanish".to_owned();
        page.form.hours.zone = "Europe/Madrit".to_owned();
        let monday = page.form.hours.weekly_hours.get_mut("mon").unwrap();
        monday.get_mut(&1).unwrap().end = "17.00".to_owned();
        let (draft, wrong) = page.form.read(chrono_tz::UTC);
        let detail = handoff::handoff::check_language(&draft.queue.languages[2]).unwrap_err();
        let tag = handoff::problem::Problem::new("/languages/2", detail);
        page.errors = on_the_form(wrong, vec![tag]);
        assert_eq!(page.errors.len(), 4);
        page
    }

    pub(crate) fn sample_outdated() -> Self {
        let mut page = Self::sample();
        let mut theirs = page.form.clone();
        theirs.queue.hours = SHARED.to_owned();
        theirs.queue.members.clear();
        page.newer = Some(Newer {
            by: "Ben".to_owned(),
            at: "14:05".to_owned(),
            differences: differences(
                &lines(&theirs, &page.offered),
                &lines(&page.form, &page.offered),
            ),
        });
        page
    }
}

impl Queues {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, is_enabled, waiting, handoffs: &[&str]| QueueRow {
            id,
            name: name.to_owned(),
            is_enabled,
            now: Now::of(&schedule(), at()),
            takes: "Web chat and e-mail, English and Spanish".to_owned(),
            people: "Maya Strand, Ben Alder and 3 more".to_owned(),
            waiting,
            capacity: Some(10),
            handoffs: handoffs
                .iter()
                .map(|name| ((*name).to_owned(), "/agents/1/handoffs/1".to_owned()))
                .collect(),
            is_always_tried: false,
            function: Some("transfer_to_premium".to_owned()),
        };
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            order_counts: true,
            queues: vec![
                row(
                    1,
                    "Billing & <b>Support</b>",
                    true,
                    10,
                    &["Billing Support"],
                ),
                row(2, "Sales", false, 0, &[]),
            ],
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            queues: Vec::new(),
            ..Self::sample()
        }
    }
}

impl DeleteQueue {
    pub(crate) fn sample() -> Self {
        Self {
            agent: 1,
            id: 2,
            name: "Sales".to_owned(),
            strands: Vec::new(),
            refused: None,
        }
    }

    pub(crate) fn sample_used() -> Self {
        Self {
            strands: vec![
                "The handoff “Billing” leads here. Take the queue away there.".to_owned(),
                "2 conversations wait here.".to_owned(),
            ],
            refused: Some("“Sales” is used by the handoff “Billing”.".to_owned()),
            ..Self::sample()
        }
    }
}
