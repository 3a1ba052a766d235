//! Transfer functions to show and to test with.

use handoff::{
    handoff::{Target, TransferFunction},
    id::TransferFunctionId,
};

use super::delete::DeleteFunction;
use super::edit::FunctionPage;
use super::form::{RawFunction, RawNamed, on_the_form};
use super::list::{FunctionRow, Functions, Used};
use super::sent::{sent, usable};
use crate::form::FieldErrors;
use crate::ui::{Newer, SaveState};

fn texts(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

pub(crate) fn phone() -> TransferFunction {
    TransferFunction {
        id: TransferFunctionId(4),
        name: "transfer_to_premium".to_owned(),
        target: Target::Phone {
            number: "+34 910 000 000".to_owned(),
            sip_headers: texts(&[
                ("X-Summary", "{{summary}}"),
                ("X-Order", "{{order_number}}"),
            ]),
        },
        parameters: texts(&[("reason", "{{reason}}")]),
    }
}

fn used() -> Used {
    Used {
        queues: vec![
            (1, "Billing & <b>Support</b>".to_owned()),
            (2, "Sales".to_owned()),
        ],
        handoffs: vec!["Premium Support".to_owned()],
    }
}

impl FunctionPage {
    fn of(values: RawFunction) -> Self {
        let usable = usable(&[]);
        Self {
            agent: 1,
            saved_as: Some((4, "transfer_to_premium".to_owned())),
            sent: values
                .read()
                .map(|function| sent(&function, &usable, handoff::clock::Instant::default())),
            values,
            errors: FieldErrors::default(),
            saved: SaveState::Saved("Saved 14:05 by you".to_owned()),
            newer: None,
            used: used(),
            usable,
        }
    }

    pub(crate) fn sample() -> Self {
        Self::of(RawFunction::of(&phone(), 3))
    }

    pub(crate) fn sample_new() -> Self {
        Self {
            saved_as: None,
            saved: SaveState::Untouched,
            used: Used::default(),
            ..Self::of(RawFunction::new())
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let mut values = RawFunction::of(&phone(), 3);
        values.name = "Späti <b>".to_owned();
        values
            .lines
            .insert("number".to_owned(), "call me".to_owned());
        let row = RawNamed {
            name: "X Order".to_owned(),
            text: "{{ordr_number}} \"<".to_owned(),
        };
        values
            .named
            .entry("sip_headers".to_owned())
            .or_default()
            .insert(2, row);
        let function = values.read().unwrap();
        let fields = ["order_number"];
        let errors = on_the_form(function.check(&fields), function.check_by_row(&fields));
        Self {
            errors,
            ..Self::of(values)
        }
    }

    pub(crate) fn sample_outdated() -> Self {
        let mut theirs = RawFunction::of(&phone(), 4);
        theirs
            .lines
            .insert("number".to_owned(), "+34 920 000 000".to_owned());
        let yours = RawFunction::of(&phone(), 4);
        let differences =
            crate::form::differences(&super::lines::lines(&theirs), &super::lines::lines(&yours));
        assert_eq!(differences.len(), 1);
        Self {
            newer: Some(Newer {
                by: "Ben".to_owned(),
                at: "14:05".to_owned(),
                differences,
            }),
            saved: SaveState::Unsaved,
            ..Self::of(yours)
        }
    }
}

impl Functions {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, kind, target: Option<&str>, used| FunctionRow {
            id,
            name: name.to_owned(),
            kind,
            target: target.map(str::to_owned),
            sends: "1 parameter, 2 headers".to_owned(),
            used,
        };
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            functions: vec![
                row(1, "default_transfer", "Our inbox", None, Used::default()),
                row(
                    4,
                    "transfer_to_premium",
                    "Phone call",
                    Some("+34 910 000 000"),
                    used(),
                ),
            ],
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            functions: Vec::new(),
            ..Self::sample()
        }
    }
}

impl DeleteFunction {
    pub(crate) fn sample() -> Self {
        Self {
            agent: 1,
            id: 4,
            name: "transfer_to_premium".to_owned(),
            used: Used::default(),
            refused: None,
        }
    }

    pub(crate) fn sample_used() -> Self {
        Self {
            used: used(),
            refused: Some("“transfer_to_premium” is used by the queue “Sales”.".to_owned()),
            ..Self::sample()
        }
    }
}
