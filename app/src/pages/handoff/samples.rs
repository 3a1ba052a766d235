//! The page in the states that are looked at and held to the rules.

use handoff::{
    clock::from_millis,
    handoff::{Handoff, Queue},
    id::{HandoffId, QueueId, ScheduleId},
    schedule::{Interval, Schedule},
    store::{SavedHandoff, SavedQueue},
};

use super::called::Called;
use super::destination::Around;
use super::edit::HandoffPage;
use super::form::{BY_JSON, RawHandoff};
use crate::form::{Difference, FieldErrors};
use crate::routes;
use crate::ui::{Newer, OpenNow, SaveState, order_list::OrderRow};

pub(crate) fn billing() -> SavedHandoff {
    SavedHandoff {
        handoff: Handoff {
            description:
                "The customer has a question about an invoice, a refund or a double charge."
                    .to_owned(),
            available_instructions:
                "Confirm that they want to be connected, then call handoff_billing_support."
                    .to_owned(),
            unavailable_instructions: "Say when the team is back.".to_owned(),
            queues: vec![QueueId(1), QueueId(2)],
            ..Handoff::named(HandoffId(1), "Billing Support")
        },
        place: 1,
        topics: vec!["Refunds".to_owned()],
        revision: 4,
        saved_at: from_millis(1_768_212_000_000),
        saved_by: Some("Maya Strand".to_owned()),
    }
}

pub(crate) fn queue(id: i64, name: &str) -> SavedQueue {
    let hours = Interval::parse("09:00", "18:00").unwrap();
    let schedule = Schedule::weekdays(chrono_tz::Europe::Madrid, hours);
    SavedQueue {
        queue: Queue::new(QueueId(id), name, schedule),
        place: id,
        schedule: (ScheduleId(id), name.to_owned()),
        revision: 1,
        saved_at: from_millis(1_768_212_000_000),
        saved_by: None,
    }
}

/// A destination with five mistakes.
pub(crate) const WRONG: &str = r#"[
  {
    "name": "Billing </textarea><b>",
    "type": "Agent_queue",
    "enabled": "yes",
    "open_24": false,
    "weekly_hours": {
      "mon": [
        {"start": "09:00", "end": "12:00"},
        {"start": "13:00", "end": "17.00"}
      ]
    },
    "timezone": "Europe/Madrit",
    "supported_channel_types": ["pigeon"],
    "transfer_function_name": "transfer_to_billing"
  }
]"#;

impl HandoffPage {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, words: &[&str], is_open| OrderRow {
            id,
            name: name.to_owned(),
            code: None,
            words: words.iter().map(|words| (*words).to_owned()).collect(),
            now: Some(OpenNow {
                is_open,
                words: if is_open {
                    "Open until 18:00"
                } else {
                    "Closed, opens tomorrow at 09:00"
                }
                .to_owned(),
            }),
            href: None,
        };
        let values = RawHandoff::of(&billing());
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            handoff: Some((1, "Billing Support".to_owned())),
            errors: FieldErrors::default(),
            saved: SaveState::Saved("Saved 14:05 by you".to_owned()),
            newer: None,
            called: Called::of(&values, Some(&billing()), &[], &[]),
            queues: vec![
                row(
                    1,
                    "Billing Support",
                    &[
                        "Mon–Fri 09:00–18:00 in Madrid",
                        "Also used by Sales & <b>Returns</b>.",
                    ],
                    true,
                ),
                row(2, "General Support", &["Open 24 h"], false),
            ],
            to_add: vec![("3".to_owned(), "Deliveries".to_owned())],
            json: super::destination::Written::default(),
            is_unsaved_json: false,
            now: Some(OpenNow {
                is_open: true,
                words: "Open until 18:00".to_owned(),
            }),
            back: Some("back tomorrow at 09:00, your time".to_owned()),
            topics: vec![("Refunds and double charges".to_owned(), routes::topic(1, 1))],
            values,
        }
    }

    pub(crate) fn sample_new() -> Self {
        Self {
            handoff: None,
            values: RawHandoff::new(),
            saved: SaveState::Untouched,
            called: Called::default(),
            queues: Vec::new(),
            now: None,
            topics: Vec::new(),
            ..Self::sample()
        }
    }

    pub(crate) fn sample_json() -> Self {
        let mut page = Self::sample();
        let queues = [queue(1, "Billing Support"), queue(2, "General Support")];
        let others = [&billing()];
        let around = Around {
            queues: &queues,
            functions: &[],
            others: &others,
        };
        page.values.destination = WRONG
            .replace("</textarea><b>", "Support")
            .replace("pigeon", "voice");
        BY_JSON.clone_into(&mut page.values.leads_by);
        page.values.seen = around.seen();
        page.json = around.read(&page.values.destination);
        page.is_unsaved_json = true;
        page
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample_json();
        page.values.destination = WRONG.to_owned();
        page.values.name = "Invoices".to_owned();
        let texts = [(
            "the topic “Refunds”".to_owned(),
            "Call handoff_billing_support.".to_owned(),
        )];
        page.called = Called::of(&page.values, Some(&billing()), &[], &texts);
        let around = Around {
            queues: &[],
            functions: &[],
            others: &[],
        };
        page.json = around.read(WRONG);
        let name = (
            "/name".to_owned(),
            "“Invoices” is there already.".to_owned(),
        );
        page.errors = FieldErrors::new([name].into_iter().chain(page.json.errors()));
        page
    }

    pub(crate) fn sample_outdated() -> Self {
        let difference = Difference {
            what: "When does it fit?".to_owned(),
            theirs: "Invoices.".to_owned(),
            yours: "Invoices and refunds.".to_owned(),
        };
        Self {
            newer: Some(Newer {
                by: "Ben Ito".to_owned(),
                at: "14:07".to_owned(),
                differences: vec![difference],
            }),
            saved: SaveState::Unsaved,
            ..Self::sample()
        }
    }
}
