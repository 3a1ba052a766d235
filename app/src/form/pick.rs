//! Rows that each name something that is there already, chosen from a list and put in order.

use serde::Deserialize;

use super::{RowOp, Rows};

/// One row: the id of what was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawPick {
    pub id: String,
}

/// The rows for these ids.
pub fn picks(ids: impl IntoIterator<Item = i64>) -> Rows<RawPick> {
    let rows = ids.into_iter().map(|id| RawPick { id: id.to_string() });
    (0..).zip(rows).collect()
}

/// The ids of the rows, in order. What is no number is left out; a page never sends such a thing.
pub fn picked(rows: &Rows<RawPick>) -> Vec<i64> {
    rows.values()
        .filter_map(|row| row.id.parse().ok())
        .collect()
}

/// Adds what `chosen` names, unless it is there, or moves or removes a row.
///
/// ```
/// use app::form::{RowOp, pick, picked, picks};
/// let mut rows = picks([7, 8]);
/// let mut chosen = "9".to_owned();
/// pick(&RowOp::read("add:queues").unwrap(), &mut rows, &mut chosen, 10);
/// pick(&RowOp::read("up:queues:2").unwrap(), &mut rows, &mut chosen, 10);
/// assert_eq!((picked(&rows), chosen.as_str()), (vec![7, 9, 8], ""));
/// ```
pub fn pick(op: &RowOp, rows: &mut Rows<RawPick>, chosen: &mut String, most: usize) {
    if !matches!(op, RowOp::Add { .. }) {
        op.apply(rows, most);
        return;
    }
    let id = std::mem::take(chosen);
    if id.is_empty() || rows.values().any(|row| row.id == id) {
        return;
    }
    let count = rows.len();
    op.apply(rows, most);
    if let Some((_, added)) = rows.iter_mut().nth(count) {
        added.id = id;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_added_twice_or_when_nothing_is_chosen() {
        let mut rows = picks([7]);
        let add = RowOp::read("add:queues").unwrap();
        for chosen in ["", "7"] {
            pick(&add, &mut rows, &mut chosen.to_owned(), 10);
        }
        pick(&add, &mut rows, &mut "8".to_owned(), 1);
        assert_eq!(picked(&rows), [7]);
    }
}
