//! A transfer function as a form: from what is stored, and back again. What a kind needs is what the core
//! declares for it, so a new kind needs nothing here.

use std::collections::BTreeMap;

use handoff::{
    handoff::{NamedTexts, TRANSFER_PARAMETERS, Target, TransferFunction, TransferParts},
    id::TransferFunctionId,
    problem::Problem,
};
use serde::Deserialize;

use crate::form::{FieldErrors, RowOp, Rows};

/// Most rows of one list, as the core has it.
const ROWS_MAX: usize = 30;

/// The form as it arrives. What belongs to kinds that are not chosen is kept while somebody decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawFunction {
    pub op: String,
    /// The version it was made from.
    pub revision: String,
    pub name: String,
    pub kind: String,
    /// The lines of every kind, by the names of the fields.
    pub lines: BTreeMap<String, String>,
    /// The named texts of every kind, and the parameters.
    pub named: BTreeMap<String, Rows<RawNamed>>,
}

/// One named text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawNamed {
    pub name: String,
    pub text: String,
}

impl RawFunction {
    /// The form of a new one.
    pub fn new() -> Self {
        Self {
            kind: Target::Queue.kind().to_owned(),
            ..Self::default()
        }
    }

    /// The form of what is stored.
    pub fn of(function: &TransferFunction, revision: i64) -> Self {
        let TransferParts { lines, named } = function.target.parts();
        let parameters = (
            TRANSFER_PARAMETERS.name.to_owned(),
            function.parameters.clone(),
        );
        let named = named.into_iter().chain([parameters]);
        Self {
            op: String::new(),
            revision: revision.to_string(),
            name: function.name.clone(),
            kind: function.target.kind().to_owned(),
            lines,
            named: named
                .filter(|(_, texts)| !texts.is_empty())
                .map(|(list, texts)| (list, rows(texts)))
                .collect(),
        }
    }

    /// Adds, removes or moves a row. False when no such thing was asked for.
    pub fn apply(&mut self) -> bool {
        let Some(op) = RowOp::read(&self.op) else {
            return false;
        };
        let rows = self.named.entry(op.list().to_owned()).or_default();
        op.apply(rows, ROWS_MAX);
        true
    }

    /// Leaves out the rows nobody wrote in, and numbers the others from 0.
    pub fn tidy(&mut self) {
        for rows in self.named.values_mut() {
            let written = std::mem::take(rows)
                .into_values()
                .filter(|row| !row.is_blank());
            *rows = (0..).zip(written).collect();
        }
    }

    /// What the form says. None when its kind is none of the core's.
    pub fn read(&self) -> Option<TransferFunction> {
        let trimmed = |(field, text): (&String, &String)| (field.clone(), text.trim().to_owned());
        let parts = TransferParts {
            lines: self.lines.iter().map(trimmed).collect(),
            named: self
                .named
                .keys()
                .map(|list| (list.clone(), self.texts(list)))
                .collect(),
        };
        Some(TransferFunction {
            id: TransferFunctionId(0),
            name: self.name.trim().to_owned(),
            target: Target::of(&self.kind, &parts)?,
            parameters: self.texts(TRANSFER_PARAMETERS.name),
        })
    }

    /// The named texts of a list that somebody wrote in.
    fn texts(&self, list: &str) -> NamedTexts {
        let rows = self.named.get(list).into_iter().flat_map(Rows::values);
        rows.filter(|row| !row.is_blank())
            .map(|row| (row.name.trim().to_owned(), row.text.trim().to_owned()))
            .collect()
    }
}

impl RawNamed {
    fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.text.trim().is_empty()
    }
}

fn rows(texts: NamedTexts) -> Rows<RawNamed> {
    let raw = texts
        .into_iter()
        .map(|(name, text)| RawNamed { name, text });
    (0..).zip(raw).collect()
}

/// What the core says is wrong, at the fields of the form. A document names the rows of its lists, which
/// two rows of a form may share, so that `by_row` says for those where they are.
pub(super) fn on_the_form(problems: Vec<Problem>, by_row: Vec<Problem>) -> FieldErrors {
    let is_whole = |problem: &Problem| matches!(problem.pointer.as_str(), "/name" | "/kind" | "");
    let (whole, parts): (Vec<_>, Vec<_>) = problems.into_iter().partition(is_whole);
    let lines = parts
        .into_iter()
        .filter(|problem| !super::fields::is_in_a_list(&problem.pointer))
        .map(|problem| Problem::new(format!("/lines{}", problem.pointer), problem.detail));
    let rows = by_row.into_iter().map(|problem| {
        // What is wrong with the whole list is said at its heading, which has the list's own name.
        if problem.pointer.matches('/').count() == 1 {
            problem
        } else {
            Problem::new(format!("/named{}", problem.pointer), problem.detail)
        }
    });
    FieldErrors::of(whole.into_iter().chain(lines).chain(rows).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::transfer_function::samples::phone;

    #[test]
    fn what_is_stored_reads_back_the_same() {
        let raw = RawFunction::of(&phone(), 3);
        assert_eq!(raw.revision, "3");
        let read = raw.read().unwrap();
        assert_eq!(
            TransferFunction {
                id: phone().id,
                ..read
            },
            phone()
        );
    }

    #[test]
    fn rows_are_added_moved_and_removed_and_blank_ones_are_nothing() {
        let mut raw = RawFunction::of(&phone(), 1);
        let mut press = |op: &str| {
            raw.op = op.to_owned();
            assert!(raw.apply(), "{op}");
        };
        press("add:parameters");
        press("down:sip_headers:0");
        press("remove:parameters:0");
        assert_eq!(raw.named["sip_headers"][&0].name, "X-Order");
        assert_eq!(raw.named["parameters"].len(), 1);
        raw.tidy();
        assert_eq!(raw.read().unwrap().parameters, []);
        raw.op = "save".to_owned();
        assert!(!raw.apply());
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field_and_each_row_of_two_at_its_own() {
        let mut raw = RawFunction::of(&phone(), 1);
        raw.name = "Späti".to_owned();
        raw.lines.insert("number".to_owned(), "call me".to_owned());
        let same = RawNamed {
            name: "X-Order".to_owned(),
            text: "{{ordr}}".to_owned(),
        };
        raw.named.get_mut("sip_headers").unwrap().insert(7, same);
        raw.tidy();
        let function = raw.read().unwrap();
        let fields = ["order_number"];
        let errors = on_the_form(function.check(&fields), function.check_by_row(&fields));
        let places: Vec<&str> = errors.each().map(|(pointer, _)| pointer).collect();
        assert_eq!(
            places,
            [
                "/name",
                "/lines/number",
                "/named/sip_headers/2/name",
                "/named/sip_headers/2/text"
            ]
        );
    }
}
