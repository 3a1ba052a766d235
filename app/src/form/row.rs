//! Rows that can be added, removed and moved by ordinary submits.

use std::collections::BTreeMap;

/// Rows as they arrive: gaps and any order are fine, the index is only a name.
pub type Rows<T> = BTreeMap<u32, T>;

/// Numbers the rows from 0 again, as a page shows them and as the core counts them.
pub fn renumber<T>(rows: &mut Rows<T>) {
    *rows = (0..).zip(std::mem::take(rows).into_values()).collect();
}

/// The order of a list that is kept by itself, after a button asked to move one up or down; a row is told by
/// its id there. None when nothing moves.
///
/// ```
/// assert_eq!(app::form::reordered("up:queues:7", &[3, 7, 5]), Some(vec![7, 3, 5]));
/// assert_eq!(app::form::reordered("up:queues:3", &[3, 7, 5]), None);
/// ```
pub fn reordered(op: &str, ids: &[i64]) -> Option<Vec<i64>> {
    let place = |id: u32| ids.iter().position(|known| *known == i64::from(id));
    let (from, to) = match RowOp::read(op)? {
        RowOp::Up { index, .. } => place(index).and_then(|at| Some((at, at.checked_sub(1)?)))?,
        RowOp::Down { index, .. } => place(index).map(|at| (at, at + 1))?,
        RowOp::Add { .. } | RowOp::Remove { .. } => return None,
    };
    let mut moved = ids.to_vec();
    (to < moved.len()).then(|| moved.swap(from, to))?;
    Some(moved)
}

/// What a row button asked for. `list` tells lists apart when a form has several, and is empty otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOp {
    Add { list: String },
    Remove { list: String, index: u32 },
    Up { list: String, index: u32 },
    Down { list: String, index: u32 },
}

impl RowOp {
    /// Reads the value of `op`: `add`, `remove:2`, `up:2`, `down:2`, or with a list `add:monday`,
    /// `remove:monday:2`. `save` and anything unknown are no row operation.
    ///
    /// ```
    /// use app::form::RowOp;
    /// assert_eq!(RowOp::read("save"), None);
    /// let op = RowOp::read("remove:monday:2").unwrap();
    /// assert_eq!(op, RowOp::Remove { list: "monday".into(), index: 2 });
    /// assert_eq!(op.to_string(), "remove:monday:2");
    /// ```
    pub fn read(op: &str) -> Option<Self> {
        let (verb, rest) = op.split_once(':').unwrap_or((op, ""));
        if verb == "add" {
            return Some(Self::Add {
                list: rest.to_owned(),
            });
        }
        let (list, index) = rest.rsplit_once(':').unwrap_or(("", rest));
        let (list, index) = (list.to_owned(), index.parse().ok()?);
        match verb {
            "remove" => Some(Self::Remove { list, index }),
            "up" => Some(Self::Up { list, index }),
            "down" => Some(Self::Down { list, index }),
            _ => None,
        }
    }

    pub fn list(&self) -> &str {
        match self {
            Self::Add { list }
            | Self::Remove { list, .. }
            | Self::Up { list, .. }
            | Self::Down { list, .. } => list,
        }
    }

    /// Does it, and numbers the rows from 0 again. Never more than `most` rows.
    pub fn apply<T: Default>(&self, rows: &mut Rows<T>, most: usize) {
        let mut list: Vec<(u32, T)> = std::mem::take(rows).into_iter().collect();
        let place = |index: u32, list: &[(u32, T)]| list.iter().position(|(at, _)| *at == index);
        match self {
            Self::Add { .. } if list.len() < most => list.push((u32::MAX, T::default())),
            Self::Add { .. } => {}
            Self::Remove { index, .. } => list.retain(|(at, _)| at != index),
            Self::Up { index, .. } => {
                if let Some(here @ 1..) = place(*index, &list) {
                    list.swap(here, here - 1);
                }
            }
            Self::Down { index, .. } => {
                if let Some(here) = place(*index, &list).filter(|here| here + 1 < list.len()) {
                    list.swap(here, here + 1);
                }
            }
        }
        *rows = (0..).zip(list.into_iter().map(|(_, row)| row)).collect();
    }
}

impl std::fmt::Display for RowOp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (verb, list, index) = match self {
            Self::Add { list } => ("add", list, None),
            Self::Remove { list, index } => ("remove", list, Some(index)),
            Self::Up { list, index } => ("up", list, Some(index)),
            Self::Down { list, index } => ("down", list, Some(index)),
        };
        formatter.write_str(verb)?;
        if !list.is_empty() {
            write!(formatter, ":{list}")?;
        }
        index.map_or(Ok(()), |index| write!(formatter, ":{index}"))
    }
}

impl From<RowOp> for String {
    fn from(op: RowOp) -> Self {
        op.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::decode;

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default)]
    struct Row {
        label: String,
    }

    #[derive(serde::Deserialize)]
    struct Raw {
        rows: Rows<Row>,
    }

    fn labels(rows: &Rows<Row>) -> Vec<(u32, &str)> {
        rows.iter()
            .map(|(index, row)| (*index, row.label.as_str()))
            .collect()
    }

    fn three() -> Rows<Row> {
        let body = b"rows%5B7%5D%5Blabel%5D=c&rows[2][label]=a&rows[4][label]=b";
        decode::<Raw>(body).unwrap().rows
    }

    #[test]
    fn gaps_are_fine_and_go_away_with_the_next_operation() {
        let mut rows = three();
        RowOp::read("remove:4").unwrap().apply(&mut rows, 10);
        assert_eq!(labels(&rows), [(0, "a"), (1, "c")]);
    }

    #[test]
    fn moving_stops_at_the_ends() {
        let mut rows = three();
        RowOp::read("up:7").unwrap().apply(&mut rows, 10);
        assert_eq!(labels(&rows), [(0, "a"), (1, "c"), (2, "b")]);
        RowOp::read("up:0").unwrap().apply(&mut rows, 10);
        RowOp::read("down:2").unwrap().apply(&mut rows, 10);
        RowOp::read("down:99").unwrap().apply(&mut rows, 10);
        assert_eq!(labels(&rows), [(0, "a"), (1, "c"), (2, "b")]);
    }

    #[test]
    fn adding_stops_at_the_limit() {
        let mut rows = three();
        let add = RowOp::read("add").unwrap();
        add.apply(&mut rows, 4);
        add.apply(&mut rows, 4);
        assert_eq!(labels(&rows), [(0, "a"), (1, "b"), (2, "c"), (3, "")]);
    }

    #[test]
    fn nonsense_is_no_operation() {
        for op in [
            "",
            "save",
            "remove",
            "remove:x",
            "up:-1",
            "remove:4294967296",
        ] {
            assert_eq!(RowOp::read(op), None, "{op}");
        }
    }
}
