//! The form in lines, so that two versions can be compared part by part.

use handoff::handoff::{TRANSFER_KINDS, TRANSFER_PARAMETERS, TransferInput};

use super::form::{RawFunction, RawNamed};
use crate::form::{Line, Rows};

/// Everything people can see in the form, part by part.
pub(super) fn lines(values: &RawFunction) -> Vec<Line> {
    let line = |what: &str, value: String| (what.to_owned(), value);
    let kind = TRANSFER_KINDS.iter().find(|kind| kind.name == values.kind);
    let title = kind.map_or(values.kind.as_str(), |kind| kind.title);
    let mut lines = vec![
        line("Name", values.name.trim().to_owned()),
        line("What happens", title.to_owned()),
    ];
    let fields = kind.map(|kind| kind.fields).unwrap_or_default();
    for field in fields.iter().chain([&TRANSFER_PARAMETERS]) {
        let value = match field.input {
            TransferInput::Line => values.lines.get(field.name).cloned().unwrap_or_default(),
            TransferInput::Named { .. } => {
                values.named.get(field.name).map(list).unwrap_or_default()
            }
        };
        lines.push(line(field.label, value));
    }
    lines
}

/// “reason: {{reason}}”, one a line.
fn list(rows: &Rows<RawNamed>) -> String {
    let rows = rows.values();
    let texts: Vec<String> = rows
        .map(|row| format!("{}: {}", row.name, row.text))
        .collect();
    texts.join("\n")
}
