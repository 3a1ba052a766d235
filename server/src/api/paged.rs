//! Lists that come in pages: at most a hundred rows, and where the next page begins.

use axum::{
    Json,
    extract::{OriginalUri, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next as Layer,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::ApiProblem;

const LIMIT_MAX: u8 = 100;
const LIMIT: u8 = 50;

/// Which page is wanted.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
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
    pub(super) data: Vec<T>,
    /// What to send as `cursor` for the page after this one.
    pub(super) next: Option<String>,
}

impl<T: Serialize> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        let next = self.next.clone();
        followed("cursor", next.as_deref(), self)
    }
}

/// The parameter that leads to the page after this one, and its value; travels with the answer until [`linked`]
/// writes it out, where the address of the request is known.
#[derive(Clone)]
struct Next(&'static str, String);

/// A page that says where the next one is, if there is one.
pub(super) fn followed(
    parameter: &'static str,
    next: Option<&str>,
    page: impl Serialize,
) -> Response {
    let mut response = Json(page).into_response();
    if let Some(next) = next {
        let next = Next(parameter, next.to_owned());
        response.extensions_mut().insert(next);
    }
    response
}

/// Says in `Link` where the next page is (RFC 8288): at the address of this one, with another cursor.
pub(super) async fn linked(
    OriginalUri(uri): OriginalUri,
    request: Request,
    layer: Layer,
) -> Response {
    let mut response = layer.run(request).await;
    let Some(Next(parameter, value)) = response.extensions_mut().remove::<Next>() else {
        return response;
    };
    let asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let others = asked.filter(|(name, _)| name != parameter);
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(others).append_pair(parameter, &value);
    let link = format!("<{}?{}>; rel=\"next\"", uri.path(), query.finish());
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

impl PageQuery {
    /// The page after a cursor, of so many rows at most.
    pub(super) fn new(cursor: Option<String>, limit: Option<usize>) -> Self {
        Self { cursor, limit }
    }

    /// The rows of the page among all of them, each with its id.
    pub(super) fn of<T>(&self, all: Vec<(i64, T)>) -> Result<Page<T>, ApiProblem> {
        let limit = rows_wanted(self.limit)?;
        let start = match &self.cursor {
            None => 0,
            Some(cursor) => after(cursor, &all).ok_or_else(strange_cursor)?,
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

/// How many rows a page has at most, of what was asked for.
pub(super) fn rows_wanted<N: From<u8> + PartialOrd>(limit: Option<N>) -> Result<N, ApiProblem> {
    let limit = limit.unwrap_or(N::from(LIMIT));
    if !(N::from(1)..=N::from(LIMIT_MAX)).contains(&limit) {
        return Err(malformed("“limit” is a number from 1 to 100."));
    }
    Ok(limit)
}

/// Where a page cannot begin.
pub(super) fn strange_cursor() -> ApiProblem {
    malformed("This “cursor” is not one this list gave out. Leave it out to begin at the top.")
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
