//! Lists that come in pages: at most a hundred rows, and where the next page begins.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::ApiProblem;

pub(super) const LIMIT_MAX: usize = 100;
pub(super) const LIMIT: usize = 50;

/// Which page is wanted.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct PageQuery {
    /// Where the page before ended.
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Page<T> {
    data: Vec<T>,
    /// What to send as `cursor` for the page after this one.
    next: Option<String>,
}

impl PageQuery {
    /// The rows of the page among all of them, each with its id.
    pub(super) fn of<T>(&self, all: Vec<(i64, T)>) -> Result<Page<T>, ApiProblem> {
        let limit = self.limit.unwrap_or(LIMIT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(malformed("“limit” is a number from 1 to 100."));
        }
        let start = match &self.cursor {
            None => 0,
            Some(cursor) => after(cursor, &all).ok_or_else(|| {
                malformed(
                    "This “cursor” is not one this list gave out. Leave it out to begin at the top.",
                )
            })?,
        };
        let is_last = all.len() <= start + limit;
        let rows: Vec<(i64, T)> = all.into_iter().skip(start).take(limit).collect();
        let last = rows.last().map(|(id, _)| format!("after_{id}"));
        Ok(Page {
            next: last.filter(|_| !is_last),
            data: rows.into_iter().map(|(_, row)| row).collect(),
        })
    }
}

/// The place after the row that a cursor names.
fn after<T>(cursor: &str, all: &[(i64, T)]) -> Option<usize> {
    let id: i64 = cursor.strip_prefix("after_")?.parse().ok()?;
    all.iter().position(|(row, _)| *row == id).map(|at| at + 1)
}

pub(super) fn malformed(detail: &str) -> ApiProblem {
    ApiProblem::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let all = || (1..=5).map(|id| (id, id * 10)).collect::<Vec<(i64, i64)>>();
        let query = |cursor: Option<&str>| PageQuery {
            cursor: cursor.map(str::to_owned),
            limit: Some(2),
        };
        let first = query(None).of(all()).unwrap();
        assert_eq!(
            (first.data, first.next.as_deref()),
            (vec![10, 20], Some("after_2"))
        );
        let last = query(Some("after_4")).of(all()).unwrap();
        assert_eq!((last.data, last.next), (vec![50], None));
        assert!(query(Some("nonsense")).of(all()).is_err());
        let none = PageQuery {
            cursor: None,
            limit: Some(101),
        };
        assert!(none.of(all()).is_err());
    }
}
